package io.github.clipunit.bench;

import io.github.clipunit.Embedding;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** What a user might take instead, on the same weights, pictures and machine; by scripts under {@code bench}. */
enum Rival {
    TRANSFORMERS_JS("@huggingface/transformers on onnxruntime-node", "0.74", "a red fox in the snow") {
        @Override
        List<String> command() {
            return List.of("node", "bench/transformers_js/clip.mjs");
        }

        @Override
        Optional<String> whatIsMissing(Path model) {
            return Files.isDirectory(Path.of("bench/transformers_js/node_modules"))
                    ? Optional.empty()
                    : Optional.of("it is not installed, see bench/README.md");
        }
    },
    PYTORCH("PyTorch with Pillow", "0.33", "49406 320 736 3240 530 518 2583 49407") {
        @Override
        List<String> command() {
            return List.of(PillowTimer.PYTHON, "bench/pytorch_clip.py");
        }

        @Override
        Optional<String> whatIsMissing(Path model) {
            return Files.isRegularFile(model.resolve("pytorch/text.pt"))
                    ? Optional.empty()
                    : Optional.of("its weights are not drawn, see bench/README.md");
        }
    };

    /** What different resampling of the same picture may cost. */
    private static final double LEAST_COSINE = 0.999;

    private final String name;
    private final String mostOfItsTime;
    private final String prompt;

    Rival(String name, String mostOfItsTime, String prompt) {
        this.name = name;
        this.mostOfItsTime = mostOfItsTime;
        this.prompt = prompt;
    }

    abstract List<String> command();

    abstract Optional<String> whatIsMissing(Path model);

    /** The most that ours may take of its time for a folder. */
    String mostOfItsTime() {
        return mostOfItsTime;
    }

    /** A picture's time in the better of batches of 1 and 8, after its embeddings have been compared with ours. */
    Timing folder(String model, int pictures, Path ours) throws IOException, InterruptedException {
        Timing alone = folder(model, pictures, 1, ours);
        Timing batched = folder(model, pictures, FolderRun.BATCH, ours);
        return alone.clock() < batched.clock() ? alone : batched;
    }

    private Timing folder(String model, int pictures, int batch, Path ours) throws IOException, InterruptedException {
        String folder = PictureFolder.at(FolderRun.SIDE).toString();
        Path theirs = Files.createTempFile("clipunit-bench", ".f32");
        Program program =
                run("folder", model, folder, String.valueOf(pictures), String.valueOf(batch), theirs.toString());
        requireSame(Files.readAllBytes(ours), Files.readAllBytes(theirs));
        return program.timing();
    }

    /** The time from the start of its process to the first score of a pair. */
    Timing start(String model, Path picture) throws IOException, InterruptedException {
        return new Timing(
                run(Stream.concat(Stream.of("start", model, picture.toString()), Stream.of(words()))
                                .toArray(String[]::new))
                        .untilFirst(),
                Double.NaN);
    }

    private String[] words() {
        return this == PYTORCH ? prompt.split(" ") : new String[] {prompt};
    }

    private Program run(String... arguments) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(arguments));
        return Program.run(command);
    }

    private void requireSame(byte[] ours, byte[] theirs) {
        double least = 1;
        int row = ours.length / FolderRun.BATCH;
        for (int from = 0; from < ours.length; from += row) {
            least = Math.min(least, embedding(ours, from, row).cosine(embedding(theirs, from, row)));
        }
        System.out.printf(Locale.ROOT, "  its embeddings' least cosine with ours: %.6f%n", least);
        if (!(least >= LEAST_COSINE)) {
            throw new IllegalStateException(name + " computes something else");
        }
    }

    private static Embedding embedding(byte[] bytes, int from, int length) {
        float[] numbers = new float[length / 4];
        ByteBuffer.wrap(bytes, from, length)
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer()
                .get(numbers);
        return Embedding.of(numbers);
    }

    @Override
    public String toString() {
        return name;
    }
}
