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

/** The files of pictures by the hash of their pixels, as goldens name pictures. */
final class KeptPictures {

    private final Map<String, Path> files = new HashMap<>();
    private final List<String> unreadable = new ArrayList<>();
    private int seen;

    /** Looks until all pictures that are needed are found, or nothing is left to look at. */
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

    /** What lies among the pictures but cannot be read. */
    List<String> unreadable() {
        return unreadable;
    }

    /** How many files were looked at. */
    int seen() {
        return seen;
    }
}
