package io.github.clipunit.junit;

import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.internal.LockFile;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.testkit.engine.EngineExecutionResults;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * Three goldens whose tests have p-values of 0.047, 0.119 and 0.5 (SciPy 1.10, {@code ttest_ind(golden, now,
 * alternative="greater")}), the pictures of now being at 70 to 73 degrees.
 */
class RunAlphaTest {

    private static final CircleScorer SCORER = new CircleScorer(Map.of("zero", 0));
    private static final double[] NOW = {0.34202, 0.325568, 0.309017, 0.292372};

    @TempDir
    Path base;

    @BeforeEach
    void record() {
        record("fallen", 0.03004);
        record("doubtful", 0.01984);
        record("held", 0);
    }

    private void record(String name, double drop) {
        GoldenKey key = new GoldenKey(
                base,
                Played.class.getName() + "/named/" + name + ".json",
                Played.class.getName() + ": " + name,
                true,
                true);
        List<GoldenRecord.Sample> samples = Arrays.stream(NOW)
                .mapToObj(score -> new GoldenRecord.Sample("0".repeat(64), Math.round(1e6 * (score + drop)) / 1e6))
                .toList();
        new GoldenFile(key, name, new LockFile(base.resolve("test.lock")))
                .overwrite(
                        new GoldenRecord(
                                key.label(),
                                GoldenRecord.Model.of(SCORER.model()),
                                List.of(new GoldenRecord.Entry("zero", Embedding.of(1, 0), samples))),
                        List.of(CircleScorer.picture(70)));
    }

    static class Played {
        @RegisterExtension
        static final ClipExtension CLIP = ClipExtension.scoredBy(SCORER);

        @Test
        void fallen() {
            require("fallen");
        }

        @Test
        void doubtful() {
            require("doubtful");
        }

        @Test
        void held() {
            require("held");
        }

        private static void require(String golden) {
            assertThatImages(IntStream.rangeClosed(70, 73)
                            .mapToObj(CircleScorer::picture)
                            .toList())
                    .matchPrompt("zero")
                    .haveNotRegressedFrom(golden);
        }
    }

    private EngineExecutionResults run(Map<String, String> more) {
        return EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .configurationParameter("clipunit.model", "no/such-model")
                .configurationParameter("clipunit.golden.dir", base.toString())
                .configurationParameter("clipunit.golden.tolerance", "0")
                .configurationParameter("clipunit.report", "off")
                .configurationParameters(more)
                .selectors(selectClass(Played.class))
                .execute();
    }

    private static List<String> failed(EngineExecutionResults results) {
        return results.testEvents().failed().stream()
                .map(event -> event.getTestDescriptor().getDisplayName())
                .toList();
    }

    private static List<String> faults(EngineExecutionResults results) {
        return results.containerEvents()
                .failed()
                .map(event -> (TestExecutionResult) event.getPayload().orElseThrow())
                .flatMap(result -> result.getThrowable().stream())
                .map(thrown -> String.valueOf(
                        (Throwables.getRootCause(thrown) == null ? thrown : Throwables.getRootCause(thrown))
                                .getMessage()))
                .toList();
    }

    /** At once at 0.3 / 3; by Holm's second step the next at 0.3 / 2. */
    @Test
    void should_decide_all_goldens_of_a_run_by_one_rate() {
        EngineExecutionResults results = run(Map.of("clipunit.golden.run-alpha", "0.3"));

        assertThat(failed(results)).containsExactly("fallen()");
        assertThat(faults(results)).containsExactly("""
                        goldens regressed at clipunit.golden.run-alpha, which all goldens of the run share [1]:
                          RunAlphaTest$Played#doubtful: golden [%s], p-value 0.12, by Holm's method 0.24""".formatted(
                        base.resolve(Played.class.getName()).resolve("named/doubtful.json")));
    }

    @Test
    void should_be_stricter_with_each_golden_than_alpha_alone() {
        assertThat(failed(run(Map.of("clipunit.golden.alpha", "0.13"))))
                .containsExactlyInAnyOrder("fallen()", "doubtful()");
        EngineExecutionResults results = run(Map.of("clipunit.golden.run-alpha", "0.13"));
        assertThat(failed(results)).isEmpty();
        assertThat(faults(results)).isEmpty();
    }
}
