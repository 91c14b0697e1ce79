package io.github.clipunit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;

/**
 * Entries on disk, a file each, named by the SHA-256 of all that decides it, in 256 shards by its first two digits. A file
 * holds a mark of 16 bytes, its own name, the content and a SHA-256 over these; what does not fit is no entry. So several
 * processes may read and write at once: what one sees half written by another is no entry. A shard that has grown too large
 * loses what was not used for longest.
 */
final class CheckedFolder {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");
    private static final int HASH = 32;
    private static final int SHARDS = 256;
    private static final int WRITES_BEFORE_TRIM = 32;
    /** Uses are noted once a day, as noting them is what costs most about reading. */
    private static final Duration NOTED = Duration.ofDays(1);

    private final Path folder;
    private final byte[] mark;
    private final long bytesAShard;
    private final Map<Path, Integer> writes = new ConcurrentHashMap<>();
    private final AtomicBoolean isRefused = new AtomicBoolean();

    /**
     * @param mark 16 ASCII characters for the kind of entry and its version
     * @param bytes how much room all may take
     */
    CheckedFolder(Path folder, String mark, long bytes) {
        this.folder = folder;
        this.mark = mark.getBytes(StandardCharsets.US_ASCII);
        this.bytesAShard = bytes / SHARDS;
    }

    /** Whether anything was ever kept. */
    boolean exists() {
        return Files.isDirectory(folder);
    }

    /** The content of the entry of that name, if it is there and whole. */
    Optional<ByteBuffer> find(String name) {
        Path file = file(name);
        try {
            byte[] content = Files.readAllBytes(file);
            Optional<ByteBuffer> found = parse(content, name);
            if (found.isEmpty()) {
                LOG.log(Level.DEBUG, "cache entry [{0}] is damaged and is made anew", file);
            } else {
                noteUse(file);
            }
            return found;
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static void noteUse(Path file) throws IOException {
        Instant now = Instant.now();
        if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(NOTED))) {
            Files.setLastModifiedTime(file, FileTime.from(now));
        }
    }

    /** Keeps an entry. A folder that cannot be written costs the time to compute it again, and nothing else. */
    void put(String name, byte[] content) {
        if (isRefused.get()) {
            return;
        }
        Path file = file(name);
        Path shard = folder.resolve(name.substring(0, 2));
        try {
            Files.createDirectories(shard);
            Files.write(file, format(name, content));
            if (writes.merge(shard, 1, Integer::sum) % WRITES_BEFORE_TRIM == 0) {
                trim(shard);
            }
        } catch (IOException | UncheckedIOException e) {
            if (!isRefused.getAndSet(true)) {
                LOG.log(Level.INFO, "embeddings cannot be kept in [{0}]: {1}", folder, e.toString());
            }
        }
    }

    /** Brings every shard that was written to back to its size. */
    void trim() {
        for (Path shard : writes.keySet()) {
            try {
                trim(shard);
            } catch (IOException | UncheckedIOException e) {
                LOG.log(Level.DEBUG, "a cache cannot be trimmed", e);
            }
        }
    }

    private void trim(Path shard) throws IOException {
        long left = bytesAShard;
        for (Aged aged : newestFirst(shard)) {
            left -= aged.bytes();
            if (left < 0) {
                Files.deleteIfExists(aged.file());
            }
        }
    }

    private static List<Aged> newestFirst(Path shard) throws IOException {
        try (Stream<Path> files = Files.list(shard)) {
            return files.flatMap(file -> Aged.of(file).stream())
                    .sorted(Comparator.comparing(Aged::used).reversed())
                    .toList();
        }
    }

    private Path file(String name) {
        return folder.resolve(name.substring(0, 2)).resolve(name);
    }

    private byte[] format(String name, byte[] content) {
        ByteBuffer entry = ByteBuffer.allocate(mark.length + HASH + content.length + HASH);
        entry.put(mark).put(HexFormat.of().parseHex(name)).put(content);
        return entry.put(checksum(entry.array())).array();
    }

    private Optional<ByteBuffer> parse(byte[] entry, String name) {
        int head = mark.length + HASH;
        int end = entry.length - HASH;
        if (end <= head
                || !Arrays.equals(mark, Arrays.copyOf(entry, mark.length))
                || !Arrays.equals(HexFormat.of().parseHex(name), Arrays.copyOfRange(entry, mark.length, head))
                || !Arrays.equals(checksum(entry), Arrays.copyOfRange(entry, end, entry.length))) {
            return Optional.empty();
        }
        return Optional.of(ByteBuffer.wrap(entry, head, end - head).slice());
    }

    /** Of all but the checksum itself, which comes last. */
    private static byte[] checksum(byte[] content) {
        var digest = Sha256.digest();
        digest.update(content, 0, content.length - HASH);
        return digest.digest();
    }

    /** A file, and when it was last used. */
    private record Aged(Path file, long bytes, Instant used) {

        /** Empty where another process was faster to delete it. */
        static Optional<Aged> of(Path file) {
            try {
                return Optional.of(new Aged(
                        file, Files.size(file), Files.getLastModifiedTime(file).toInstant()));
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }
}
