package io.github.clipunit.assertj;

import io.github.clipunit.ClipImage;
import java.awt.image.BufferedImage;
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
     * @throws io.github.clipunit.UnreadableImageException if it has more pixels than allowed
     */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThat(@Nullable BufferedImage actual) {
        return new ImageAssert(actual == null ? null : ClipImage.of(actual));
    }

    /** Starts assertions on a picture. */
    @SuppressWarnings("NullAway") // a null picture fails at the first assertion, as AssertJ's own do
    public static ImageAssert assertThat(@Nullable ClipImage actual) {
        return new ImageAssert(actual);
    }
}
