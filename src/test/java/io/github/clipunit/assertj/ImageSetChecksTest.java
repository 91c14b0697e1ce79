package io.github.clipunit.assertj;

import static io.github.clipunit.CircleScorer.picture;
import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.generator.Reproduction.Level;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.settings.Settings;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** The checks of several pictures; cosines are those of angles on a circle. */
class ImageSetChecksTest {

    private static final ClipScorer SCORER = new CircleScorer(Map.of("zero", 0, "right", 90, "a red fox", 0));
    private static final List<ClipImage> SPREAD = List.of(picture(0), picture(90), picture(0), picture(90));

    private static List<ClipImage> pictures(int from, int to) {
        return IntStream.range(from, to).mapToObj(CircleScorer::picture).toList();
    }

    private static ImagesAssert assertThatScored(List<ClipImage> images) {
        return assertThatImages(images).scoredBy(SCORER);
    }

    @Test
    void should_measure_diversity() {
        // cosines of 0, 90, 0, 90 degrees: two kinds of two
        assertThatScored(SPREAD).hasDiversityAbove(1.999);
        assertThatThrownBy(() -> assertThatScored(SPREAD).hasDiversityAbove(2.5))
                .hasMessage("""

                        Expecting diversity (Vendi score) of:
                          4 pictures
                        by model:
                          circle
                        to be above: 2.5000
                        but was:     2.0000 (0.5000 too low)""");
        assertThatThrownBy(() -> assertThatScored(SPREAD).hasDiversityAbove(5))
                .hasMessage("diversity threshold [5.0] must be in [1, 4]");
    }

    @Test
    void should_list_near_duplicates() {
        assertThatScored(List.of(picture(0), picture(90))).hasNoNearDuplicates(0.99);
        assertThatThrownBy(() -> assertThatScored(List.of(picture(0), picture(90), picture(1)))
                        .hasNoNearDuplicates(0.99))
                .hasMessage("""

                        Expecting 3 pictures, but these nearly repeat an earlier one:
                          0.9998  picture 3 (%s) repeats picture 1
                        by model:
                          circle
                        to have no pair with a cosine of 0.9900 or more
                        but found 1 such pair""".formatted(picture(1)));
    }

    @Test
    void should_compare_distributions() {
        List<ClipImage> golden = pictures(0, 20);
        assertThatScored(pictures(0, 20))
                .isDistributedLike(golden)
                .withCmmdBelow(0.01)
                .withUnbiasedCmmdBelow(0.01)
                .withPValueAbove(0.5)
                .withFrechetDistanceBelow(0.01);
        // 10 * squared distance of the means of 0..19 and 90..109 degrees: 10 * 2 * 0.9899^2 = 19.8
        assertThatThrownBy(() -> assertThatScored(pictures(90, 110))
                        .isDistributedLike(golden)
                        .withCmmdBelow(0.5))
                .hasMessage("""

                        Expecting CMMD of:
                          20 pictures
                        and:
                          20 pictures they should be like
                        to be below: 0.5000
                        but was:     19.6966 (19.1966 too high)
                        by chance:   0.0106 on average, below 0.0331 in 95 % (two samples of one source, of these sizes)""");
        assertThatThrownBy(() -> assertThatScored(pictures(10, 30))
                        .isDistributedLike(golden)
                        .withUnbiasedCmmdBelow(0.02))
                .hasMessage("""

                        Expecting unbiased CMMD of:
                          20 pictures
                        and:
                          20 pictures they should be like
                        to be below: 0.0200
                        but was:     0.2900 (0.2700 too high)
                        by chance:   0.0000 on average, below 0.0317 in 95 % (two samples of one source, of these sizes)
                        hint: by chance alone, more than 5 % of runs miss this threshold: raise it, or compare sets of 32 pictures each""");
        assertThatThrownBy(() -> assertThatScored(pictures(90, 110))
                        .isDistributedLike(golden)
                        .withPValueAbove(0.01))
                .hasMessageContaining("but was:     0.0010 (0.0090 too low), at CMMD 19.");
        assertThatThrownBy(() -> assertThatScored(pictures(90, 95))
                        .isDistributedLike(golden)
                        .withFrechetDistanceBelow(1))
                .hasMessageContaining("each needs at least 10");
    }

