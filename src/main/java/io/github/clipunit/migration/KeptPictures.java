package io.github.clipunit.migration;

import static io.github.clipunit.internal.Progress.Unit.ITEMS;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.Progress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Picture files by the hash of their pixels, by which goldens identify pictures. */
final class KeptPictures {

    private final Map<String, Path> files = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private int seen;

    /** Searches until all needed pictures are found, or all files were examined. */
    void look(List<Path> candidates, Set<String> needed, Progress progress) {
        Set<String> missing = new HashSet<>(needed);
        missing.removeAll(files.keySet());
        try (Progress.Meter meter = progress.start("looking for the pictures", ITEMS, (long) candidates.size())) {
            for (int i = 0; i < candidates.size() && !missing.isEmpty(); i++) {
                Path file = candidates.get(i);
                seen++;
                try {
                    String hash = ClipImage.of(file).sha256();
                    files.putIfAbsent(hash, file);
                    missing.remove(hash);
                } catch (UnreadableImageException e) {
                    unreadable.add(String.valueOf(e.getMessage()));
                }
                meter.at(i + 1);
            }
        }
    }

    Optional<Path> find(String hash) {
        return Optional.ofNullable(files.get(hash));
    }

    /** Returns the files that cannot be read. */
    List<String> unreadable() {
        return unreadable;
    }

    /** Returns the number of examined files. */
    int seen() {
        return seen;
    }
}
