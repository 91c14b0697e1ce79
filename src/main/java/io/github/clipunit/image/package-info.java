/**
 * Pictures, decoded as Pillow decodes them: {@link io.github.clipunit.image.ClipImage} from files, bytes, streams, data
 * URIs and {@code BufferedImage}s.
 */
@NullMarked
package io.github.clipunit.image;

import org.jspecify.annotations.NullMarked;