    @Test
    void should_take_sets_of_any_size_as_moments() {
        EmbeddingMoments moments = SCORER.embedImages(pictures(0, 20)).stream().collect(EmbeddingMoments.collector());
        EmbeddingMoments far = EmbeddingMoments.of(SCORER.embedImages(pictures(90, 110)));
        assertThat(moments)
                .hasDiversityAbove(1)
                .isDistributedLike(moments)
                .withCmmdBelow(0.01)
                .withFrechetDistanceBelow(0.01);
        assertThatThrownBy(() -> assertThat(moments).isDistributedLike(far).withCmmdBelow(1))
                .isInstanceOf(AssertionError.class);
        assertThatThrownBy(() -> assertThat(moments).isDistributedLike(far).withPValueAbove(0.1))
                .hasMessageStartingWith("a p-value needs every embedding");
        assertThatThrownBy(() -> assertThat(EmbeddingMoments.of(List.of(Embedding.of(1, 0), Embedding.of(1, 0))))
                        .hasDiversityAbove(1.5))
                .hasMessageContaining("2 pictures\nto be above: 1.5000\nbut was:     1.0000");
    }

    @Test
    void should_count_shares_and_tell_uncertain_pictures_apart() {
        assertThatScored(SPREAD).areBalancedAcross("zero", "right").within(0.41).withPValueAbove(0.5);
        List<ClipImage> biased = List.of(picture(0), picture(1), picture(2), picture(90), picture(45));
        assertThatThrownBy(() -> assertThatScored(biased)
                        .areBalancedAcross("zero", "right")
                        .within(0.1))
                .hasMessage("""

                        Expecting shares of 5 pictures:
                          0.7500  "zero": 3 pictures, 90 % interval [0.1893, 0.9898]
                          0.2500  "right": 1 picture, 90 % interval [0.0102, 0.8107]
                          uncertain, below 0.7: 1 picture
                        by model:
                          circle
                        to deviate from equal shares by at most: 0.1000
                        but was:                                 0.2500 as counted, up to 0.4898 by the intervals
                        cannot tell: the uncertain pictures alone could hide that much; look at them, or use clearer labels""");
        assertThatThrownBy(() -> assertThatScored(biased)
                        .areBalancedAcross("zero", "right")
                        .withPValueAbove(0.7))
                .hasMessageEndingWith("to have a p-value above: 0.7000\nbut was:                 0.63");
        assertThatThrownBy(() -> assertThatScored(List.of(picture(45)))
                        .areBalancedAcross("zero", "right")
                        .within(1))
                .hasMessageContaining("no picture is certain");
        assertThatThrownBy(() -> {
                    var unused = assertThatScored(biased).areBalancedAcross("zero", "zero");
                })
                .hasMessage("labels [zero] must be at least two different texts: one label gets every picture");
    }

    @Test
    void should_measure_how_the_set_spreads_over_labels() {
        assertThatScored(SPREAD)
                .coversLabels("zero", "right")
                .withSpreadAbove(1.99)
                .withConfidenceAbove(0.99);
        assertThatThrownBy(() -> assertThatScored(pictures(0, 4))
                        .coversLabels("zero", "right")
                        .withSpreadAbove(1.5))
                .hasMessageContaining("over labels, with mean shares:\n  1.0000  \"zero\"\n  0.0000  \"right\"");
    }

    @Test
    void should_measure_the_models_own_bias_on_labelled_pictures() {
        ClipScorer scorer = SCORER;
        assertThatImages(Map.of("zero", pictures(0, 30), "right", pictures(60, 90)))
                .scoredBy(scorer)
                .areRecognised()
                .evenlyWithin(0.1);
        Map<String, List<ClipImage>> few = new TreeMap<>();
        few.put("zero", pictures(0, 10));
        few.put("right", pictures(80, 90));
        assertThatThrownBy(() ->
                        assertThatImages(few).scoredBy(scorer).areRecognised().evenlyWithin(0.1))
                .hasMessage("""

                        Expecting shares of pictures that are recognised:
                          1.0000  "right": 10 of 10, 90 % interval [0.7411, 1.0000]
                          1.0000  "zero": 10 of 10, 90 % interval [0.7411, 1.0000]
                        by model:
                          circle
                        to differ by at most: 0.1000
                        but was:              0.0000 as counted, up to 0.2589 by the intervals
                        too few pictures to tell: with equal accuracies, 29 pictures of each label would show it""");
        assertThatThrownBy(() -> assertThatImages(Map.of("zero", pictures(0, 30), "right", pictures(40, 70)))
                        .scoredBy(scorer)
                        .areRecognised()
                        .evenlyWithin(0.01))
                .hasMessageContaining("0.8000  \"right\": 24 of 30, 90 % interval [")
                .hasMessageEndingWith("uneven: \"zero\" is recognised more often than \"right\" by at least 0.0312"
                        + " at 95 % confidence");
        assertThatThrownBy(() -> assertThatImages(Map.of("zero", pictures(0, 30), "right", pictures(40, 70)))
                        .scoredBy(scorer)
                        .areRecognised()
                        .evenlyWithin(0.3))
                .hasMessageEndingWith(
                        "0.2000 as counted, up to 0.3570 by the intervals\nnot shown: with equal accuracies, 11"
                                + " pictures of each label would show it");
        assertThatThrownBy(() -> assertThatImages(Map.of("zero", pictures(0, 30)))
                        .scoredBy(scorer)
                        .areRecognised()
                        .evenlyWithin(0.1))
                .hasMessage("labels [zero] must be at least two to be compared");
    }

