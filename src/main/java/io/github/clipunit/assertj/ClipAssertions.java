package io.github.clipunit.assertj;

import io.github.clipunit.generator.SeededGenerator;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.EmbeddingMoments;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/**
 * Where assertions on pictures start; import {@code assertThat} statically, beside AssertJ's own.
 *
 * <p>To collect several failures, wrap each assertion in {@code softly.check(() -> assertThat(image)…)}.
 */
@CheckReturnValue
public final class ClipAssertions {

    private ClipAssertions() {}

    /**
     * Starts assertions on a picture in memory.
     *
     * @throws io.github.clipunit.image.UnreadableImageException if it has more pixels than allowed
     */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThat(@Nullable BufferedImage actual) {
        return started(actual == null ? null : image(actual), "assertThat(image)");
    }

    /** Starts assertions on a picture. */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThat(@Nullable ClipImage actual) {
        return started(actual, "assertThat(image)");
    }

    /** As {@link #assertThat(BufferedImage)}, under a name that does not get in the way of AssertJ's own. */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThatImage(@Nullable BufferedImage actual) {
        return started(actual == null ? null : image(actual), "assertThatImage(image)");
    }

    /** As {@link #assertThat(ClipImage)}. */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThatImage(@Nullable ClipImage actual) {
        return started(actual, "assertThatImage(image)");
    }

    /**
     * Starts assertions on a picture's file.
     *
     * @throws io.github.clipunit.image.UnreadableImageException if it cannot be read
     */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThatImage(@Nullable Path actual) {
        return started(actual == null ? null : image(actual), "assertThatImage(image)");
    }

    /**
     * Starts assertions on an encoded picture.
     *
     * @throws io.github.clipunit.image.UnreadableImageException if it cannot be read
     */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThatImage(byte @Nullable [] actual) {
        return started(actual == null ? null : image(actual), "assertThatImage(image)");
    }

    /**
     * Starts assertions on a picture as a generator gave it, whose facts go to goldens and the report.
     *
     * @throws io.github.clipunit.image.UnreadableImageException if it cannot be read
     */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThat(@Nullable GeneratedPicture actual) {
        return started(actual == null ? null : actual.image(), "assertThat(image)");
    }

    /**
     * Starts assertions on several pictures, such as those of several seeds of one prompt.
     *
     * @param actual at least one {@link BufferedImage}, {@link ClipImage}, {@link Path}, {@link GeneratedPicture} or
     *     {@code byte[]} of encoded bytes; kinds may be mixed
     * @throws IllegalArgumentException if there is none, or one is of another kind
     * @throws io.github.clipunit.image.UnreadableImageException if one cannot be read
     */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static ImagesAssert assertThatImages(@Nullable Collection<?> actual) {
        return new ImagesAssert(actual == null ? null : images("images", actual))
                .started("assertThatImages(images)", ".matchPrompt(\"a red fox\").withMeanClipScoreAbove(0.28)");
    }

    /**
     * Starts assertions on the pictures of several prompts.
     *
     * @param actual at least one prompt, each with at least one picture, of the kinds above
     * @throws IllegalArgumentException if there is none, one is of another kind, or a prompt is blank
     * @throws io.github.clipunit.image.UnreadableImageException if one cannot be read
     */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static PromptedImagesAssert assertThatImages(@Nullable Map<String, ? extends Collection<?>> actual) {
        return new PromptedImagesAssert(actual == null ? null : suite(actual))
                .started("assertThatImages(imagesByPrompt)", ".matchTheirPrompts().haveNotRegressed()");
    }

    /** Starts assertions on a set of any size, of which embeddings were summed as they came. */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static EmbeddingMomentsAssert assertThat(@Nullable EmbeddingMoments actual) {
        return new EmbeddingMomentsAssert(actual)
                .started("assertThat(moments)", ".isDistributedLike(golden).withCmmdBelow(0.5)");
    }

    /**
     * Starts assertions on a generator. Kotlin tells it from one that takes a seed by an arrow: {@code assertThatGenerator { ->
     * paint() }}.
     *
     * @param actual gives a picture of the same seed each time it is asked: a {@link BufferedImage}, {@link ClipImage},
     *     {@link Path} or the encoded bytes
     */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static GeneratorAssert assertThatGenerator(@Nullable Supplier<?> actual) {
        return new GeneratorAssert(actual).started("assertThatGenerator(generator)", ".isReproducible(3)");
    }

    /**
     * Starts assertions on a generator that paints another picture for each seed, of which as many are drawn as a verdict needs.
     *
     * @param actual gives the picture of a seed
     */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static SeededGeneratorAssert assertThatGenerator(@Nullable SeededGenerator actual) {
        return new SeededGeneratorAssert(actual)
                .started("assertThatGenerator(generator)", ".matchesPrompt(\"a red fox\").upTo(16).hasNotRegressed()");
    }

    @SuppressWarnings("NullAway") // as above
    private static ImageAssert started(@Nullable ClipImage actual, String description) {
        return new ImageAssert(actual).started(description, ".matchesPrompt(\"a red fox\").withClipScoreAbove(0.28)");
    }

    private static Map<String, List<ClipImage>> suite(Map<String, ? extends Collection<?>> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException("at least one prompt must be given");
        }
        Map<String, List<ClipImage>> suite = new LinkedHashMap<>();
        pictures.forEach((prompt, painted) -> suite.put(
                Prompts.requireText("prompt", prompt), images("images of " + Prompts.quoted(prompt), painted)));
        return suite;
    }

    static List<ClipImage> images(String name, Collection<?> pictures) {
        if (Demands.requireItems(name, pictures).isEmpty()) {
            throw new IllegalArgumentException(name + " must hold at least one picture");
        }
        return pictures.stream().map(ClipAssertions::image).toList();
    }

    static ClipImage image(Object picture) {
        return given(picture).image();
    }

    /** A picture of any kind, by the limits of the running test. */
    static GeneratedPicture given(Object picture) {
        return GeneratedPicture.of(picture, ImageLimits.of(TestScope.currentSettings()));
    }
}
