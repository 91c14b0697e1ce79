package io.github.clipunit.cassette;

import io.github.clipunit.cassette.PictureCassette.BufferedImageGenerator;
import io.github.clipunit.cassette.PictureCassette.BytesGenerator;
import io.github.clipunit.cassette.PictureCassette.ClipImageGenerator;
import io.github.clipunit.cassette.PictureCassette.PathGenerator;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.store.Thumbnail;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Function;
import javax.imageio.ImageIO;

/**
 * Turns what a cassette keeps into the kind of picture that a test wants, in the run that records just as in those that
 * replay.
 *
 * @param cassette what keeps the bytes
 */
record Playback(Cassette cassette) {

    <X extends Exception> byte[] bytes(BytesGenerator<X> generator) throws X {
        return cassette.isLive() ? live(generator.generate(), made -> made) : read(cassette.play(generator::generate));
    }

    <X extends Exception> BufferedImage bufferedImage(BufferedImageGenerator<X> generator) throws X {
        return cassette.isLive()
                ? live(generator.generate(), Thumbnail::png)
                : draw(cassette.play(() -> Thumbnail.png(generator.generate())));
    }

    <X extends Exception> Path path(PathGenerator<X> generator) throws X {
        return cassette.isLive()
                ? live(generator.generate(), Playback::read)
                : cassette.play(() -> read(generator.generate()));
    }

    <X extends Exception> ClipImage clipImage(ClipImageGenerator<X> generator) throws X {
        return cassette.isLive()
                ? live(generator.generate(), made -> Thumbnail.png(made.toBufferedImage()))
                : ClipImage.of(
                        cassette.play(() -> Thumbnail.png(generator.generate().toBufferedImage())));
    }

    private <T> T live(T made, Function<T, byte[]> encode) {
        cassette.propose(() -> encode.apply(made));
        return made;
    }

    private static byte[] read(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new GoldenException("picture [" + file + "] cannot be read: " + e, e);
        }
    }

    private static BufferedImage draw(Path file) {
        try {
            BufferedImage image = ImageIO.read(file.toFile());
            if (image != null) {
                return image;
            }
        } catch (IOException e) {
            throw new GoldenException("cassette [" + file + "] cannot be read: " + e, e);
        }
        throw new GoldenException("cassette [" + file + "] holds no picture that can be read here");
    }
}
