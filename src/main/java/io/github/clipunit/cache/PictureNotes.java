package io.github.clipunit.cache;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is known of PNG files that were decoded before, by the hash of their bytes: a picture that nobody needs the pixels
 * of, as its embedding is known, is never decoded. Only common PNG is noted, as no plug-in and no other
 * JDK changes what it gives.
 */
final class PictureNotes implements AutoCloseable {

    static final String MARK = "clipunit-png-1\n\n";
    private static final long MOST_BYTES = 16 << 20;
    private static final int CONTENT = Integer.BYTES + Integer.BYTES + Double.BYTES + 32;

    private final CheckedFolder folder;

    private PictureNotes(CheckedFolder folder) {
        this.folder = folder;
    }

    /** Notes that are kept in a folder. */
    static PictureNotes in(Path folder) {
        return new PictureNotes(new CheckedFolder(folder, MARK, MOST_BYTES));
    }

    /** Tells a picture that nobody decoded yet what is known of it; what is not known is noted, which decodes it. */
    void tell(ClipImage image) {
        Optional<byte[]> encoded = image.undecoded();
        if (encoded.isEmpty()) {
            return;
        }
        String name = Sha256.hex(encoded.get());
        Optional<Note> known = folder.find(name)
                .filter(content -> content.remaining() == CONTENT)
                .map(Note::of)
                .filter(note -> note.width() == image.width() && note.height() == image.height());
        if (known.isPresent()) {
            image.recall(known.get().sha256(), known.get().transparency());
        } else {
            folder.put(name, Note.of(image).content());
        }
    }

    /** Notes what was used, so that it is not the first to go. */
    @Override
    public void close() {
        folder.close();
    }

    /**
     * All that is known of a picture without its pixels.
     *
     * @param sha256 as {@link ClipImage#sha256}
     */
    record Note(int width, int height, double transparency, String sha256) {

        private static Note of(ClipImage image) {
            return new Note(image.width(), image.height(), image.transparency(), image.sha256());
        }

        private static Note of(ByteBuffer content) {
            int width = content.getInt();
            int height = content.getInt();
            double transparency = content.getDouble();
            byte[] hash = new byte[content.remaining()];
            content.get(hash);
            return new Note(width, height, transparency, HexFormat.of().formatHex(hash));
        }

        byte[] content() {
            return ByteBuffer.allocate(CONTENT)
                    .putInt(width)
                    .putInt(height)
                    .putDouble(transparency)
                    .put(HexFormat.of().parseHex(sha256))
                    .array();
        }
    }
}
