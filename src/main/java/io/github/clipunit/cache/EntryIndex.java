package io.github.clipunit.cache;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * The index of a folder of entries: a line of 48 bytes that names the data file, then one line per entry. Lines are
 * appended; of several for one entry, the last is valid. A rewrite of the index gives the data file a new name, so that
 * readers who know the old one notice.
 */
final class EntryIndex {

    static final String FILE = "index";

    private static final String MARK = "clipunit-index-1";
    private static final int ID_DIGITS = 32;
    private static final String DATA = ".data";
    /** The largest size of the index, which is that of an array: 45 million entries. */
    private static final long MOST = Integer.MAX_VALUE - 8;

    private final Path folder;
    private final Map<EntryName, EntryPlace> places = new HashMap<>();
    private @Nullable String id;
    private long readTo;

    private EntryIndex(Path folder) {
        this.folder = folder;
    }

    /** Returns an index that has not been read yet. */
    static EntryIndex in(Path folder) {
        return new EntryIndex(folder);
    }

    /** Reads the lines added since the last read, or everything if the index was rewritten since. */
    void refresh() throws IOException {
        try (FileChannel file = FileChannel.open(folder.resolve(FILE))) {
            Optional<String> now = id(file);
            if (now.isEmpty() || !now.get().equals(id)) {
                places.clear();
                id = now.orElse(null);
                readTo = EntryPlace.BYTES;
            }
            long size = file.size();
            if (id != null && size > readTo) {
                readTo += add(read(file, readTo, (int) Math.min(MOST, size - readTo)));
            }
        }
    }

    private int add(ByteBuffer lines) {
        int lineCount = lines.remaining() / EntryPlace.BYTES;
        for (int i = 0; i < lineCount; i++) {
            EntryPlace place = EntryPlace.read(lines);
            places.put(place.name(), place);
        }
        return lineCount * EntryPlace.BYTES;
    }

    /** Returns the id, which must be digits, so that a damaged index cannot name another file. */
    private static Optional<String> id(FileChannel file) throws IOException {
        String head = StandardCharsets.US_ASCII
                .decode(read(file, 0, EntryPlace.BYTES))
                .toString();
        return head.length() == EntryPlace.BYTES && head.startsWith(MARK) && isId(head.substring(MARK.length()))
                ? Optional.of(head.substring(MARK.length()))
                : Optional.empty();
    }

    private static boolean isId(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.digit(text.charAt(i), 16) < 0) {
                return false;
            }
        }
        return true;
    }

    private static ByteBuffer read(FileChannel file, long from, int length) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(length);
        while (bytes.hasRemaining() && file.read(bytes, from + bytes.position()) >= 0) {
            // until it is full or the file ends
        }
        return bytes.flip();
    }

    @Nullable
    EntryPlace find(EntryName name) {
        return places.get(name);
    }

    /** Forgets a damaged entry until it is written again. */
    void forget(EntryName name) {
        places.remove(name);
    }

    Collection<EntryPlace> places() {
        return places.values();
    }

    /** Returns the data file; throws if there is no index, or if it was damaged when it was read. */
    Path data() throws NoSuchFileException {
        if (id == null) {
            throw new NoSuchFileException(folder.resolve(FILE).toString());
        }
        return data(folder, id);
    }

    /**
     * Adds a line after the last complete one; the caller holds the folder's lock and has just refreshed.
     *
     * @return the new length of the index
     */
    long append(EntryPlace place) throws IOException {
        ByteBuffer line = ByteBuffer.allocate(EntryPlace.BYTES);
        place.write(line);
        try (FileChannel file = FileChannel.open(folder.resolve(FILE), StandardOpenOption.WRITE)) {
            long end = file.size() / EntryPlace.BYTES * EntryPlace.BYTES;
            writeAll(file, line.flip(), end);
            return end + EntryPlace.BYTES;
        }
    }

    static void writeAll(FileChannel file, ByteBuffer bytes, long from) throws IOException {
        long at = from;
        while (bytes.hasRemaining()) {
            at += file.write(bytes, at);
        }
    }

    /**
     * Sets the day of entries that were used. Nothing else changes, so a concurrent reader sees the old or the new day.
     */
    boolean noteUse(Set<EntryName> used, int day) throws IOException {
        try (FileChannel file =
                FileChannel.open(folder.resolve(FILE), StandardOpenOption.READ, StandardOpenOption.WRITE)) {
            ByteBuffer lines = read(file, 0, (int) Math.min(MOST, file.size()));
            for (int at = EntryPlace.BYTES; at + EntryPlace.BYTES <= lines.limit(); at += EntryPlace.BYTES) {
                if (used.contains(EntryName.read(lines.position(at)))) {
                    lines.putInt(at + EntryPlace.BYTES - Integer.BYTES, day);
                }
            }
            writeAll(file, lines.rewind(), 0);
            return true;
        }
    }

    /** Returns the bytes of an index of the given entries, with a new name for the data file. */
    static ByteBuffer format(String id, Collection<EntryPlace> places) {
        ByteBuffer lines = ByteBuffer.allocate(EntryPlace.BYTES * (1 + places.size()));
        lines.put((MARK + id).getBytes(StandardCharsets.US_ASCII));
        places.forEach(place -> place.write(lines));
        return lines.flip();
    }

    static String newId() {
        return UUID.randomUUID().toString().replace("-", "").substring(0, ID_DIGITS);
    }

    static Path data(Path folder, String id) {
        return folder.resolve(id + DATA);
    }

    static boolean isData(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.length() == ID_DIGITS + DATA.length() && name.endsWith(DATA) && isId(name.substring(0, ID_DIGITS));
    }

    /** Returns whether there is an index. */
    static boolean existsIn(Path folder) {
        return Files.isRegularFile(folder.resolve(FILE));
    }
}
