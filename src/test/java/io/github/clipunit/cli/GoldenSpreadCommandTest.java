package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenSpreadCommandTest {

    private static final ClipScorer CLIP = new HashScorer("clip", "1111");

    @TempDir
    private Path base;

    private KeptGoldens kept;
    private Path seeds;

    @BeforeEach
    void prepare() throws IOException {
        kept = KeptGoldens.in(base);
        kept.record("fox", CLIP, "a fox", KeptGoldens.picture(1));
        seeds = base.resolve("seeds");
        IntStream.rangeClosed(2, 5).forEach(seed -> KeptGoldens.keep(seeds, "fox-" + seed, KeptGoldens.picture(seed)));
    }

    private static ClipScorer open(Settings settings) {
        return switch (settings.get(ModelNames.MODEL)) {
            case "clip", "moved" -> CLIP;
            case "other" -> new HashScorer("clip", "2222");
            default -> throw new ModelUnavailableException("no model");
        };
    }

    private Run spread(Object... arguments) {
        String[] all = new String[arguments.length + 2];
        all[0] = "golden";
        all[1] = "spread";
        IntStream.range(0, arguments.length).forEach(i -> all[i + 2] = arguments[i].toString());
        return Run.of(GoldenSpreadCommandTest::open, all);
    }

    private double[] scores() {
        return kept.read("fox").first().scores();
    }

    /** Mean, spread and bound are reckoned here from the scores alone: {@code t.isf(0.01, 4)} is 3.746947 (SciPy 1.10). */
    @Test
    void should_add_the_pictures_of_further_seeds() {
        GoldenRecord former = kept.read("fox");

        Run run = spread(kept.json("fox"), seeds, "--write");

        GoldenRecord spread = kept.read("fox");
        double[] scores = spread.first().scores();
        double mean = IntStream.range(0, 5).mapToDouble(i -> scores[i]).sum() / 5;
        double deviation = Math.sqrt(IntStream.range(0, 5)
                        .mapToDouble(i -> Math.pow(scores[i] - mean, 2))
                        .sum()
                / 4);
        assertThat(run.exitCode()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out()).startsWith("""
                wrote [%s], for "a fox"
                pictures:   5
                mean score: %s
                spread:     %s
                tolerance:  %s below the mean for one picture, at a false positive rate of 0.01
                            (it detects a true drop of that size in half of all runs)
                a set of   \s""".formatted(
                        kept.json("fox"),
                        SixDigits.text(mean),
                        SixDigits.text(deviation),
                        SixDigits.text(3.746947387979197 * deviation * Math.sqrt(1.2))));
        assertThat(run.out()).endsWith(" shows a drop of 0.03 with 90 % power (pairs by seed need fewer)\n");
        assertThat(spread.label()).isEqualTo(former.label());
        assertThat(spread.pictures())
                .containsExactlyElementsOf(IntStream.rangeClosed(1, 5)
                        .mapToObj(seed -> KeptGoldens.picture(seed).sha256())
                        .toList());
        assertThat(scores[4])
                .isEqualTo(SixDigits.round(
                        CLIP.score(KeptGoldens.picture(5), "a fox").cosine()));
    }

    @Test
    void should_write_nothing_unless_told_to() {
        Run run = spread(kept.json("fox"), seeds);

        assertThat(run.out()).startsWith("would write with --write [" + kept.json("fox") + "]");
        assertThat(scores()).hasSize(1);
    }

    @Test
    void should_take_a_picture_once() {
        KeptGoldens.keep(seeds, "again", KeptGoldens.picture(1));

        Run run = spread(kept.json("fox"), seeds, "--write");

        assertThat(run.out())
                .startsWith(
                        "skipped, as the golden already has this picture: " + seeds.resolve("again.png") + "\nwrote [");
        assertThat(scores()).hasSize(5);
        assertThat(spread(kept.json("fox"), seeds, "--write").exitCode()).isZero();
        assertThat(scores()).hasSize(5);
    }

    @Test
    void should_warn_where_the_others_score_far_off() {
        CircleScorer circle = new CircleScorer(Map.of("zero", 0));
        kept.record("zero", circle, "zero", CircleScorer.picture(0));
        Path turned = base.resolve("turned");
        IntStream.of(80, 81, 82, 83)
                .forEach(degrees -> KeptGoldens.keep(turned, "turned-" + degrees, CircleScorer.picture(degrees)));

        Run run = Run.of(circle, "golden", "spread", kept.json("zero").toString(), turned.toString());

        assertThat(run.out())
                .startsWith(
                        "warning: the golden's own score 1.000000 is far from the others' mean 0.147781; check that the same"
                                + " generator painted them, of the same prompt\nwould write with --write [");
    }

    @Test
    void should_refuse_too_few_pictures() {
        Run run = spread(kept.json("fox"), seeds.resolve("fox-2.png"), seeds.resolve("fox-3.png"));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .startsWith(
                        "a spread needs at least [4] pictures of different seeds, but there are [3] with the golden's own;"
                                + " name more pictures\n");
    }

    @Test
    void should_refuse_another_model() {
        assertThat(spread(kept.json("fox"), seeds, "--model", "other").err())
                .startsWith("golden [" + kept.json("fox") + "] was made by model [clip], but [clip] has other files or"
                        + " preprocessing; name exactly that model with --model\n");
        assertThat(spread(kept.json("fox"), seeds, "--model", "moved").exitCode())
                .isZero();
    }

    @Test
    void should_refuse_a_golden_of_a_picture_or_of_several_prompts() {
        kept.recordLikeness("like", CLIP, KeptGoldens.picture(1));
        List<ClipImage> one = List.of(KeptGoldens.picture(1));
        kept.record("suite", CLIP, Map.of("a fox", one, "an owl", one));

        assertThat(spread(kept.json("like"), seeds).err())
                .startsWith("golden [" + kept.json("like")
                        + "] must have one prompt with scores, but has a picture alone\n");
        assertThat(spread(kept.json("suite"), seeds).err())
                .startsWith(
                        "golden [" + kept.json("suite") + "] must have one prompt with scores, but has 2 prompts\n");
    }

    @Test
    void should_say_what_cannot_be_read() throws IOException {
        Path damaged = base.resolve("damaged.json");
        Files.writeString(damaged, "{");
        Path junk = base.resolve("junk.png");
        Files.writeString(junk, "no picture");

        assertThat(spread(damaged, seeds).exitCode()).isEqualTo(3);
        assertThat(spread(base.resolve("none.json"), seeds).err())
                .startsWith("there is no golden at [" + base.resolve("none.json"));
        Run unreadable = spread(kept.json("fox"), seeds, junk, "--write");
        assertThat(unreadable.exitCode()).isEqualTo(3);
        assertThat(unreadable.err()).startsWith("clipunit golden spread: ").contains("junk.png");
        assertThat(scores()).hasSize(1);
    }
}
