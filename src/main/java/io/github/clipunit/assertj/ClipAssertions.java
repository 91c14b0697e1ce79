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
 * The entry points for assertions on pictures. Import {@code assertThat} statically, next to AssertJ's own.
 *
 * <p>To collect several failures, wrap each assertion in {@code softly.check(() -> assertThat(image)…)}.
 */
@CheckReturnValue
public final class ClipAssertions {

    private ClipAssertions() {}

    /**
     * Starts assertions on a picture in memory.
     *
     * @throws io.github.clipunit.image.UnreadableImageException if the picture has more pixels than allowed
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

    /** Works like {@link #assertThat(BufferedImage)}, under a name that does not clash with AssertJ's own. */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThatImage(@Nullable BufferedImage actual) {
        return started(actual == null ? null : image(actual), "assertThatImage(image)");
    }

    /** Works like {@link #assertThat(ClipImage)}, under a name that does not clash with AssertJ's own. */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThatImage(@Nullable ClipImage actual) {
        return started(actual, "assertThatImage(image)");
    }

    /**
     * Starts assertions on a picture file.
     *
     * @throws io.github.clipunit.image.UnreadableImageException if the file cannot be read
     */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThatImage(@Nullable Path actual) {
        return started(actual == null ? null : image(actual), "assertThatImage(image)");
    }

    /**
     * Starts assertions on an encoded picture.
     *
     * @throws io.github.clipunit.image.UnreadableImageException if the picture cannot be read
     */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThatImage(byte @Nullable [] actual) {
        return started(actual == null ? null : image(actual), "assertThatImage(image)");
    }

    /**
     * Starts assertions on a picture as a generator returned it. Its facts are added to goldens and the report.
     *
     * @throws io.github.clipunit.image.UnreadableImageException if the picture cannot be read
     */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThat(@Nullable GeneratedPicture actual) {
        return started(actual == null ? null : actual.image(), "assertThat(image)");
    }

    /**
     * Starts assertions on several pictures, such as pictures of one prompt with several seeds.
     *
     * @param actual at least one {@link BufferedImage}, {@link ClipImage}, {@link Path}, {@link GeneratedPicture} or
     *     {@code byte[]} of encoded bytes; the types may be mixed
     * @throws IllegalArgumentException if the collection is empty, or an element is of another type
     * @throws io.github.clipunit.image.UnreadableImageException if a picture cannot be read
     */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static ImagesAssert assertThatImages(@Nullable Collection<?> actual) {
        return new ImagesAssert(actual == null ? null : images("images", actual))
                .started("assertThatImages(images)", ".matchPrompt(\"a red fox\").withMeanClipScoreAbove(0.28)");
    }

    /**
     * Starts assertions on the pictures of several prompts.
     *
     * @param actual at least one prompt, each with at least one picture of the types that
     *     {@link #assertThatImages(Collection)} takes
     * @throws IllegalArgumentException if the map or a collection is empty, an element is of another type, or a prompt
     *     is blank
     * @throws io.github.clipunit.image.UnreadableImageException if a picture cannot be read
     */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static PromptedImagesAssert assertThatImages(@Nullable Map<String, ? extends Collection<?>> actual) {
        return new PromptedImagesAssert(actual == null ? null : suite(actual))
                .started("assertThatImages(imagesByPrompt)", ".matchTheirPrompts().haveNotRegressed()");
    }

    /** Starts assertions on a set of any size, given the sums of its embeddings. */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static EmbeddingMomentsAssert assertThat(@Nullable EmbeddingMoments actual) {
        return new EmbeddingMomentsAssert(actual)
                .started("assertThat(moments)", ".isDistributedLike(golden).withCmmdBelow(0.5)");
    }

    /**
     * Starts assertions on a generator. In Kotlin, write an arrow to distinguish it from a generator that takes a seed:
     * {@code assertThatGenerator { -> paint() }}.
     *
     * @param actual returns a picture of the same seed on every call: a {@link BufferedImage}, {@link ClipImage},
     *     {@link Path} or the encoded bytes
     */
    @SuppressWarnings("NullAway") // null fails at the first assertion, as AssertJ's own do
    public static GeneratorAssert assertThatGenerator(@Nullable Supplier<?> actual) {
        return new GeneratorAssert(actual).started("assertThatGenerator(generator)", ".isReproducible(3)");
    }

    /**
     * Starts assertions on a generator that paints a different picture for each seed. A check draws as many pictures as
     * its verdict needs.
     *
     * @param actual returns the picture for a seed
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

    /** Converts a picture of any supported type, within the limits of the running test. */
    static GeneratedPicture given(Object picture) {
        return GeneratedPicture.of(picture, ImageLimits.of(TestScope.currentSettings()));
    }
}
