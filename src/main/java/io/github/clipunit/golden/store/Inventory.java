package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Looks through directories of goldens for what was not asked for. */
final class Inventory {

    private final Project project;
    private final Set<Path> roots;
    private final Set<String> asked;
    private final Set<String> folders;
    private final Set<String> gone;

    Inventory(
            Project project, Collection<Path> roots, Set<LedgerEntry> entries, Set<String> classes, Set<String> gone) {
        this.project = project;
        this.roots = new TreeSet<>();
        roots.forEach(root -> this.roots.add(project.base().resolve(root).normalize()));
        entries.forEach(entry -> this.roots.add(Path.of(entry.root())));
        this.asked = entries.stream()
                .map(entry -> Path.of(entry.root()).resolve(entry.path()).toString())
                .collect(Collectors.toSet());
        this.folders = classes.stream().map(SafeName::ofIdentifier).collect(Collectors.toSet());
        this.gone = gone;
    }

    List<Path> unasked() {
        return roots.stream()
                .filter(Files::isDirectory)
                .flatMap(root -> files(root).stream().filter(file -> isJudged(root, file)))
                .filter(file -> !asked.contains(stem(file)))
                .filter(file -> !isThumbnail(file))
                .distinct()
                .sorted()
                .toList();
    }

    private List<Path> files(Path root) {
        try (Stream<Path> files = Files.walk(root, 3)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> !String.valueOf(file.getFileName()).startsWith("."))
                    .toList();
        } catch (IOException e) {
            throw new GoldenException("goldens in [" + project.show(root) + "] cannot be listed: " + e, e);
        }
    }

    /** What lies in no folder of a class is no golden. */
    private boolean isJudged(Path root, Path file) {
        Path inside = root.relativize(file);
        String folder = inside.getName(0).toString();
        String outer = folder.contains("$") ? folder.substring(0, folder.indexOf('$')) : folder;
        boolean isKnown = folders.contains(folder) || folders.contains(outer) || gone.contains(folder);
        return inside.getNameCount() > 1 && isKnown;
    }

    private static boolean isThumbnail(Path file) {
        return file.toString().endsWith(".png") && Files.exists(Path.of(stem(file) + ".json"));
    }

    private static String stem(Path file) {
        return file.toString().replaceFirst("\\.[^./\\\\]*$", "");
    }
}
