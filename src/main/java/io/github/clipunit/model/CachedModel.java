package io.github.clipunit.model;

import java.nio.file.Path;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** A model from the Hub whose files lie in the cache and were found to be what they should be. */
final class CachedModel implements ModelDirectory {

    private final String id;
    private final Path snapshot;
    private final NavigableMap<String, String> hashes;

    /**
     * A model.
     *
     * @param snapshot the folder of its revision
     * @param hashes the SHA-256 of each of its files by name
     */
    CachedModel(String id, Path snapshot, NavigableMap<String, String> hashes) {
        this.id = id;
        this.snapshot = snapshot;
        this.hashes = new TreeMap<>(hashes);
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Optional<ModelFile> find(String... names) {
        return Stream.of(names)
                .flatMap(name -> Stream.of(name, "onnx/" + name))
                .filter(hashes::containsKey)
                .findFirst()
                .map(name -> new DiskFile(name, snapshot.resolve(name)));
    }

    @Override
    public String place() {
        return "[" + snapshot.toAbsolutePath().normalize() + "]";
    }

    /** Those that were found when the model was looked up; nothing is read again. */
    @Override
    public NavigableMap<String, String> hashes() {
        return new TreeMap<>(hashes);
    }
}
