package io.github.clipunit.generator;

/** A generator of pictures of one prompt, which paints another one for each seed. */
@FunctionalInterface
public interface SeededGenerator {

    /**
     * Paints the picture of a seed.
     *
     * @param seed 1, 2, 3 and so on; the same in every run
     * @return a {@link java.awt.image.BufferedImage}, {@link io.github.clipunit.image.ClipImage}, {@link java.nio.file.Path},
     *     {@link io.github.clipunit.image.GeneratedPicture} or the encoded bytes
     */
    Object generate(long seed) throws Exception;
}
