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
 * Reads and writes one golden and the thumbnail next to it.
 *
 * @param key identifies the golden
 * @param shown the golden's path for people
 * @param lock keeps other threads and processes away while the golden is written
 */
public record GoldenFile(GoldenKey key, String shown, LockFile lock) {

    private static final String REMEDY = "restore it from version control, or delete it and record it again";

    /**
     * Returns the golden, if it exists.
     *
     * @throws GoldenMismatchException if the golden's format is newer than this version of clipunit supports
     * @throws GoldenException if the file cannot be read, or is not a golden
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

    /**
     * Returns the golden, if it exists and can be read. A damaged golden counts as missing, because it is about to be
     * rewritten.
     */
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
     * Overwrites the golden, unless its format is newer than this version supports.
     *
     * @return whether the golden changed
     * @throws GoldenException if the golden cannot be written; it is then unchanged
     */
    public boolean overwrite(GoldenRecord golden, List<ClipImage> pictures) {
        return locked(() -> {
            readIfSound();
            return write(golden, pictures);
        });
    }

    /**
     * Writes the golden unless a sufficient one exists, for example from a faster parallel fork.
     *
     * @return the golden that already exists, or empty if this one was written
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
     * Replaces the data of the golden but keeps its thumbnail, because the pictures are the same.
     *
     * @param former the golden's content unless somebody else has changed it
     * @return whether the golden was written
     * @throws GoldenException if the golden cannot be written; it is then unchanged
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
                    "golden [" + shown + "] cannot be written: " + e
                            + "; the old content is unchanged; free disk space and"
                            + " make the directory writable, or choose another with " + GoldenSettings.DIRECTORY.name(),
                    e);
        }
    }

    /**
     * Writes the thumbnail first and the golden last: if the process dies in between, the former verdict stays in
     * force.
     */
    private boolean write(GoldenRecord golden, List<ClipImage> pictures) throws IOException {
        boolean redrawn = writeThumbnail(golden, pictures);
        return new AtomicFile(key.file()).write(GoldenJson.write(golden)) || redrawn;
    }

    /** Compares pixels to decide whether to write, because Java versions encode PNG differently. */
    private boolean writeThumbnail(GoldenRecord golden, List<ClipImage> pictures) throws IOException {
        BufferedImage thumbnail = Thumbnail.of(pictures);
        return !hasPixels(key.thumbnail(), thumbnail)
                && !isLeftToLfs(golden)
                && new AtomicFile(key.thumbnail()).write(GeneratedPicture.png(thumbnail));
    }

    /** Returns whether the thumbnail is an LFS pointer that was not fetched and belongs to the same pictures. */
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
                    + "]: upgrade clipunit to the version that wrote it, or delete the golden and record it again");
        }
    }
}
