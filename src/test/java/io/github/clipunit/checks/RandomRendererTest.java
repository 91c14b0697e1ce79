package io.github.clipunit.checks;

import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A renderer that paints another red disc for each seed, scored by the embedded model, and one that paints it worse: how often
 * the assertions themselves are red.
 */
class RandomRendererTest {

    private static final String PROMPT = "a red circle on a white background";
    private static final int SEEDS = 96;
    private static final int BUILDS = 50;

    private static ClipScorer clip;
    private static final List<ClipImage> GOOD = new ArrayList<>();
    private static final List<ClipImage> WORSE = new ArrayList<>();

    @TempDir
    Path base;

    @BeforeAll
    static void paint() {
        clip = CachingScorer.inMemory(OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults()));
        for (int seed = 0; seed < SEEDS; seed++) {
            GOOD.add(disc(seed, 0xe02020));
            WORSE.add(disc(seed, 0xa04040));
        }
        clip.embedImages(GOOD);
        clip.embedImages(WORSE);
    }

    @AfterAll
    static void close() {
        clip.close();
        GOOD.clear();
        WORSE.clear();
    }

    /** Where and how large it is, the seed decides. */
    private static ClipImage disc(int seed, int rgb) {
        Random random = new Random(seed);
        return ClipImage.of(
                PaintedPictures.disc(rgb, 90 + random.nextInt(76), 90 + random.nextInt(76), 40 + random.nextInt(50)));
    }

    /** Whether a check is red in a test that has a golden folder of its own. */
    private boolean isRed(int build, Runnable check) {
        Settings settings = Settings.of(
                Map.of("clipunit.golden.dir", base.resolve("build-" + build).toString(), "clipunit.explain", "off"));
        try (TestScope scope = TestScope.open(
                clip, settings, GoldenDesk.test(GoldenDesk.FoxTest.class, "paintsTheFox", null), told -> {})) {
            check.run();
            scope.end(true);
            return false;
        } catch (AssertionError e) {
            return true;
        }
    }

    /** As many pictures of seeds that no other call of a build has. */
    private static List<ClipImage> draw(List<ClipImage> pictures, int build, int call, int number) {
        List<Integer> seeds = new ArrayList<>(IntStream.range(0, SEEDS).boxed().toList());
        Collections.shuffle(seeds, new Random(build));
        return IntStream.range(0, number)
                .mapToObj(i -> pictures.get(seeds.get(call * number + i)))
                .toList();
    }

    @Test
    void should_keep_its_word_for_sets_of_other_seeds() {
        int falsePositives = 0;
        int hits = 0;
        for (int build = 0; build < BUILDS; build++) {
            List<ClipImage> golden = draw(GOOD, build, 0, 16);
            List<ClipImage> same = draw(GOOD, build, 1, 16);
            List<ClipImage> worse = draw(WORSE, build, 1, 16);
            isRed(build, () -> requireSet(golden));
            falsePositives += isRed(build, () -> requireSet(same)) ? 1 : 0;
            hits += isRed(build, () -> requireSet(worse)) ? 1 : 0;
        }

        assertThat(falsePositives).isLessThanOrEqualTo(2); // as 99 % of such counts are at alpha 0.01
        assertThat(hits).isGreaterThanOrEqualTo(47);
    }

    private static void requireSet(List<ClipImage> pictures) {
        assertThatImages(pictures).matchPrompt(PROMPT).haveNotRegressed();
    }

    @Test
    void should_keep_its_word_on_demand_at_a_third_of_the_pictures() {
        int falsePositives = 0;
        int hits = 0;
        AtomicInteger drawn = new AtomicInteger();
        for (int build = 0; build < BUILDS; build++) {
            List<ClipImage> golden = draw(GOOD, build, 0, 16);
            List<ClipImage> same = draw(GOOD, build, 1, 16);
            List<ClipImage> worse = draw(WORSE, build, 1, 16);
            isRed(build, () -> requireDrawn(golden, new AtomicInteger()));
            falsePositives += isRed(build, () -> requireDrawn(same, drawn)) ? 1 : 0;
            hits += isRed(build, () -> requireDrawn(worse, new AtomicInteger())) ? 1 : 0;
        }

        assertThat(falsePositives).isLessThanOrEqualTo(2);
        assertThat(hits).isGreaterThanOrEqualTo(47);
        assertThat((double) drawn.get() / BUILDS).isLessThan(16 / 3.0);
    }

    private static void requireDrawn(List<ClipImage> pictures, AtomicInteger drawn) {
        assertThatGenerator(seed -> {
                    drawn.incrementAndGet();
                    return pictures.get((int) seed - 1);
                })
                .matchesPrompt(PROMPT)
                .upTo(16)
                .hasNotRegressed();
    }

    @Test
    void should_draw_from_cassettes_where_they_are() {
        AtomicInteger asked = new AtomicInteger();

        boolean recording = isRed(0, () -> requireReplayed(asked));
        int recorded = asked.getAndSet(0);
        boolean replaying = isRed(0, () -> requireReplayed(asked));

        assertThat(recording).isFalse();
        assertThat(recorded).isEqualTo(8);
        assertThat(replaying).isFalse();
        assertThat(asked).hasValue(0);
    }

    private static void requireReplayed(AtomicInteger asked) {
        assertThatGenerator(seed -> PictureCassette.record("disc-" + seed, () -> {
                    asked.incrementAndGet();
                    return GOOD.get((int) seed);
                }))
                .matchesPrompt(PROMPT)
                .upTo(8)
                .hasNotRegressed();
    }

    /** The finding that this is about: one picture against one. */
    @Test
    void should_be_no_better_than_a_coin_with_one_random_picture() {
        long falsePositives = IntStream.range(0, BUILDS)
                .filter(build -> {
                    isRed(build, () -> requireOne(GOOD.get(build % SEEDS)));
                    return isRed(build, () -> requireOne(GOOD.get((build * 7 + 1) % SEEDS)));
                })
                .count();

        assertThat(falsePositives).isBetween(12L, 25L);
    }

    private static void requireOne(ClipImage picture) {
        io.github.clipunit.assertj.ClipAssertions.assertThat(picture)
                .matchesPrompt(PROMPT)
                .hasNotRegressed();
    }

    @Test
    void should_refuse_a_generator_that_ignores_its_seed_or_gives_nothing() {
        assertThatThrownBy(() -> assertThatGenerator(seed -> GOOD.get(0))
                        .scoredBy(clip)
                        .matchesPrompt(PROMPT)
                        .withMeanClipScoreAbove(0.2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage(
                        "generator gave the same picture for each of the seeds 1 to 4: pass the seed to it, or, if it"
                                + " takes none, compare the one picture with assertThat(image).matchesPrompt(prompt).hasNotRegressed()");
        assertThatThrownBy(() -> assertThatGenerator(seed -> {
                            throw new IOException("disk full");
                        })
                        .scoredBy(clip)
                        .matchesPrompt(PROMPT)
                        .atLeast(0.9)
                        .withClipScoreAbove(0.2))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("the generator at seed [1] threw IOException: disk full");
        assertThatThrownBy(() -> assertThatGenerator(seed -> null)
                        .scoredBy(clip)
                        .matchesPrompt(PROMPT)
                        .withMeanClipScoreAbove(0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the generator at seed [1] gave no picture: if that is how it refuses, use"
                        + " GeneratorCalls.refusedIfEmpty()");
        assertThatThrownBy(() -> assertThatGenerator(seed -> GOOD.get((int) seed))
                        .scoredBy(clip)
                        .matchesPrompt(PROMPT)
                        .upTo(7)
                        .withMeanClipScoreAbove(0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("up to [7] must be at least 8: four pictures raise a suspicion, the others confirm it");
    }

    /** No number of misses among eight pictures is rare enough where a fifth must match. */
    @Test
    void should_refuse_a_share_that_nothing_could_refute() {
        assertThatThrownBy(() -> assertThatGenerator(seed -> GOOD.get((int) seed))
                        .scoredBy(clip)
                        .matchesPrompt(PROMPT)
                        .upTo(8)
                        .atLeast(0.2))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "at least [0.2] cannot be refuted by 8 pictures, even if none matched: ask for a larger share, or"
                                + " for more pictures with upTo(n)");
        assertThatThrownBy(() -> assertThatGenerator(seed -> GOOD.get((int) seed))
                        .scoredBy(clip)
                        .matchesPrompt(PROMPT)
                        .upTo(32)
                        .atLeast(0.3)
                        .withClipScoreAbove(0.9))
                .hasMessageContaining("above for 0 of ");
    }

    @Test
    void should_say_whole_what_a_drawn_mean_lacks() {
        assertThatThrownBy(() -> assertThatGenerator(seed -> WORSE.get((int) seed))
                        .scoredBy(clip)
                        .matchesPrompt(PROMPT)
                        .withMeanClipScoreAbove(0.5))
                .hasMessageStartingWith("\nExpecting mean CLIP score of 8 pictures:\n")
                .hasMessageContaining("\nfor prompt:\n  \"" + PROMPT
                        + "\" (9 of 77 tokens)\nby model:\n  pictogram\nto be above: 0.5000\n" + "but was:     0.")
                .hasMessageContaining(", which is not above alpha 0.002\ndrawn:   8 pictures, of seeds 1 to 8");
        assertThatThrownBy(() -> assertThatGenerator(seed -> WORSE.get((int) seed))
                        .scoredBy(clip)
                        .matchesPrompt(PROMPT)
                        .atLeast(0.9)
                        .withClipScoreAbove(0.5))
                .hasMessageContaining(
                        "to be above: 0.5000 for a share of at least 0.9000\nbut was:     above for 0 of 8\n"
                                + "p-value: 1.0e-08, which is not above alpha 0.002\ndrawn:   8 pictures, of seeds 1 to 8");
    }
}
