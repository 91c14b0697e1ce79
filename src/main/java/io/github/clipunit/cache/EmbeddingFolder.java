package io.github.clipunit.cache;

import io.github.clipunit.Embedding;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Optional;

/** Embeddings on disk, by names that are SHA-256 hashes of all that decides them. */
final class EmbeddingFolder implements AutoCloseable {

    private static final String MARK = "clipunit-emb-1\n\n";

    private final CheckedFolder folder;

    EmbeddingFolder(Path folder, long bytes) {
        this(folder, bytes, Clock.systemUTC());
    }

    EmbeddingFolder(Path folder, long bytes, Clock clock) {
        this.folder = new CheckedFolder(folder, MARK, bytes, clock);
    }

    /** Whether anything was ever kept. */
    boolean exists() {
        return folder.exists();
    }

    /** The embedding of that name, if it is there and whole. */
    Optional<Embedding> find(String name) {
        return folder.find(name)
                .filter(content -> content.remaining() % Float.BYTES == 0)
                .map(content -> {
                    float[] numbers = new float[content.remaining() / Float.BYTES];
                    content.asFloatBuffer().get(numbers);
                    return Embedding.ofUnit(numbers);
                });
    }

    /** Keeps an embedding. A folder that cannot be written costs the time to compute it again, and nothing else. */
    void put(String name, Embedding embedding) {
        float[] numbers = embedding.toArray();
        ByteBuffer content = ByteBuffer.allocate(Float.BYTES * numbers.length);
        content.asFloatBuffer().put(numbers);
        folder.put(name, content.array());
    }

    /** Notes what was used, so that it is not the first to go. */
    @Override
    public void close() {
        folder.close();
    }
}
