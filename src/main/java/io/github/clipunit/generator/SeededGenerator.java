package io.github.clipunit.generator;

/** A generator of pictures of one prompt that returns a different one for each seed. */
@FunctionalInterface
public interface SeededGenerator {

    /**
     * Generates the picture of a seed.
     *
     * @param seed 1, 2, 3 and so on; the same in every run
     * @return a {@link java.awt.image.BufferedImage}, {@link io.github.clipunit.image.ClipImage}, {@link
     *     java.nio.file.Path}, {@link io.github.clipunit.image.GeneratedPicture} or the encoded bytes
     */
    Object generate(long seed) throws Exception;
}
