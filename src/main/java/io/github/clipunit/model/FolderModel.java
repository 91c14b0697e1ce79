package io.github.clipunit.model;

import io.github.clipunit.internal.LfsPointer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model directory on disk.
 *
 * @hidden
 */
public record FolderModel(Path folder, String id, Precision precision) implements ModelDirectory {

    public static FolderModel of(Path folder, String id, Precision precision) {
        if (!Files.isDirectory(folder)) {
            throw new ModelUnavailableException("no model directory at [" + folder + "]: looked for a folder at ["
                    + folder.toAbsolutePath() + "], which " + (Files.exists(folder) ? "is a file" : "does not exist"));
        }
        return new FolderModel(folder, id, precision);
    }

    @Override
    public Optional<ModelFile> find(String... names) {
        return Stream.of(names)
                .map(precision::variant)
                .flatMap(name -> Stream.of(name, "onnx/" + name))
                .filter(name -> Files.isRegularFile(folder.resolve(name)))
                .findFirst()
                .map(name -> new DiskFile(name, noPointer(folder.resolve(name))));
    }

    private static Path noPointer(Path file) {
        try {
            if (LfsPointer.is(file)) {
                throw new ModelUnavailableException(
                        "[" + file + "] is a Git LFS pointer, not the model file itself: the"
                                + " repository was cloned without Git LFS. Fetch the files: git lfs install && git lfs pull");
            }
        } catch (IOException e) {
            throw new ModelUnavailableException("model file [" + file + "] cannot be read: " + e, e);
        }
        return file;
    }

    @Override
    public String place() {
        return "[" + folder.toAbsolutePath().normalize() + "]";
    }

    @Override
    public NavigableMap<String, String> hashes() {
        NavigableMap<String, String> hashes = new TreeMap<>();
        HashNotes notes = HashNotes.ofUser();
        try {
            Collection<String> names = names();
            for (String name : new Layout(names, precision).needs().orElse(List.copyOf(names))) {
                if (Layout.decidesScores(name)) {
                    hashes.put(name, notes.sha256(folder.resolve(name), false));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new ModelUnavailableException("model " + place() + " cannot be read: " + e, e);
        }
        return hashes;
    }

    @Override
    public Collection<String> names() {
        try (Stream<Path> files = Files.walk(folder, 2)) {
            return files.filter(Files::isRegularFile)
                    .map(file -> folder.relativize(file).toString().replace('\\', '/'))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
