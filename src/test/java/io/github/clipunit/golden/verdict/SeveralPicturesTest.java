package io.github.clipunit.golden.verdict;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.CheckedGolden.Outcome;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.ScoredPicture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeveralPicturesTest {

    private static final String FILE =
            "src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paintsTheFox.json";

    @TempDir
    Path base;

    private GoldenDesk desk() {
        return new GoldenDesk(base);
    }

    private static List<ScoredPicture> pictures(double... scores) {
        List<ScoredPicture> pictures = new ArrayList<>();
        for (double score : scores) {
            pictures.add(GoldenDesk.picture(pictures.size() + 1, score));
        }
        return pictures;
    }

    private GoldenDesk.Verdict compare(GoldenDesk desk, double... scores) {
        return desk.verdict(goldens ->
                goldens.next().compareMean(GoldenDesk.MODEL, "a fox", pictures(scores), SetQuestion.INDEPENDENT));
    }

    @Test
    void should_record_all_pictures() {
        assertThat(compare(desk(), 0.30, 0.31, 0.32, 0.33).outcome()).isEqualTo(Outcome.RECORDED);

        assertThat(desk().golden("paintsTheFox.json"))
                .content()
                .contains("0.300000", "0.310000", "0.320000", "0.330000");
        assertThat(desk().golden("paintsTheFox.png")).exists();
    }

    /** The p-value is that of scipy 1.10's {@code ttest_ind(golden - 0.01, actual, alternative="greater")}: 0.0001286. */
    @Test
    void should_tell_all_figures_when_the_mean_fell() {
        compare(desk(), 0.30, 0.31, 0.32, 0.33);

        GoldenDesk.Verdict verdict = compare(desk(), 0.25, 0.22, 0.24, 0.23);

        assertThat(verdict.outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(verdict.message())
                .startsWith("""

                        Expecting mean CLIP score of:
                          4 pictures
                        for prompt:
                          "a fox"
                        by model:
                          pictogram
                        not to have regressed from golden:
                          %s
                        recorded:   0.315000, spread 0.012910, 95 %% interval [0.294457, 0.335543], of 4 pictures
                        but was:    0.235000, spread 0.012910, 95 %% interval [0.214457, 0.255543], of 4 pictures
                        drop:       0.080000, 98 %% interval [0.051311, 0.108689]
                        tolerance:  0.010000
                        p-value:    0.00013, which is not above alpha 0.010000
                        detectable: 0.0532""".formatted(FILE))
                .contains("""
                        , the smallest drop that this many pictures show with 90 % power
                        assumes:    independent pictures; if the pictures of one call share something, use .inBatchesOf(n)
                        worst:      0.220000, picture 2 of 4: 6 x 4 pixels, sha256\s"""
                        + GoldenDesk.image(2, 6, 4).sha256().substring(0, 8)
                        + "\nnew picture: target/clipunit/new/"
                        + FILE.replaceFirst(".*/golden/", "").replace(".json", ".png")
                        + "\nTo accept the new result, run one of these on your machine, review the diff and"
                        + " commit it:\n  Maven:  mvn test");
    }

    @Test
    void should_tell_reports_the_same() {
        compare(desk(), 0.30, 0.31, 0.32, 0.33);

        Check check = compare(desk(), 0.31, 0.31, 0.32, 0.33).check();

        assertThat(check.passed()).isTrue();
        // scipy 1.10: golden.mean() - 0.01 - t.ppf(0.99, 6) * sqrt((golden.var(ddof=1) + actual.var(ddof=1)) / 4)
        assertThat(check.measurement())
                .returns("mean CLIP score", Measurement::measured)
                .returns(0.3175, Measurement::found)
                .returns(Relation.ABOVE, Measurement::relation);
        assertThat(check.measurement().bound()).isCloseTo(0.27974433621754513, within(1e-12));
        assertThat(check.score()).isEqualTo(0.3175);
        assertThat(check.scores()).containsExactly(0.31, 0.31, 0.32, 0.33);
        assertThat(check.golden())
                .isEqualTo(
                        new CheckedGolden(FILE, Outcome.HELD, 0.315, List.of(0.30, 0.31, 0.32, 0.33), 0.01, List.of()));
        assertThat(check.figures())
                .extracting(NamedNumber::name)
                .containsExactly(
                        "mean",
                        "standard deviation",
                        "drop",
                        "alpha",
                        "detectable drop",
                        "golden mean",
                        "p-value",
                        "false positive rate");
        // scipy 1.10: t.interval(0.95, 3, loc=x.mean(), scale=x.std(ddof=1) / 2)
        assertThat(check.figures().get(0).low()).isCloseTo(0.3022651981917119, within(1e-9));
        assertThat(check.figures().get(0).high()).isCloseTo(0.3327348018082881, within(1e-9));
        assertThat(check.facts()).extracting(NamedText::name).containsExactly("worst");
    }

    @Test
    void should_not_take_noise_for_a_regression() {
        compare(desk(), 0.25, 0.35, 0.28, 0.31);

        assertThat(compare(desk(), 0.22, 0.33, 0.30, 0.25).outcome()).isEqualTo(Outcome.HELD);
        assertThat(compare(desk(), 0.40, 0.41, 0.42, 0.43).outcome()).isEqualTo(Outcome.HELD);
    }

    @Test
    void should_follow_the_level_that_is_set() {
        compare(desk(), 0.30, 0.31, 0.32, 0.33);

        assertThat(compare(desk().with("clipunit.golden.alpha", "0.0001"), 0.25, 0.22, 0.24, 0.23)
                        .outcome())
                .isEqualTo(Outcome.HELD);
        assertThat(compare(desk().with("clipunit.golden.alpha", "0.025"), 0.25, 0.22, 0.24, 0.23)
                        .message())
                .contains("drop:       0.080000, 95 % interval [0.0576", "which is not above alpha 0.025000");
    }

    @Test
    void should_say_once_when_a_golden_can_show_only_large_drops() {
        GoldenDesk desk = desk();
        compare(desk, 0.25, 0.35, 0.28, 0.31);

        assertThat(desk.console())
                .hasSize(2)
                .last()
                .asString()
                .matches(
                        "clipunit will detect only drops of 0\\.1\\d{5} or more with this golden \\(90 % power, alpha 0.010000,"
                                + " tolerance 0.010000 included; 4 pictures, spread 0.042720\\): \\d\\d\\d pictures would show a"
                                + " drop of 0.030000");
        compare(desk, 0.25, 0.35, 0.28, 0.31);
        assertThat(desk.console()).hasSize(2);
    }

    @Test
    void should_say_nothing_of_the_kind_where_there_are_enough() {
        GoldenDesk desk = desk();
        compare(desk, 0.300, 0.301, 0.302, 0.299, 0.300, 0.301, 0.302, 0.299);

        assertThat(desk.console()).hasSize(1);
    }

    @Test
    void should_compare_a_single_picture_with_several_but_not_with_one() {
        GoldenDesk desk = desk();
        compare(desk, 0.3);
        assertThat(desk.console())
                .last()
                .isEqualTo("clipunit cannot distinguish noise from a regression with a golden of one picture: give it"
                        + " pictures of several seeds");

        assertThat(compare(desk, 0.30, 0.31, 0.29, 0.3).outcome()).isEqualTo(Outcome.HELD);
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(desk, 0.2))
                .withMessageStartingWith("one score on each side [0.3, 0.2] says nothing about noise");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(desk))
                .withMessage("there must be at least one picture for \"a fox\", but there is none");
    }

    @Test
    void should_compare_one_picture_with_the_mean_where_several_were_recorded() {
        compare(desk(), 0.30, 0.32, 0.30, 0.32, 0.30, 0.32, 0.30, 0.32);

        assertThat(desk().verdict(goldens ->
                                goldens.next().compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(900, 0.2)))
                        .message())
                .contains("recorded:   0.310000, the mean of 8 pictures\nbut was:    0.200000\n");
    }

    private static Map<String, List<ScoredPicture>> suite(double fox, double owl, double snow) {
        Map<String, List<ScoredPicture>> suite = new LinkedHashMap<>();
        suite.put("a fox", pictures(fox, fox + 0.01, fox + 0.02, fox + 0.03));
        suite.put("an owl", pictures(owl, owl + 0.01, owl + 0.02, owl + 0.03));
        suite.put("a \"snowman\"", pictures(snow, snow + 0.01, snow + 0.02, snow + 0.03));
        return suite;
    }

    private GoldenDesk.Verdict compare(GoldenDesk desk, Map<String, List<ScoredPicture>> suite) {
        return desk.verdict(goldens -> goldens.next().compareSuite(GoldenDesk.MODEL, suite, SetQuestion.INDEPENDENT));
    }

    @Test
    void should_name_the_prompts_that_fell() {
        compare(desk(), suite(0.30, 0.25, 0.20));

        GoldenDesk.Verdict verdict = compare(desk(), suite(0.30, 0.15, 0.20));

        assertThat(verdict.outcome()).isEqualTo(Outcome.REGRESSED);
        assertThat(verdict.message())
                .startsWith("""

                        Expecting CLIP scores of:
                          12 pictures of 3 prompts
                        by model:
                          pictogram
                        not to have regressed from golden:
                          %s
                        tolerance:  0.010000
                        alpha:      0.010000, for all prompts together
                        whole:      did not fall, mean drop 0.033333, 98 %% interval [""".formatted(FILE))
                .contains("""
                        fallen:
                          "an owl"
                            recorded:   0.265000, spread 0.012910, 95 % interval [0.244457, 0.285543], of 4 pictures
                            but was:    0.165000, spread 0.012910, 95 % interval [0.144457, 0.185543], of 4 pictures
                            drop:       0.100000, 98 % interval [""")
                .contains("worst:      0.150000, picture 1 of 4: 6 x 4 pixels, sha256 ")
                .doesNotContain("\"a fox\"", "snowman");
    }

    @Test
    void should_see_a_fall_of_the_whole_that_no_prompt_shows_by_itself() {
        Map<String, List<ScoredPicture>> before = new LinkedHashMap<>();
        Map<String, List<ScoredPicture>> after = new LinkedHashMap<>();
        for (int prompt = 0; prompt < 12; prompt++) {
            before.put("prompt " + prompt, pictures(0.2 + 0.01 * prompt));
            after.put("prompt " + prompt, pictures(0.17 + 0.01 * prompt + 0.0005 * (prompt % 3)));
        }
        compare(desk(), before);

        assertThat(compare(desk(), after).message())
                .contains("whole:      fell, mean drop 0.029500, ")
                .contains("\nfallen:     no single prompt; only the suite as a whole fell\n");
    }

    @Test
    void should_take_prompts_in_any_order_but_no_others() {
        Map<String, List<ScoredPicture>> suite = suite(0.30, 0.25, 0.20);
        compare(desk(), suite);
        Map<String, List<ScoredPicture>> reordered = new LinkedHashMap<>();
        for (String prompt : List.of("an owl", "a \"snowman\"", "a fox")) {
            reordered.put(prompt, suite.getOrDefault(prompt, List.of()));
        }
        assertThat(compare(desk(), reordered).outcome()).isEqualTo(Outcome.HELD);

        reordered.remove("a fox");
        reordered.put("a wolf", pictures(0.3, 0.4));
        assertThatExceptionOfType(GoldenMismatchException.class)
                .isThrownBy(() -> compare(desk(), reordered))
                .withMessageStartingWith(
                        "golden [" + FILE + "] was made for other prompts, so its scores cannot be compared"
                                + "\n  only recorded: [\"a fox\"]\n  only actual:   [\"a wolf\"]\nTo accept");
    }

    @Test
    void should_name_the_prompts_whose_pictures_are_too_few() {
        GoldenDesk desk = desk();
        Map<String, List<ScoredPicture>> suite = new LinkedHashMap<>();
        suite.put("a fox", pictures(0.300, 0.301, 0.302, 0.299, 0.300, 0.301, 0.302, 0.299));
        suite.put("an owl", pictures(0.3, 0.2));
        suite.put("a wolf", pictures(0.3));
        compare(desk, suite);

        assertThat(desk.console())
                .last()
                .asString()
                .matches("clipunit will detect only large drops of single prompts with this golden \\(90 % power\\):"
                        + " \"an owl\" \\d\\.\\d{6}, \"a wolf\" unknown; more pictures of a prompt show smaller ones");
    }

    @Test
    void should_refuse_a_suite_of_nothing() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compare(desk(), Map.of()))
                .withMessage("there must be at least one prompt with its pictures, but there is none");
    }
}
