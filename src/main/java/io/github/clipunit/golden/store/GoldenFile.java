package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.LfsPointer;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.TextDamage;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Reads and writes one golden and the thumbnail beside it.
 *
 * @param key which golden
 * @param shown its path for people
 * @param lock keeps other threads and processes off while it is written
 */
public record GoldenFile(GoldenKey key, String shown, LockFile lock) {

    private static final String REMEDY = "restore it from version control, or delete it and record it again";

    /**
     * The golden, if there is one.
     *
     * @throws GoldenMismatchException if its format is newer than this version of clipunit knows
     * @throws GoldenException if the file cannot be read, or holds anything but a golden
     */
    public Optional<GoldenRecord> read() {
        byte[] content = content();
        if (content == null) {
            return Optional.empty();
        }
        try {
            JsonFields json = JsonFields.parse(content);
            requireKnownFormat(GoldenJson.format(json));
            return Optional.of(GoldenJson.read(json));
        } catch (IllegalArgumentException e) {
            throw new GoldenException("golden [" + shown + "] " + TextDamage.say(content, e, REMEDY), e);
        }
    }

    /** The golden, if there is one that can be read; what is damaged counts as none, as it is about to be rewritten. */
    public Optional<GoldenRecord> readIfSound() {
        try {
            return read();
        } catch (GoldenMismatchException e) {
            throw e;
        } catch (GoldenException e) {
            return Optional.empty();
        }
    }

    /**
     * Writes over whatever is there, unless that is newer than this version knows.
     *
     * @return whether the golden changed
     * @throws GoldenException if it cannot be written; it is then as it was
     */
    public boolean overwrite(GoldenRecord golden, List<ClipImage> pictures) {
        return locked(() -> {
            readIfSound();
            return write(golden, pictures);
        });
    }

    /**
     * Writes the golden unless there is one that is enough by now, as when a parallel fork was faster.
     *
     * @return the golden that is there now, or empty where this one was written
     */
    public Optional<GoldenRecord> writeIfAbsent(
            GoldenRecord golden, List<ClipImage> pictures, Predicate<GoldenRecord> enough) {
        return locked(() -> {
            Optional<GoldenRecord> present = read().filter(enough);
            if (present.isEmpty()) {
                write(golden, pictures);
            }
            return present;
        });
    }

    /**
     * Writes something else of the same pictures, whose thumbnail stays.
     *
     * @param former what the golden says if nobody else has changed it
     * @return whether it was written
     * @throws GoldenException if it cannot be written; it is then as it was
     */
    public boolean replace(GoldenRecord former, GoldenRecord golden) {
        return locked(() -> read().filter(former::equals).isPresent()
                && new AtomicFile(key.file()).write(GoldenJson.write(golden)));
    }

    private <T> T locked(LockFile.Action<T, IOException> action) {
        try {
            return Interrupts.heldBack(() -> lock.hold(action));
        } catch (IOException e) {
            throw new GoldenException(
                    "golden [" + shown + "] cannot be written: " + e + "; what was there is as it was; make room and"
                            + " make the directory writable, or choose another with " + GoldenSettings.DIRECTORY.name(),
                    e);
        }
    }

    /** The golden comes last: a writer that is stopped between the two leaves the former verdict in force. */
    private boolean write(GoldenRecord golden, List<ClipImage> pictures) throws IOException {
        boolean redrawn = writeThumbnail(golden, pictures);
        return new AtomicFile(key.file()).write(GoldenJson.write(golden)) || redrawn;
    }

    /** Java versions encode PNG differently, so pixels decide whether there is anything to write. */
    private boolean writeThumbnail(GoldenRecord golden, List<ClipImage> pictures) throws IOException {
        BufferedImage thumbnail = Thumbnail.of(pictures);
        return !hasPixels(key.thumbnail(), thumbnail)
                && !isLeftToLfs(golden)
                && new AtomicFile(key.thumbnail()).write(GeneratedPicture.png(thumbnail));
    }

    /** A thumbnail that was not fetched is right as long as it is of the same pictures. */
    private boolean isLeftToLfs(GoldenRecord golden) throws IOException {
        return Files.exists(key.thumbnail())
                && LfsPointer.is(key.thumbnail())
                && readIfSound()
                        .filter(there -> there.pictures().equals(golden.pictures()))
                        .isPresent();
    }

    private static boolean hasPixels(Path file, BufferedImage expected) throws IOException {
        if (!Files.exists(file)) {
            return false;
        }
        try {
            BufferedImage there = ImageIO.read(new ByteArrayInputStream(Files.readAllBytes(file)));
            return there != null && ClipImage.of(there).equals(ClipImage.of(expected));
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }

    private byte @Nullable [] content() {
        try {
            return Files.readAllBytes(key.file());
        } catch (NoSuchFileException e) {
            return null;
        } catch (IOException e) {
            throw new GoldenException("golden [" + shown + "] cannot be read: " + e, e);
        }
    }

    private void requireKnownFormat(long format) {
        if (format > GoldenRecord.FORMAT) {
            throw new GoldenMismatchException("golden [" + shown + "] has format [" + format
                    + "], but this version of clipunit knows formats up to [" + GoldenRecord.FORMAT
                    + "]: bring clipunit to the version that wrote it, or delete the golden and record it again");
        }
    }
}
