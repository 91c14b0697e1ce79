package io.github.clipunit.assertj;

import static io.github.clipunit.CircleScorer.picture;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Sets and suites against goldens that several tests of a class share by name. Cosines are those of angles on a circle;
 * intervals and p-values are those that SciPy gives for them.
 */
class NamedGoldensTest {

    private static final String FOLDER = "io.github.clipunit.assertj.NamedGoldensTest/named/";
    private static final String ACCEPT = """
            new picture: target/clipunit/new/%2$s
            To accept the new result, run this on your machine, review the diff and commit it:
              Maven:  mvn test -Dtest=io.github.clipunit.assertj.NamedGoldensTest -Dclipunit.golden.mode=update \
            -Dclipunit.golden.only=%1$s
                      on Windows: mvn test "-Dtest=io.github.clipunit.assertj.NamedGoldensTest" \
            "-Dclipunit.golden.mode=update" "-Dclipunit.golden.only=%1$s\"""";

    private static String accept(String golden) {
        return ACCEPT.formatted(FOLDER + golden + ".json", FOLDER + golden + ".png");
    }

    @TempDir
    Path goldens;

    private List<String> play(String test, Runnable checks) {
        Settings settings = Settings.of(Map.of("clipunit.golden.dir", goldens.toString(), "clipunit.explain", "off"));
        TestIdentity identity =
                new TestIdentity(NamedGoldensTest.class, Optional.empty(), Optional.empty(), "[test:" + test + "]");
        CircleScorer scorer = new CircleScorer(Map.of("zero", 0, "right", 90));
        try (TestScope scope = TestScope.open(scorer, settings, identity, check -> {})) {
            checks.run();
            scope.end(true);
            return scope.unfinished().stream().map(TestScope.Step::description).toList();
        }
    }

    private static List<ClipImage> pictures(int... degrees) {
        return Arrays.stream(degrees).mapToObj(CircleScorer::picture).toList();
    }

    private static void requireZeros(int... degrees) {
        assertThatImages(pictures(degrees)).matchPrompt("zero").haveNotRegressedFrom("zeros");
    }

    private static void requireSuite(List<ClipImage> zeros, List<ClipImage> rights) {
        Map<String, List<ClipImage>> suite = new LinkedHashMap<>();
        suite.put("zero", zeros);
        suite.put("right", rights);
        assertThatImages(suite).matchTheirPrompts().haveNotRegressedFrom("both");
    }

    @Test
    void should_compare_a_set_with_a_golden_that_another_test_recorded() {
        assertThat(play("records", () -> requireZeros(72, 73, 74, 75))).isEmpty();
        assertThat(goldens.resolve(FOLDER + "zeros.json")).exists();
        assertThat(play("compares", () -> requireZeros(75, 72, 74, 73))).isEmpty();
        assertThatThrownBy(() -> play("fails", () -> requireZeros(84, 85, 86, 87)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting mean CLIP score of:
                          4 pictures
                        for prompt:
                          "zero"
                        by model:
                          circle
                        not to have regressed from golden:
                          %s
                        recorded:   0.283961, spread 0.021602, 95 %% interval [0.249587, 0.318335], of 4 pictures
                        but was:    0.078444, spread 0.022460, 95 %% interval [0.042705, 0.114183], of 4 pictures
                        drop:       0.205517, 98 %% interval [0.156550, 0.254484]
                        tolerance:  0.010000
                        p-value:    7.8e-06, which is not above alpha 0.010000
                        detectable: 0.083883, the smallest drop that this many pictures show with 90 %% power
                        assumes:    independent pictures; if the pictures of one call share something, use .inBatchesOf(n)
                        worst:      0.052336, picture 4 of 4: %s
                        %s""".formatted(goldens.resolve(FOLDER + "zeros.json"), picture(87), accept("zeros")));
    }

    @Test
    void should_compare_a_suite_with_a_golden_that_another_test_recorded() {
        List<ClipImage> zeros = pictures(72, 73, 74);
        assertThat(play("records", () -> requireSuite(zeros, pictures(16, 17, 18))))
                .isEmpty();
        assertThat(goldens.resolve(FOLDER + "both.json")).exists();
        assertThat(play("compares", () -> requireSuite(zeros, pictures(18, 16, 17))))
                .isEmpty();
        assertThatThrownBy(() -> play("fails", () -> requireSuite(zeros, pictures(3, 4, 5))))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting CLIP scores of:
                          6 pictures of 2 prompts
                        by model:
                          circle
                        not to have regressed from golden:
                          %s
                        tolerance:  0.010000
                        alpha:      0.010000, for all prompts together
                        whole:      did not fall, mean drop 0.111296, 98 %% interval [-3.430210, 3.652803], p-value 0.53, detectable 5.838136
                        fallen:
                          "right"
                            recorded:   0.292342, spread 0.016690, 95 %% interval [0.250882, 0.333802], of 3 pictures
                            but was:    0.069749, spread 0.017410, 95 %% interval [0.026500, 0.112998], of 3 pictures
                            drop:       0.222593, 98 %% interval [0.170419, 0.274767]
                            p-value:    0.00021, corrected for the number of prompts
                            detectable: 0.088535
                            worst:      0.052336, picture 1 of 3: %s
                        %s""".formatted(goldens.resolve(FOLDER + "both.json"), picture(3), accept("both")));
    }
}
