/**
 * WebP without native code: lossy and lossless pictures, alpha and first frames, with the pixels of libwebp, which
 * Pillow uses.
 */
@NullMarked
package io.github.clipunit.image.webp;

import org.jspecify.annotations.NullMarked;
