package io.github.clipunit;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What is known of PNG files that were decoded before, by the hash of their bytes: a picture that nobody needs the pixels
 * of, as its embedding is known, is never decoded. Only what {@link PngPixels} reads is noted, as no plug-in and no other
 * JDK changes what it gives.
 */
final class PictureNotes {

    /** Smaller files are decoded as fast as their notes are read. */
    static final int SMALLEST = 1 << 14;

    private static final String MARK = "clipunit-png-1\n\n";
    private static final long MOST_BYTES = 16 << 20;
    private static final int CONTENT = Integer.BYTES + Integer.BYTES + Double.BYTES + 32;

    private final Optional<CheckedFolder> folder;

    private PictureNotes(Optional<CheckedFolder> folder) {
        this.folder = folder;
    }

    /** Notes that are kept in a folder. */
    static PictureNotes in(Path folder) {
        return new PictureNotes(Optional.of(new CheckedFolder(folder, MARK, MOST_BYTES)));
    }

    /** No notes. */
    static PictureNotes none() {
        return new PictureNotes(Optional.empty());
    }

    /** Those of the running test, if its scorer keeps any. */
    static PictureNotes current() {
        return TestScope.current()
                .map(scope -> scope.scorer().model().keep(PictureNotes.class, PictureNotes::none))
                .orElseGet(PictureNotes::none);
    }

    /** The name for a file's note; empty where there is to be none. */
    Optional<String> name(byte[] encoded) {
        if (folder.isEmpty()
                || encoded.length < SMALLEST
                || PngPixels.of(encoded).isEmpty()) {
            return Optional.empty();
        }
        MessageDigest digest = Sha256.digest();
        digest.update(encoded);
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    Optional<Note> find(String name) {
        return folder.flatMap(kept -> kept.find(name))
                .filter(content -> content.remaining() == CONTENT)
                .map(Note::of);
    }

    void put(String name, Note note) {
        folder.ifPresent(kept -> kept.put(name, note.content()));
    }

    /** Notes what was used, so that it is not the first to go. */
    void close() {
        folder.ifPresent(CheckedFolder::close);
    }

    /**
     * All that is known of a picture without its pixels.
     *
     * @param sha256 as {@link ClipImage#sha256}
     */
    record Note(int width, int height, double transparency, String sha256) {

        private static Note of(ByteBuffer content) {
            int width = content.getInt();
            int height = content.getInt();
            double transparency = content.getDouble();
            byte[] hash = new byte[content.remaining()];
            content.get(hash);
            return new Note(width, height, transparency, HexFormat.of().formatHex(hash));
        }

        private byte[] content() {
            return ByteBuffer.allocate(CONTENT)
                    .putInt(width)
                    .putInt(height)
                    .putDouble(transparency)
                    .put(HexFormat.of().parseHex(sha256))
                    .array();
        }
    }
}
