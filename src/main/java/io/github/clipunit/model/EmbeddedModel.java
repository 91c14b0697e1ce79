package io.github.clipunit.model;

import io.github.clipunit.ClipModel;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Collections;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A model inside the jar. {@code SHA256SUMS} in its folder has one line {@code hash  name} per file, in the format of
 * sha256sum; every file is checked against it when it is read.
 */
public final class EmbeddedModel implements ModelDirectory {

    /** The name of the small model inside the jar. */
    public static final String PICTOGRAM = "pictogram";

    private static final String SUMS = "SHA256SUMS";

    private final String id;
    private final NavigableMap<String, String> hashes = new TreeMap<>();

    private EmbeddedModel(String id) {
        this.id = id;
        new String(resource(SUMS), StandardCharsets.UTF_8)
                .lines()
                .map(line -> line.split(" [ *]", 2))
                .forEach(entry -> hashes.put(entry[1], entry[0]));
    }

    /** Returns the small model inside the jar, which knows pictograms and simple scenes, but not photographs. */
    public static ModelDirectory pictogram() {
        return new EmbeddedModel(PICTOGRAM);
    }

    /** Returns whether a model is the small one inside the jar, by its name and its files. */
    public static boolean is(ClipModel model) {
        return PICTOGRAM.equals(Demands.require("model", model).id())
                && model.files().equals(Known.HASHES);
    }

    /** The hashes, read at the first use and kept, because every check needs them. */
    private static final class Known {
        static final NavigableMap<String, String> HASHES =
                Collections.unmodifiableNavigableMap(new EmbeddedModel(PICTOGRAM).hashes);
    }

    @Override
    public Precision precision() {
        return Precision.FP32;
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
                .map(JarFile::new);
    }

    @Override
    public Collection<String> names() {
        return hashes.keySet();
    }

    @Override
    public String place() {
        return "the clipunit jar";
    }

    @Override
    public NavigableMap<String, String> hashes() {
        return new TreeMap<>(hashes);
    }

    private byte[] resource(String name) {
        try (InputStream stream = EmbeddedModel.class.getResourceAsStream(id + "/" + name)) {
            if (stream == null) {
                throw new ModelUnavailableException("the clipunit jar lacks " + id + "/" + name
                        + ": it is damaged or was repackaged; add io.github.clipunit:clipunit unshaded");
            }
            return stream.readAllBytes();
        } catch (IOException e) {
            throw new ModelUnavailableException("the clipunit jar cannot be read at " + id + "/" + name + ": " + e, e);
        }
    }

    private final class JarFile implements ModelFile {

        private final String name;

        private JarFile(String name) {
            this.name = name;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public Optional<Path> path() {
            return Optional.empty();
        }

        @Override
        public byte[] read() {
            byte[] content = resource(name);
            String found = Sha256.hex(content);
            String expected = hashes.get(name);
            if (!found.equals(expected)) {
                throw new ModelUnavailableException(description() + " is damaged: SHA-256 " + found + ", expected "
                        + expected + "; delete clipunit from the local Maven repository and build again");
            }
            return content;
        }

        @Override
        public String description() {
            return "[" + id + "/" + name + " in the clipunit jar]";
        }
    }
}
