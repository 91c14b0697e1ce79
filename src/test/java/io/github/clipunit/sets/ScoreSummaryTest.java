package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.internal.Damage;
import io.github.clipunit.stats.Interval;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.regex.Pattern;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class ScoreSummaryTest {

    private static final Offset<Double> EXACT = within(1e-12);
    /** Half a step, and the rounding of it. */
    private static final Offset<Double> HALF_A_STEP = within(0.00005 + 1e-12);

    private static final String REMEDY =
            "; fetch them again from their source, or compute them again with this version of clipunit";

    private static ScoreSummary of(double... scores) {
        return Arrays.stream(scores).collect(ScoreSummary::new, ScoreSummary::add, ScoreSummary::merge);
    }

    /** In Python: {@code [0.15 + 0.3 * ((i * 7919) % 1009) / 1009.0 for i in range(1000)]}. */
    private static double[] thousand() {
        return IntStream.range(0, 1000)
                .mapToDouble(i -> 0.15 + 0.3 * (i * 7919 % 1009) / 1009.0)
                .toArray();
    }

    @Test
    void should_equal_numpy_and_scipy() {
        ScoreSummary summary = of(thousand());

        assertThat(summary.count()).isEqualTo(1000);
        assertThat(summary.mean()).isCloseTo(0.3000529236868186, EXACT);
        assertThat(summary.deviation()).isCloseTo(0.08667141526048405, EXACT);
        assertThat(summary.min()).isEqualTo(0.15);
        assertThat(summary.max()).isEqualTo(0.4497026759167493);
        assertThat(summary.interval(0.9).low()).isCloseTo(0.29554053957859794, EXACT);
        assertThat(summary.interval(0.9).high()).isCloseTo(0.3045653077950392, EXACT);
        assertThat(summary.interval(0.99).low()).isCloseTo(0.2929796014094443, EXACT);
        assertThat(summary.interval(0.99).high()).isCloseTo(0.30712624596419286, EXACT);
        ScoreSummary three = of(0.21, 0.28, 0.25);
        assertThat(three.interval(0.95).low()).isCloseTo(0.15942661731531538, EXACT);
        assertThat(three.interval(0.95).high()).isCloseTo(0.33390671601801797, EXACT);
        double[][] quantiles = {
            {0.01, 0.15297026759167492},
            {0.1, 0.18},
            {0.25, 0.22514866204162537},
            {0.5, 0.3002973240832507},
            {0.9, 0.4197026759167492},
            {0.99, 0.44673240832507427}
        };
        for (double[] quantile : quantiles) {
            assertThat(summary.quantile(quantile[0])).isCloseTo(quantile[1], HALF_A_STEP);
        }
        assertThat(summary.quantile(0)).isEqualTo(0.15);
        assertThat(summary.quantile(1)).isEqualTo(0.4497026759167493);
        double[][] shares = {{0.15, 0}, {0.2, 0.167}, {0.29, 0.465}, {0.3, 0.499}, {0.4, 0.833}};
        for (double[] share : shares) {
            assertThat(summary.shareBelow(share[0])).isEqualTo(share[1]);
        }
    }

    @Test
    void should_keep_quantiles_to_half_a_step_of_the_sorted_scores() {
        for (int seed = 0; seed < 50; seed++) {
            Random random = new Random(seed);
            double[] scores = random.doubles(1 + random.nextInt(40))
                    .map(score -> random.nextBoolean() ? score * 2 - 1 : 0.25 + score / 500)
                    .sorted()
                    .toArray();
            ScoreSummary summary = of(scores);
            for (int i = 0; i < scores.length; i++) {
                assertThat(summary.quantile(i / Math.max(1.0, scores.length - 1)))
                        .isCloseTo(scores[i], HALF_A_STEP);
            }
        }
    }

    @Test
    void should_count_exactly_below_each_multiple_of_a_step() {
        for (int k = -10_000; k <= 10_000; k++) {
            double step = Double.parseDouble(k + "e-4");
            ScoreSummary summary = of(Math.max(-1, Math.nextDown(step)), step, Math.min(1, Math.nextUp(step)));

            assertThat(summary.shareBelow(step)).isEqualTo(k == -10_000 ? 0 : 1 / 3.0);
        }
        assertThat(of(0.28, 0.29, 0.29, 0.2900001).shareBelow(0.29)).isEqualTo(0.25);
        assertThat(of(0.29004, 0.29006).shareBelow(0.29006)).isEqualTo(1);
        assertThat(of(1, 1, -1).shareBelow(1)).isEqualTo(1 / 3.0);
    }

    @Test
    void should_give_what_one_machine_gives_however_parts_are_merged() {
        List<Double> scores = new Random(3)
                .doubles(500)
                .map(score -> 0.28 + score / 50)
                .boxed()
                .toList();
        ScoreSummary whole = scores.stream().collect(ScoreSummary.collector());
        for (int seed = 0; seed < 200; seed++) {
            ScoreSummary merged = Merges.atRandom(
                    scores,
                    part -> part.stream().collect(ScoreSummary.collector()),
                    part -> ScoreSummary.ofBytes(part.toBytes()),
                    ScoreSummary::merge,
                    seed);

            assertThat(merged.count()).isEqualTo(500);
            assertThat(merged.mean()).isCloseTo(whole.mean(), EXACT);
            assertThat(merged.deviation()).isCloseTo(whole.deviation(), EXACT);
            assertThat(merged.interval(0.95).low())
                    .isCloseTo(whole.interval(0.95).low(), EXACT);
            assertThat(DoubleStream.of(merged.min(), merged.max(), merged.quantile(0.3), merged.shareBelow(0.29)))
                    .containsExactly(whole.min(), whole.max(), whole.quantile(0.3), whole.shareBelow(0.29));
        }
    }

    @Test
    void should_lose_nothing_where_scores_lie_close_together() {
        double[] scores =
                new Random(4).doubles(100_000).map(x -> 0.9 + 1e-7 * x).toArray();
        ScoreSummary halves = of(Arrays.copyOf(scores, 50_000)).merge(of(Arrays.copyOfRange(scores, 50_000, 100_000)));

        // of a uniform distribution, to four times the standard error
        assertThat(halves.deviation() / (1e-7 / Math.sqrt(12))).isCloseTo(1, within(0.006));
    }

    @Test
    void should_travel_bit_for_bit() {
        ScoreSummary summary = of(thousand());
        ScoreSummary none = new ScoreSummary();

        assertThat(ScoreSummary.ofBytes(summary.toBytes()).toBytes()).isEqualTo(summary.toBytes());
        assertThat(ScoreSummary.ofJson(summary.toJson()).toBytes()).isEqualTo(summary.toBytes());
        assertThat(ScoreSummary.ofJson(none.toJson())
                        .merge(ScoreSummary.ofBytes(none.toBytes()))
                        .merge(summary)
                        .merge(none)
                        .toBytes())
                .isEqualTo(summary.toBytes());
        // crc32: zlib of Python, over the bytes as documented
        assertThat(of(0.25, -1).toJson())
                .isEqualTo(
                        "{\"format\":\"clipunit.scores/1\",\"count\":2,\"mean\":-0.375,\"squares\":0.78125,\"min\":-1.0,"
                                + "\"max\":0.25,\"cells\":[-10000,2500],\"counts\":[1,1],\"crc32\":420780456}");
    }

    @Test
    void should_bound_memory_whatever_the_number() {
        ScoreSummary summary = IntStream.rangeClosed(-10_000, 10_000)
                .mapToDouble(k -> k / 10_000.0)
                .collect(ScoreSummary::new, ScoreSummary::add, ScoreSummary::merge);
        int size = summary.toBytes().length;
        for (int doubling = 0; doubling < 30; doubling++) {
            summary.merge(summary);
        }

        assertThat(summary.count()).isEqualTo(20_001L << 30);
        assertThat(summary.toBytes()).hasSize(size).hasSizeLessThan(20_001 * 16 + 100);
        assertThat(summary.shareBelow(0)).isCloseTo(10_000 / 20_001.0, EXACT);
        assertThat(summary.quantile(0.5)).isCloseTo(0, HALF_A_STEP);
        assertThat(ScoreSummary.ofJson(summary.toJson()).toBytes()).isEqualTo(summary.toBytes());
    }

    @Test
    void should_know_nothing_of_no_score_and_no_spread_of_one() {
        ScoreSummary none = new ScoreSummary();

        assertThat(DoubleStream.of(
                        none.mean(),
                        none.deviation(),
                        none.min(),
                        none.max(),
                        none.quantile(0.5),
                        none.shareBelow(0.3)))
                .containsOnly(Double.NaN);
        ScoreSummary one = of(0.3);
        assertThat(one.deviation()).isNaN();
        assertThat(one.quantile(0.5)).isEqualTo(0.3);
        assertThat(one.interval(0.95)).isEqualTo(new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY));
    }

    @Test
    void should_refuse_what_is_no_cosine() {
        for (double score : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 28.5, -1.0000001}) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> of(score))
                    .withMessage("score [" + score
                            + "] must lie between -1 and 1, as cosines do; divide percent scores by 100");
        }
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0.3).shareBelow(28))
                .withMessage("threshold [28.0] must lie between -1 and 1, as cosines do; divide percent scores by 100");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0.3).quantile(99))
                .withMessage("share [99.0] must lie between 0 and 1");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(0.3).interval(95))
                .withMessage("confidence [95.0] must lie between 0.0 and 1.0");
    }

    @Test
    void should_refuse_what_is_damaged() {
        ScoreSummary summary = of(0.2, 0.3, 0.25, 0.25);
        String json = summary.toJson();

        Damage.requireRefused(summary.toBytes(), ScoreSummary::ofBytes);
        for (String[] change : new String[][] {
            {"\"count\":4", "\"count\":3"},
            {"\"mean\":0.25", "\"mean\":0.26"},
            {"\"squares\":0.00", "\"squares\":0.01"},
            {"\"squares\":0.00", "\"squares\":-0.00"},
            {"\"min\":0.2", "\"min\":0.21"},
            {"[2000,", "[2000.5,"},
            {"[2000,", "[2001,"},
            {"[1,2,1]", "[1,1,2]"},
            {"[1,2,1]", "[1,2.5,1]"},
            {"[1,2,1]", "[1,4,-1]"},
            {"[1,2,1]", "[1,3]"}
        }) {
            assertThat(json).contains(change[0]);
            assertThatIllegalArgumentException()
                    .as(change[1])
                    .isThrownBy(() -> ScoreSummary.ofJson(json.replace(change[0], change[1])))
                    .withMessageStartingWith("sums of the format [clipunit.scores/1] cannot be read: ")
                    .withMessageEndingWith(REMEDY);
        }
    }

    @Test
    void should_refuse_negative_counts() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ScoreSummary.ofJson(of(0.2, 0.3).toJson().replace("\"count\":2", "\"count\":-2")))
                .withMessage(
                        "sums of the format [clipunit.scores/1] cannot be read: field [count] must be a number from 0.0 to"
                                + " 9.223372036854776E18, but is [-2]" + REMEDY);
    }

    @Test
    void should_do_what_the_documentation_shows() throws IOException {
        byte[] bytes = of(0.2, 0.3).toBytes();
        String json = of(0.4).toJson();

        ScoreSummary scores = ScoreSummary.ofBytes(bytes).merge(ScoreSummary.ofJson(json));
        double share = scores.shareBelow(0.29);
        double median = scores.quantile(0.5);

        assertThat(share).isEqualTo(1 / 3.0);
        assertThat(median).isCloseTo(0.3, HALF_A_STEP);
        String tests = "";
        for (String test : List.of("ScoreSummaryTest", "DuplicateSketchTest")) {
            tests += Files.readString(Path.of("src/test/java/io/github/clipunit/sets/" + test + ".java"));
        }
        String section =
                Files.readString(Path.of("docs/statistics.md")).split("## Merge results from several machines", 2)[1];
        assertThat(tests)
                .contains(Pattern.compile("(?s)```java\\n(.*?)```")
                        .matcher(section)
                        .results()
                        .flatMap(snippet -> snippet.group(1).lines())
                        .toList());
    }
}
