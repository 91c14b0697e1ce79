package io.github.clipunit.checks;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.run.Variant;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What failures say when they are the first of their run, and that later ones say the same. */
class FirstFailureTest {

    private static final Path PICTURES = Path.of("src/test/resources/pictures");
    private static final ClipImage CIRCLE = ClipImage.of(PICTURES.resolve("red-circle.png"));
    private static final ClipImage FOX = ClipImage.of(PICTURES.resolve("fox.png"));
    private static final double MARGIN = Double.parseDouble("0.05");

    private static ClipScorer pictogram() {
        return CachingScorer.inMemory(OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults()));
    }

    private static String messageOf(ClipScorer scorer, Variant variant, Runnable test) {
        TestIdentity identity =
                new TestIdentity(FirstFailureTest.class, Optional.empty(), Optional.empty(), "test").with(variant);
        try (TestScope scope = TestScope.open(scorer, Settings.of(Map.of()), identity, check -> {})) {
            Throwable thrown = catchThrowable(test::run);
            scope.end(thrown == null);
            return thrown.getMessage();
        }
    }

    private static String messageOf(ClipScorer scorer, Runnable test) {
        return messageOf(scorer, new Variant("", "test"), test);
    }

    @Test
    void should_say_the_same_of_a_picture_first_and_later() {
        try (ClipScorer clip = pictogram()) {
            Runnable test =
                    () -> assertThat(CIRCLE).matchesPrompt("an icon of a fox").withClipScoreAbove(0.28);
            String first = messageOf(clip, test);
            assertThat(first)
                    .contains("\nclosest descriptions: \"a red circle on a white background\" (0.")
                    .contains("\nmost likely missing: \"fox\" (+0.")
                    .doesNotContain("shown");
            messageOf(clip, () -> assertThat(FOX).matchesPrompt("a pizza").withClipScoreAbove(0.28));
            assertThat(messageOf(clip, test)).isEqualTo(first);
        }
    }

    @Test
    void should_tell_a_near_miss_from_a_far_one() {
        try (ClipScorer clip = pictogram()) {
            double score = clip.score(CIRCLE, "a red circle").cosine();
            assertThat(messageOf(clip, () -> assertThat(CIRCLE)
                            .matchesPrompt("a red circle")
                            .withClipScoreAbove(score + 0.01)))
                    .contains(
                            "\nhint: near miss: 0.0100 below; pictures that match score 0.392 and spread by 0.056 (measured"
                                    + " on 7,650 pairs), so more likely the threshold than the generator");
            assertThat(messageOf(clip, () -> assertThat(CIRCLE)
                            .matchesPrompt("a red circle")
                            .withPercentScoreAbove(100 * score + 1)))
                    .contains("\nhint: near miss: 0.0100 below; ");
            assertThat(messageOf(clip, () -> assertThat(CIRCLE)
                            .matchesPrompt("a red circle")
                            .withClipScoreAbove(0.9)))
                    .as("half a cosine away, which is far from near")
                    .doesNotContain(" miss: ")
                    .contains(
                            "\nhint: threshold too high: pictures that match score 0.392 and spread by 0.056 (measured on"
                                    + " 7,650 pairs), so hardly any is above 0.9000");
            assertThat(messageOf(
                            clip,
                            () -> assertThat(CIRCLE).matchesPrompt("a fox").withClipScoreAbove(0.28)))
                    .contains("\nhint: far miss: 0.")
                    .contains("so more likely the generator than the threshold");
        }
    }

    @Test
    void should_say_nothing_of_near_and_far_where_nothing_is_known_of_the_model() {
        assertThat(messageOf(
                        FakeScorer.of("a fox", 0.27),
                        () -> assertThat(FOX).matchesPrompt("a fox").withClipScoreAbove(0.28)))
                .doesNotContain(" miss: ");
    }

    @Test
    void should_name_the_margin_that_was_wanted_where_the_lead_itself_is_lost() {
        FakeScorer fake = new FakeScorer(Map.of("a fox", 0.25, "a wolf", 0.27));
        assertThat(messageOf(fake, () -> assertThat(FOX)
                        .matchesPrompt("a fox")
                        .ratherThan("a wolf")
                        .byAtLeast(0.05)))
                .contains("\nbut \"a wolf\" is ahead by 0.0200, where a lead of at least 0.0500 is wanted\n");
        assertThat(messageOf(fake, () -> assertThat(FOX)
                        .matchesPrompt("a fox")
                        .ratherThan("a wolf")
                        .byAtLeast(0.125)))
                .contains("\nbut \"a wolf\" is ahead by 0.0200, where a lead of at least 0.1250 is wanted\n");
    }

    @Test
    void should_name_no_margin_where_there_is_none_or_the_code_does_not_tell() {
        FakeScorer fake = new FakeScorer(Map.of("a fox", 0.25, "a wolf", 0.27));
        assertThat(messageOf(fake, () -> assertThat(FOX).matchesPrompt("a fox").ratherThan("a wolf")))
                .contains("\nbut \"a wolf\" is ahead by 0.0200\n");
        assertThat(messageOf(fake, () -> assertThat(FOX)
                        .matchesPrompt("a fox")
                        .ratherThan("a wolf")
                        .byAtLeast(MARGIN)))
                .contains("\nbut \"a wolf\" is ahead by 0.0200\n");
    }

    @Test
    void should_name_the_variant_of_the_prompt() {
        Variant variant = new Variant("", "test", Optional.of("a rde\u202e fox"), Optional.empty());
        assertThat(messageOf(FakeScorer.of("a red fox", 0.2), variant, () -> assertThat(FOX)
                        .matchesPrompt("a red fox")
                        .withClipScoreAbove(0.28)))
                .endsWith("\nprompt variant: \"a rde\\u202e fox\"");
    }

    @Test
    void should_escape_the_name_of_a_picture() {
        ClipImage hostile = FOX.named("fox\n::error::pwned\u001b[31m\u202e.png");
        assertThat(hostile)
                .hasToString("256 x 256 PNG [fox\\n::error::pwned\\u001b[31m\\u202e.png], sha256 "
                        + FOX.sha256().substring(0, 8));
        assertThat(hostile.source()).contains("\n");
        assertThat(messageOf(
                        FakeScorer.of("a red fox", 0.2),
                        () -> assertThat(hostile).matchesPrompt("a red fox").withClipScoreAbove(0.28)))
                .contains("  256 x 256 PNG [fox\\n::error::pwned\\u001b[31m\\u202e.png], sha256 ")
                .doesNotContain("\n::error::", "\u001b", "\u202e");
        assertThatThrownBy(() -> ClipImage.of(Path.of("gone\n::error::.png")))
                .hasMessageStartingWith("no picture at [gone\\n::error::.png]: ");
    }

    @Test
    void should_not_see_a_weapon_in_a_clean_drawing_of_a_fox() {
        try (ClipScorer clip = pictogram()) {
            assertThat(FOX).scoredBy(clip).doesNotDepict("a weapon", "gore", "a watermark", "text", "alcohol");
            assertThatThrownBy(() -> assertThat(FOX).scoredBy(clip).doesNotDepict("a fox"))
                    .hasMessageContaining("  0.99", "  \"a fox\" rather than \"a picture\"");
        }
    }

    @Test
    void should_refuse_pairs_that_a_model_cannot_tell_apart() {
        String wayOut = "; choose other prompts, or set clipunit.model to a model of photographs, such as"
                + " openai/clip-vit-base-patch32";
        try (ClipScorer clip = pictogram()) {
            assertThatThrownBy(() -> assertThat(FOX).scoredBy(clip).hasQualityAbove(0.5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "model [pictogram] cannot tell [Good photo.] from [Bad photo.]: it has learned drawings and"
                                    + " their names, but no photographs and no words for quality" + wayOut);
            PromptPair warmth = new PromptPair("warmth", "Warm photo.", "Cold photo.");
            assertThatThrownBy(() ->
                            assertThat(FOX).scoredBy(clip).hasAttribute(warmth).above(0.5))
                    .isInstanceOf(IllegalArgumentException.class)
                    .message()
                    .matches(
                            "model \\[pictogram] cannot tell \\[Warm photo\\.] from \\[Cold photo\\.]: the picture matches"
                                    + " neither; its better CLIP score is 0\\.\\d{4}, and subjects that pictogram knows reach 0\\.2800"
                                    + wayOut);
            PromptPair spelling = new PromptPair("spelling", "a grey circle", "a gray circle");
            assertThatThrownBy(() -> assertThat(FOX)
                            .scoredBy(clip)
                            .hasAttribute(spelling)
                            .above(0.5))
                    .isInstanceOf(IllegalArgumentException.class);
            assertThatThrownBy(() -> assertThat(CIRCLE).scoredBy(clip).doesNotDepict(0.5, spelling))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(
                            "model [pictogram] cannot tell [a grey circle] from [a gray circle]: the cosine of their"
                                    + " embeddings is 0.9987, and from 0.998 on every picture has much the same share; choose"
                                    + " other prompts or another model");
            assertThat(CIRCLE)
                    .scoredBy(clip)
                    .hasAttribute(new PromptPair("colour", "a red circle", "a blue circle"))
                    .above(0.9);
        }
    }
}
