package io.github.clipunit.cache;

import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Entries on disk, named by the SHA-256 of everything that decides them. They are appended to one file, and an {@link
 * EntryIndex} holds their positions. Each entry contains its own name and a checksum ({@link EntryFormat}); bytes that
 * do not match are ignored. The index therefore need not be trusted, and several processes may read while one writes
 * under the folder's lock. A folder that has grown too large drops the entries that were not used for the longest time.
 */
final class CheckedFolder implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");

    /** True once the warning was logged; one is enough, because all caches are in one place. */
    private static final AtomicBoolean TOLD = new AtomicBoolean();

    private final Path folder;
    private final EntryFormat format;
    private final long bytes;
    private final Clock clock;
    private final EntryIndex index;
    /**
     * The current day. Entries that were already used today need no note; noting each use would cost more than
     * reading.
     */
    private final int today;

    private final Set<EntryName> used = new HashSet<>();
    private @Nullable FileChannel data;
    private @Nullable Path opened;
    private boolean isRefused;

    /**
     * Creates a folder of entries.
     *
     * @param mark 16 ASCII characters for the kind of entry and its version
     * @param bytes the largest total size
     */
    CheckedFolder(Path folder, String mark, long bytes, Clock clock) {
        this.folder = folder;
        this.format = new EntryFormat(mark);
        this.bytes = bytes;
        this.clock = clock;
        this.index = EntryIndex.in(folder);
        this.today = (int) TimeUnit.MILLISECONDS.toDays(clock.millis());
    }

    CheckedFolder(Path folder, String mark, long bytes) {
        this(folder, mark, bytes, Clock.systemUTC());
    }

    /** Returns whether anything was ever stored. */
    boolean exists() {
        return EntryIndex.existsIn(folder);
    }

    /** Returns the content of the entry of that name, or empty if it is missing or damaged. */
    synchronized Optional<ByteBuffer> find(String name) {
        EntryName key = EntryName.of(name);
        return Interrupts.heldBack(() -> {
            Optional<ByteBuffer> known = lookUp(key);
            return known.isPresent() || !refresh() ? known : lookUp(key);
        });
    }

    /**
     * Reads the index again, because another process may have written the entry, or rewritten everything; returns
     * whether it could.
     */
    private boolean refresh() {
        try {
            index.refresh();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    private Optional<ByteBuffer> lookUp(EntryName name) {
        EntryPlace place = index.find(name);
        if (place == null) {
            return Optional.empty();
        }
        try {
            Optional<ByteBuffer> content = read(place);
            if (content.isPresent() && place.day() != today) {
                used.add(name);
            }
            return content;
        } catch (IOException e) {
            closeData();
            return Optional.empty();
        }
    }

    private Optional<ByteBuffer> read(EntryPlace place) throws IOException {
        FileChannel file = data();
        if (!place.isWithin(file.size())) {
            return Optional.empty();
        }
        byte[] bytes = new byte[place.length()];
        ByteBuffer entry = ByteBuffer.wrap(bytes);
        while (entry.hasRemaining() && file.read(entry, place.offset() + entry.position()) >= 0) {
            // until it is full or the file ends
        }
        Optional<ByteBuffer> content = format.read(bytes, place.name());
        if (content.isEmpty()) {
            LOG.log(Level.DEBUG, "an entry of the cache [{0}] is damaged and will be computed again", folder);
            index.forget(place.name());
        }
        return content;
    }

    private FileChannel data() throws IOException {
        Path now = index.data();
        FileChannel open = data;
        if (open == null || !now.equals(opened)) {
            closeData();
            open = FileChannel.open(now);
            data = open;
            opened = now;
        }
        return open;
    }

    private void closeData() {
        if (data != null) {
            try {
                data.close();
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a cache cannot be closed", e);
            }
        }
        data = null;
    }

    /** Stores an entry. If the folder cannot be written, the entry is only computed again later. */
    synchronized void put(String name, byte[] content) {
        if (isRefused) {
            return;
        }
        EntryName key = EntryName.of(name);
        try {
            Interrupts.<Boolean, IOException>heldBack(
                    () -> LockFile.in(folder).hold(() -> append(key, format.write(key, content))));
        } catch (IOException | UncheckedIOException e) {
            isRefused = !Interrupts.caused(e);
            Level level = isRefused && !TOLD.getAndSet(true) ? Level.INFO : Level.DEBUG;
            LOG.log(level, "embeddings cannot be stored in [{0}]: {1}", folder, e.toString());
        }
    }

    /**
     * Writes the data first, then the line that points to it, so that a killed process leaves only bytes that nobody
     * reads.
     */
    private boolean append(EntryName name, byte[] entry) throws IOException {
        EntryRewrite rewrite = new EntryRewrite(folder, index);
        rewrite.requireIndex();
        int length = entry.length;
        long end;
        try (FileChannel file = FileChannel.open(index.data(), StandardOpenOption.WRITE, StandardOpenOption.CREATE)) {
            end = file.size();
            try {
                EntryIndex.writeAll(file, ByteBuffer.wrap(entry), end);
            } catch (IOException e) {
                file.truncate(end); // of a full disk
                throw e;
            }
        }
        int day = (int) TimeUnit.MILLISECONDS.toDays(clock.millis());
        long lines = index.append(new EntryPlace(name, end, length, day));
        if (end + length + lines > bytes) {
            rewrite.shrinkTo(bytes / 4 * 3);
        }
        return true;
    }

    /** Notes which entries were used, so that they are not dropped first. */
    @Override
    public synchronized void close() {
        closeData();
        if (used.isEmpty() || isRefused) {
            return;
        }
        try {
            Interrupts.<Boolean, IOException>heldBack(() -> LockFile.in(folder).hold(() -> index.noteUse(used, today)));
            used.clear();
        } catch (IOException | UncheckedIOException e) {
            LOG.log(Level.DEBUG, "the uses of a cache cannot be noted", e);
        }
    }
}
