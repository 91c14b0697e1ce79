package io.github.clipunit.cache;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Sha256;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Notes on PNG files that were decoded before, by the hash of their bytes. A picture whose embedding is known and whose
 * pixels are not needed is then never decoded. Only common PNG is noted, because its pixels depend neither on plug-ins
 * nor on the JDK.
 */
final class PictureNotes implements AutoCloseable {

    static final String MARK = "clipunit-png-1\n\n";
    private static final long MOST_BYTES = 16 << 20;
    private static final int CONTENT = Integer.BYTES + Integer.BYTES + Double.BYTES + 32;

    private final CheckedFolder folder;

    private PictureNotes(CheckedFolder folder) {
        this.folder = folder;
    }

    /** Returns the notes in a folder. */
    static PictureNotes in(Path folder) {
        return new PictureNotes(new CheckedFolder(folder, MARK, MOST_BYTES));
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

    /** Notes which notes were used, so that they are not dropped first. */
    @Override
    public void close() {
        folder.close();
    }

    /**
     * Everything known about a picture except its pixels.
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
