package io.github.clipunit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One folder of embeddings, several processes that write, read and trim it at once. */
class SharedFolderTest {

    private static final int NAMES = 40;
    private static final int TURNS = 60;
    private static final int DIMENSION = 512;

    /** So small that the folder is written anew again and again while the others read it. */
    private static final long BYTES = 50L * (16 + 32 + 4 * DIMENSION + 32);

    @TempDir
    Path folder;

    @Test
    void should_give_each_process_whole_embeddings_or_none() throws Exception {
        List<Process> processes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            processes.add(start());
        }
        for (Process process : processes) {
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(process.waitFor()).as(said).isZero();
        }
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        SharedFolderTest.class.getName(),
                        folder.toString())
                .redirectErrorStream(true)
                .start();
    }

    /** What each process does; the argument is the folder. */
    public static void main(String[] args) {
        EmbeddingFolder shared = new EmbeddingFolder(Path.of(args[0]), BYTES);
        int found = 0;
        for (int turn = 0; turn < TURNS; turn++) {
            for (int i = 0; i < NAMES; i++) {
                Optional<Embedding> there = shared.find(name(i));
                if (there.isPresent() && !there.get().equals(embedding(i))) {
                    throw new AssertionError("entry " + i + " holds another embedding");
                }
                found += there.isPresent() ? 1 : 0;
                shared.put(name(i), embedding(i));
            }
            shared.close();
        }
        if (found == 0) {
            throw new AssertionError("nothing that was kept was ever found");
        }
    }

    private static String name(int number) {
        return Sha256.hex(new byte[] {(byte) number});
    }

    private static Embedding embedding(int number) {
        float[] values = new float[DIMENSION];
        for (int i = 0; i < DIMENSION; i++) {
            values[i] = (float) Math.sin(1 + number + i);
        }
        return Embedding.of(values);
    }
}