    @Test
    void should_name_the_variant_whose_pictures_match_worst() {
        Map<String, List<ClipImage>> painted = PromptVariants.of("a red fox")
                .typos()
                .paint(text -> picture(text.equals("a red fox") ? 0 : text.length() == 8 ? 60 : 5));
        String worst = PromptVariants.of("a red fox").typos().texts().stream()
                .filter(text -> text.length() == 8)
                .findFirst()
                .orElseThrow();
        assertThatImages(painted)
                .scoredBy(SCORER)
                .matchOriginalPrompt("a red fox")
                .withinSpread(0.5);
        assertThatThrownBy(() -> assertThatImages(painted)
                        .scoredBy(SCORER)
                        .matchOriginalPrompt("a red fox")
                        .withinSpread(0.1))
                .hasMessageStartingWith(
                        "\nExpecting mean CLIP scores of the pictures of 5 variants:\n  0.5000  \"" + worst)
                .hasMessageEndingWith("to spread by at most: 0.1000\nbut was:              0.5000 (0.4000 too much);"
                        + " the worst variant is \"" + worst + "\"");
    }

    @Test
    void should_report_how_exactly_a_generator_repeats_itself() {
        AtomicInteger calls = new AtomicInteger();
        assertThatGenerator(() -> picture(7)).isReproducible(3).isReproducible(2, Level.SAME_PIXELS);
        assertThatGenerator(() -> picture(calls.getAndIncrement() % 2))
                .scoredBy(SCORER)
                .isReproducible(4, 0.999);
        assertThatThrownBy(() -> assertThatGenerator(() -> picture(7)).isReproducible(2, Level.SAME_BYTES))
                .hasMessageEndingWith("to have at least: the same bytes\nbut was:          the same pixels");
        assertThatThrownBy(() -> assertThatGenerator(() -> picture(40 * (calls.getAndIncrement() % 2)))
                        .scoredBy(SCORER)
                        .isReproducible(2))
                .hasMessage("""

                        Expecting 2 pictures of one seed:
                          %s
                          %s
                        which differ:
                          in pixels: at most by 40 of 255 levels, in 100.0 %% of the pixels
                          to the model: lowest cosine 0.7660
                        to have at least: pictures alike to the model, cosine 0.9990
                        but was:          different pictures""".formatted(picture(0), picture(40)));
        assertThatThrownBy(() -> assertThatGenerator(() -> picture(7)).isReproducible(1))
                .hasMessage("times [1] must be at least 2: one picture repeats nothing");
    }

    @Test
    void should_leave_steps_unfinished_that_no_check_follows() {
        TestIdentity identity =
                new TestIdentity(ImageSetChecksTest.class, Optional.empty(), Optional.empty(), "[test:played]");
        try (TestScope scope = TestScope.open(SCORER, Settings.of(Map.of()), identity, check -> {})) {
            var unused = assertThatImages(SPREAD).areBalancedAcross("zero", "right");
            var unused2 = assertThatImages(SPREAD).coversLabels("zero", "right");
            var unused3 = assertThatImages(SPREAD).isDistributedLike(SPREAD);
            var unused4 = assertThatImages(Map.of("zero", SPREAD)).matchOriginalPrompt("zero");
            assertThat(scope.unfinished())
                    .extracting(TestScope.Step::description)
                    .containsExactly(
                            "areBalancedAcross(2 labels)",
                            "coversLabels(2 labels)",
                            "isDistributedLike(…)",
                            "matchOriginalPrompt(\"zero\")");
        }
    }
}
