package io.github.clipunit.cache;

import io.github.clipunit.Embedding;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Embeddings on disk, named by the SHA-256 of everything that decides them. */
final class EmbeddingFolder implements AutoCloseable {

    private static final String MARK = "clipunit-emb-1\n\n";

    private final CheckedFolder folder;

    EmbeddingFolder(Path folder, long bytes) {
        this(folder, bytes, Clock.systemUTC());
    }

    EmbeddingFolder(Path folder, long bytes, Clock clock) {
        this.folder = new CheckedFolder(folder, MARK, bytes, clock);
    }

    /** Returns whether anything was ever stored. */
    boolean exists() {
        return folder.exists();
    }

    /** Returns the embedding of that name, or empty if it is missing or damaged. */
    Optional<Embedding> find(String name) {
        return folder.find(name)
                .filter(content -> content.remaining() % Float.BYTES == 0)
                .map(content -> {
                    float[] numbers = new float[content.remaining() / Float.BYTES];
                    content.asFloatBuffer().get(numbers);
                    return Embedding.ofUnit(numbers);
                });
    }

    /** Stores an embedding. If the folder cannot be written, the embedding is only computed again later. */
    void put(String name, Embedding embedding) {
        float[] numbers = embedding.toArray();
        ByteBuffer content = ByteBuffer.allocate(Float.BYTES * numbers.length);
        content.asFloatBuffer().put(numbers);
        folder.put(name, content.array());
    }

    /** Notes which embeddings were used, so that they are not dropped first. */
    @Override
    public void close() {
        folder.close();
    }
}
