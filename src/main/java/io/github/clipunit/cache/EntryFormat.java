package io.github.clipunit.cache;

import io.github.clipunit.internal.Sha256;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.Optional;

/** The format of an entry on disk: a mark of 16 bytes, its own name, the content, and a SHA-256 over these. */
final class EntryFormat {

    private static final int HASH = 32;

    private final byte[] mark;

    /**
     * Creates a format.
     *
     * @param mark 16 ASCII characters for the kind of entry and its version
     */
    EntryFormat(String mark) {
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
    }

    byte[] write(EntryName name, byte[] content) {
        byte[] bytes = new byte[mark.length + EntryName.BYTES + content.length + HASH];
        ByteBuffer entry = ByteBuffer.wrap(bytes).put(mark);
        name.write(entry);
        entry.put(content).put(checksum(bytes));
        return bytes;
    }

    /** Returns the content, or empty if the entry is damaged or has another name. */
    Optional<ByteBuffer> read(byte[] bytes, EntryName name) {
        int head = mark.length + EntryName.BYTES;
        int end = bytes.length - HASH;
        ByteBuffer entry = ByteBuffer.wrap(bytes);
        if (end <= head
                || !Arrays.equals(bytes, 0, mark.length, mark, 0, mark.length)
                || !EntryName.read(entry.position(mark.length)).equals(name)
                || !Arrays.equals(checksum(bytes), Arrays.copyOfRange(bytes, end, bytes.length))) {
            return Optional.empty();
        }
        return Optional.of(entry.position(head).limit(end).slice());
    }

    /** Returns the checksum of everything before the checksum itself, which comes last. */
    private static byte[] checksum(byte[] entry) {
        MessageDigest digest = Sha256.digest();
        digest.update(entry, 0, entry.length - HASH);
        return digest.digest();
    }
}
