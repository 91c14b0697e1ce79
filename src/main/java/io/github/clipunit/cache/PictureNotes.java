package io.github.clipunit.cache;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.Sha256;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.zip.CRC32;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Notes on PNG files that were decoded before. A picture whose embedding is known and whose pixels are not needed is
 * then never decoded. Only common PNG is noted, because its pixels depend neither on plug-ins nor on the JDK.
 *
 * <p>A small file is recognised by its SHA-256. A large one is recognised by its length and 64 bits of checksums, so
 * that no test waits for SHA-256; that is compared on another thread, and {@link #close} fails if a file had the
 * checksums of another one.
 */
final class PictureNotes implements AutoCloseable {

    static final String MARK = "clipunit-png-2\n\n";

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");
    private static final long MOST_BYTES = 16 << 20;
    private static final int CONTENT = Integer.BYTES + Integer.BYTES + Double.BYTES + 32 + 32;
    private static final int FIRST_CHUNK = 8;
    /** For smaller files, handing them to another thread takes as long as their SHA-256. */
    static final int LARGE = 1 << 19;
    /** So few that waiting files take little memory; beyond that, the caller compares. */
    private static final int MOST_WAITING = 8;

    private static final int SECONDS_TO_FINISH = 60;

    private final CheckedFolder folder;
    private final Path place;
    private final ThreadPoolExecutor comparing = new ThreadPoolExecutor(
            1,
            1,
            1,
            TimeUnit.SECONDS,
            new ArrayBlockingQueue<>(MOST_WAITING),
            PictureNotes::thread,
            new ThreadPoolExecutor.CallerRunsPolicy());

    private volatile @Nullable String mistake;

    private PictureNotes(Path place) {
        this.place = place;
        this.folder = new CheckedFolder(place, MARK, MOST_BYTES);
        comparing.allowCoreThreadTimeOut(true);
    }

    /** Returns the notes in a folder. */
    static PictureNotes in(Path folder) {
        return new PictureNotes(folder);
    }

    private static Thread thread(Runnable work) {
        Thread thread = new Thread(work, "clipunit-picture-comparison");
        thread.setDaemon(true);
        return thread;
    }

    /**
     * Gives a picture that is not decoded yet the facts noted about it; without a note, it decodes the picture and
     * writes one.
     */
    void tell(ClipImage image) {
        Optional<byte[]> encoded = image.undecoded();
        if (encoded.isEmpty()) {
            return;
        }
        byte[] png = encoded.get();
        boolean isLarge = png.length >= LARGE;
        String name = isLarge ? checksums(png) : Sha256.hex(png);
        Note known = find(name, image);
        if (known == null) {
            folder.put(name, Note.of(image, isLarge ? Sha256.hex(png) : name).content());
            return;
        }
        image.recall(known.sha256(), known.transparency());
        if (isLarge) {
            String source = image.source();
            comparing.execute(() -> compare(png, name, known, source));
        }
    }

    private @Nullable Note find(String name, ClipImage image) {
        ByteBuffer content = folder.find(name).orElse(null);
        if (content == null || content.remaining() != CONTENT) {
            return null;
        }
        Note note = Note.of(content);
        return note.width() == image.width() && note.height() == image.height() ? note : null;
    }

    /**
     * Returns the checksums of a file: its CRC-32C, a CRC-32 of the CRC-32 of each chunk, and its length. Both
     * polynomials have degree 32 and no common factor, so other bytes of that length have the same ones by accident with
     * probability 2 to the power of -64. The chunks' CRC-32, which are known to be right, take the place of one over all
     * bytes: that one loses half its bits where the bytes end with their own CRC-32.
     */
    static String checksums(byte[] png) {
        CRC32C all = new CRC32C();
        all.update(png, 0, png.length);
        CRC32 chunks = new CRC32();
        ByteBuffer bytes = ByteBuffer.wrap(png);
        for (long at = FIRST_CHUNK; at + 12 <= png.length; at += 12 + (bytes.getInt((int) at) & 0xffff_ffffL)) {
            int end = (int) at + 8 + bytes.getInt((int) at);
            if (end < 0 || end > png.length - Integer.BYTES) {
                break; // after the end chunk
            }
            chunks.update(png, end, Integer.BYTES);
        }
        return HexFormat.of()
                .formatHex(ByteBuffer.allocate(EntryName.BYTES)
                        .putInt((int) all.getValue())
                        .putInt((int) chunks.getValue())
                        .putInt(png.length)
                        .array());
    }

    /** Fails the run if the bytes are others, unless the test has changed them meanwhile. */
    private void compare(byte[] png, String name, Note note, String source) {
        if (!Sha256.hex(png).equals(note.file()) && checksums(png).equals(name)) {
            folder.put(name, new byte[1]); // which replaces the note, and is none
            mistake = "a picture must be recognised by all its bytes, but [" + source + "] of "
                    + Counted.of(png.length, "byte")
                    + " has the checksums of a different file that an earlier run noted in [" + place
                    + "], so its checks in this run used the other picture's embedding. The note is deleted: run the tests"
                    + " again, and find out who made this file, because two such files do not arise by accident";
            LOG.log(Level.ERROR, mistake);
        }
    }

    /**
     * Waits for the comparisons, and notes which notes were used, so that they are not dropped first.
     *
     * @throws IllegalStateException if a picture was mistaken for another one
     */
    @Override
    public void close() {
        comparing.shutdown();
        try {
            Interrupts.heldBack(() -> comparing.awaitTermination(SECONDS_TO_FINISH, TimeUnit.SECONDS));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        folder.close();
        if (mistake != null) {
            throw new IllegalStateException(mistake);
        }
    }

    /**
     * Everything known about a picture except its pixels.
     *
     * @param sha256 as {@link ClipImage#sha256}
     * @param file the SHA-256 of the encoded bytes
     */
    record Note(int width, int height, double transparency, String sha256, String file) {

        private static Note of(ClipImage image, String file) {
            return new Note(image.width(), image.height(), image.transparency(), image.sha256(), file);
        }

        private static Note of(ByteBuffer content) {
            return new Note(content.getInt(), content.getInt(), content.getDouble(), hash(content), hash(content));
        }

        private static String hash(ByteBuffer content) {
            byte[] hash = new byte[32];
            content.get(hash);
            return HexFormat.of().formatHex(hash);
        }

        byte[] content() {
            return ByteBuffer.allocate(CONTENT)
                    .putInt(width)
                    .putInt(height)
                    .putDouble(transparency)
                    .put(HexFormat.of().parseHex(sha256))
                    .put(HexFormat.of().parseHex(file))
                    .array();
        }
    }
}
