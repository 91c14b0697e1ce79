package io.github.clipunit.explain;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Sha256;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Embeddings of captions on disk, a file a model: a saving of time and nothing else, so a file that cannot be read or
 * written is as good as none.
 */
final class CaptionFile {

    private static final int FORMAT = 0x434c4331; // "CLC1"
    private static final int KEY_DIGITS = 16;
    private static final int MOST_DIMENSIONS = 1 << 16;

    private final Path path;

    private CaptionFile(Path path) {
        this.path = path;
    }

    /** The file for a model and a list of captions; another list has another file. */
    static CaptionFile of(Path folder, String model, List<String> captions) {
        String key = Sha256.hex((model + "\n" + String.join("\n", captions)).getBytes(StandardCharsets.UTF_8));
        return new CaptionFile(folder.resolve("captions-" + key.substring(0, KEY_DIGITS) + ".bin"));
    }

    /** What the file holds, or nothing where it is missing or damaged. */
    Map<String, Embedding> read() {
        Map<String, Embedding> embeddings = new LinkedHashMap<>();
        if (!Files.isRegularFile(path)) {
            return embeddings;
        }
        try (DataInputStream in = new DataInputStream(new BufferedInputStream(Files.newInputStream(path)))) {
            int format = in.readInt();
            int count = format == FORMAT ? in.readInt() : 0;
            for (int i = 0; i < count; i++) {
                embeddings.put(in.readUTF(), Embedding.of(vector(in)));
            }
            return embeddings;
        } catch (IOException | IllegalArgumentException e) {
            return new LinkedHashMap<>();
        }
    }

    private static float[] vector(DataInputStream in) throws IOException {
        int dimension = in.readInt();
        if (dimension < 1 || dimension > MOST_DIMENSIONS) {
            throw new IOException("an embedding of " + dimension + " dimensions");
        }
        float[] vector = new float[dimension];
        for (int i = 0; i < dimension; i++) {
            vector[i] = in.readFloat();
        }
        return vector;
    }

    /** Replaces what the file holds, at once for whoever reads it. */
    void write(Map<String, Embedding> embeddings) {
        try {
            new AtomicFile(path).write(output -> fill(output, embeddings));
        } catch (IOException e) {
            // The next run computes them again.
        }
    }

    private static void fill(OutputStream output, Map<String, Embedding> embeddings) throws IOException {
        DataOutputStream out = new DataOutputStream(output);
        out.writeInt(FORMAT);
        out.writeInt(embeddings.size());
        for (Map.Entry<String, Embedding> entry : embeddings.entrySet()) {
            float[] vector = entry.getValue().toArray();
            out.writeUTF(entry.getKey());
            out.writeInt(vector.length);
            for (float number : vector) {
                out.writeFloat(number);
            }
        }
    }
}
