package io.github.clipunit.cassette;

import io.github.clipunit.cassette.PictureCassette.BufferedImageGenerator;
import io.github.clipunit.cassette.PictureCassette.BytesGenerator;
import io.github.clipunit.cassette.PictureCassette.ClipImageGenerator;
import io.github.clipunit.cassette.PictureCassette.PathGenerator;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.ImageLimits;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * The conversion of a cassette's bytes to the type of picture that a test wants, in the run that records as well as in
 * those that replay.
 *
 * @param cassette the stored bytes
 */
record Playback(Cassette cassette) {

    <X extends Exception> byte[] bytes(BytesGenerator<X> generator) throws X {
        return cassette.isLive() ? live(generator::generate) : read(play(generator::generate));
    }

    <X extends Exception> BufferedImage bufferedImage(BufferedImageGenerator<X> generator) throws X {
        return cassette.isLive() ? live(generator::generate) : draw(play(generator::generate));
    }

    <X extends Exception> Path path(PathGenerator<X> generator) throws X {
        return cassette.isLive() ? live(generator::generate) : play(generator::generate);
    }

    <X extends Exception> ClipImage clipImage(ClipImageGenerator<X> generator) throws X {
        return cassette.isLive() ? live(generator::generate) : ClipImage.of(play(generator::generate));
    }

    private interface Making<X extends Exception> {
        @Nullable
        Object make() throws X;
    }

    private <X extends Exception> Path play(Making<X> making) throws X {
        return cassette.play(() -> {
            Object made = making.make();
            return made == null ? new byte[0] : encoded(made);
        });
    }

    private <T, X extends Exception> T live(GeneratorCalls.Call<T, X> generator) throws X {
        T made = cassette.call(GeneratorCalls.once(), 1, generator);
        cassette.keepLive(() -> encoded(made));
        cassette.played(
                () -> GeneratedPicture.of(made, ImageLimits.of(cassette.scope().settings()))
                        .image());
        cassette.propose(() -> encoded(made));
        return made;
    }

    /** Returns the bytes of a picture to store; a picture in memory is encoded as PNG. */
    private byte[] encoded(Object made) {
        return GeneratedPicture.of(made, ImageLimits.of(cassette.scope().settings()))
                .toBytes();
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
        throw new GoldenException("cassette [" + file + "] does not contain a readable picture");
    }
}
