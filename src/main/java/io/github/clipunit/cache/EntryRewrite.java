package io.github.clipunit.cache;

import io.github.clipunit.internal.AtomicFile;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The creation of a folder's index and data file, and their replacement when they have grown too large; the caller
 * holds the folder's lock. The new index is moved into place after all its entries are written, so that a reader sees
 * the old or the new one.
 */
final class EntryRewrite {

    private final Path folder;
    private final EntryIndex index;

    EntryRewrite(Path folder, EntryIndex index) {
        this.folder = folder;
        this.index = index;
    }

    /** Brings the index up to date, or creates one if it is missing or damaged. */
    void requireIndex() throws IOException {
        try {
            index.refresh();
            index.data();
        } catch (NoSuchFileException e) {
            install(EntryIndex.newId(), List.of());
            index.refresh();
        }
    }

    /** Keeps the entries used last, and among those of one day the ones written last, as many as fit. */
    void shrinkTo(long bytes) throws IOException {
        index.refresh();
        List<EntryPlace> newestFirst = new ArrayList<>(index.places());
        newestFirst.sort(Comparator.comparingInt(EntryPlace::day)
                .thenComparingLong(EntryPlace::offset)
                .reversed());
        List<EntryPlace> kept = new ArrayList<>();
        long left = bytes;
        for (EntryPlace place : newestFirst) {
            left -= Math.max(0, place.length()) + EntryPlace.BYTES;
            if (left >= 0) {
                kept.add(place);
            }
        }
        kept.sort(Comparator.comparingLong(EntryPlace::offset));
        String id = EntryIndex.newId();
        install(id, copy(index.data(), EntryIndex.data(folder, id), kept));
    }

    private static List<EntryPlace> copy(Path from, Path to, List<EntryPlace> kept) throws IOException {
        List<EntryPlace> moved = new ArrayList<>();
        try (FileChannel source = FileChannel.open(from);
                FileChannel target = FileChannel.open(to, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW)) {
            long size = source.size();
            for (EntryPlace place : kept) {
                if (place.isWithin(size)) {
                    long at = target.position();
                    for (long done = 0, more; done < place.length(); done += more) {
                        more = source.transferTo(place.offset() + done, place.length() - done, target);
                        if (more == 0) {
                            throw new IOException("truncated while being copied: " + from);
                        }
                    }
                    moved.add(new EntryPlace(place.name(), at, place.length(), place.day()));
                }
            }
        } catch (IOException e) {
            Files.deleteIfExists(to);
            throw e;
        }
        return moved;
    }

    private void install(String id, List<EntryPlace> places) throws IOException {
        byte[] lines = EntryIndex.format(id, places).array();
        new AtomicFile(folder.resolve(EntryIndex.FILE)).write(output -> output.write(lines));
        deleteDataBut(EntryIndex.data(folder, id));
    }

    private void deleteDataBut(Path current) throws IOException {
        try (DirectoryStream<Path> files =
                Files.newDirectoryStream(folder, file -> EntryIndex.isData(file) && !file.equals(current))) {
            for (Path file : files) {
                Files.deleteIfExists(file);
            }
        }
    }
}
