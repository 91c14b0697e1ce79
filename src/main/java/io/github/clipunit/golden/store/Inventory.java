package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.internal.LiveFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;

/** Searches directories of goldens for files that no test used, and decides which of them are obsolete. */
final class Inventory {

    private static final ClassRecord.Reason SHARED = new ClassRecord.Reason(
            "other source sets may keep goldens in the same directory; \"clipunit report merge\" merges their"
                    + " records",
            false);

    /**
     * The knowledge that the runs of a source set have of a directory.
     *
     * @param classes the classes that ran, by their folders
     * @param gone the folders whose class no longer exists
     * @param isShared whether other source sets may use the directory, whose records are unknown
     */
    record Witness(Map<String, ClassRecord> classes, Set<String> gone, boolean isShared) {

        static Witness of(Collection<ClassRecord> records, Set<String> gone, boolean isShared) {
            Map<String, ClassRecord> classes = new HashMap<>();
            records.forEach(record -> classes.merge(SafeName.ofIdentifier(record.type()), record, ClassRecord::join));
            return new Witness(classes, gone, isShared);
        }

        private Optional<ClassRecord.Reason> whyAsked(Path inside) {
            String folder = inside.getName(0).toString();
            ClassRecord record = classes.get(folder);
            if (record == null) {
                return gone.contains(folder) ? Optional.empty() : Optional.of(ClassRecord.CLASS_LEFT_OUT);
            }
            String name = String.valueOf(inside.getFileName());
            return record.whyAsked(inside.getNameCount() == 2, name)
                    .or(() -> isShared ? Optional.of(SHARED) : Optional.empty());
        }
    }

    private final Set<String> asked;
    private final boolean isWhole;
    private final List<String> obsolete = new ArrayList<>();
    private final SortedMap<String, String> unjudged = new TreeMap<>();

    /**
     * Creates an empty inventory.
     *
     * @param asked all files that were used, without extensions
     * @param isWhole whether all tests should have run, so that every test that did not is worth reporting
     */
    Inventory(Set<String> asked, boolean isWhole) {
        this.asked = asked;
        this.isWhole = isWhole;
    }

    /**
     * Searches a directory.
     *
     * @param base paths inside it are shown relative to it
     * @param witnesses all source sets that may keep goldens in the directory
     */
    void add(Path root, Path base, List<Witness> witnesses) {
        for (Path file : files(root)) {
            Path inside = root.relativize(file);
            if (inside.getNameCount() > 1 && !asked.contains(stem(file)) && !isThumbnail(file)) {
                Path shown = file.startsWith(base) ? base.relativize(file) : file;
                List<ClassRecord.Reason> reasons = witnesses.stream()
                        .flatMap(witness -> witness.whyAsked(inside).stream())
                        .toList();
                if (reasons.isEmpty()) {
                    obsolete.add(shown.toString());
                } else {
                    reasons.stream()
                            .filter(reason -> isWhole || !reason.isUsual())
                            .findFirst()
                            .ifPresent(reason -> unjudged.putIfAbsent(shown.toString(), reason.text()));
                }
            }
        }
    }

    Unasked unasked() {
        return new Unasked(List.copyOf(new TreeSet<>(obsolete)), unjudged);
    }

    private static List<Path> files(Path root) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        try {
            return LiveFolder.list(root, 3).stream()
                    .filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new GoldenException("goldens in [" + root + "] cannot be listed: " + e, e);
        }
    }

    private static boolean isThumbnail(Path file) {
        boolean isCassette = file.getNameCount() > 1
                && file.getName(file.getNameCount() - 2).toString().equals(GoldenFolder.CASSETTES);
        return !isCassette && file.toString().endsWith(".png") && Files.exists(Path.of(stem(file) + ".json"));
    }

    private static String stem(Path file) {
        return file.toString().replaceFirst("\\.[^./\\\\]*$", "");
    }
}
