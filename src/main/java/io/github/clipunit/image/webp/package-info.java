/** WebP without native code, with the pixels of libwebp, which Pillow uses: lossy, lossless, alpha, first frames. */
@NullMarked
package io.github.clipunit.image.webp;

import org.jspecify.annotations.NullMarked;
