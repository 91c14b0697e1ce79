package io.github.clipunit.model;

import io.github.clipunit.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A model directory on disk. */
record FolderModel(Path folder, String id) implements ModelDirectory {

    static FolderModel of(Path folder, String id) {
        if (!Files.isDirectory(folder)) {
            throw new ModelUnavailableException("no model directory at [" + folder + "]: looked for a folder at ["
                    + folder.toAbsolutePath() + "], which " + (Files.exists(folder) ? "is a file" : "does not exist"));
        }
        return new FolderModel(folder, id);
    }

    @Override
    public Optional<ModelFile> find(String... names) {
        return Stream.of(names)
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
        try (Stream<Path> files = Files.walk(folder, 2)) {
            for (Path file : (Iterable<Path>) files.filter(FolderModel::decidesScores)::iterator) {
                try (InputStream stream = Files.newInputStream(file)) {
                    hashes.put(folder.relativize(file).toString().replace('\\', '/'), Sha256.hex(stream));
                }
            }
        } catch (IOException e) {
            throw new ModelUnavailableException("model " + place() + " cannot be read: " + e, e);
        }
        return hashes;
    }

    private static boolean decidesScores(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return Files.isRegularFile(file)
                && (name.endsWith(".onnx")
                        || name.contains(".onnx_data")
                        || name.endsWith(".onnx.data")
                        || name.equals("tokenizer.json")
                        || name.equals("config.json")
                        || name.equals("preprocessor_config.json"));
    }
}
