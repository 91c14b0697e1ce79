package io.github.clipunit.model;

import io.github.clipunit.Logits;
import java.nio.file.Path;
import java.util.Collection;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A verified model from the Hub whose files are in the cache.
 *
 * @param snapshot the folder of its revision
 * @param files the SHA-256 of each of its files by name
 * @param logits how its cosines become logits, from the catalog
 * @hidden
 */
public record CachedModel(
        String id, Precision precision, Path snapshot, NavigableMap<String, String> files, Optional<Logits> logits)
        implements ModelDirectory {

    @Override
    public Optional<String> revision() {
        return Optional.of(String.valueOf(snapshot.getFileName()));
    }

    @Override
    public Optional<ModelFile> find(String... names) {
        return Stream.of(names)
                .map(precision::variant)
                .flatMap(name -> Stream.of(name, "onnx/" + name))
                .filter(files::containsKey)
                .findFirst()
                .map(name -> new DiskFile(name, snapshot.resolve(name)));
    }

    @Override
    public Collection<String> names() {
        return files.keySet();
    }

    @Override
    public String place() {
        return "[" + snapshot.toAbsolutePath().normalize() + "]";
    }

    /** Returns the hashes that were computed when the model was looked up; reads no file again. */
    @Override
    public NavigableMap<String, String> hashes() {
        NavigableMap<String, String> hashes = new TreeMap<>(files);
        hashes.keySet().removeIf(name -> !Layout.decidesScores(name));
        return hashes;
    }
}
