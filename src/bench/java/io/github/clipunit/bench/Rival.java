package io.github.clipunit.bench;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What a user might take instead, on the same weights, pictures and machine: a program with the arguments of {@link RivalRun}. */
enum Rival {
    TRANSFORMERS_JS("@huggingface/transformers on onnxruntime-node", 0.999) {
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
    PYTORCH("PyTorch with Pillow", 0.999) {
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

        /** Debian has no tokenizer for it. */
        @Override
        List<String> words(Path model, String prompt) throws IOException {
            try (HuggingFaceTokenizer tokenizer = HuggingFaceTokenizer.newInstance(model.resolve("tokenizer.json"))) {
                return Arrays.stream(tokenizer.encode(prompt).getIds())
                        .mapToObj(String::valueOf)
                        .toList();
            }
        }
    },
    DJL("DJL on its ONNX Runtime engine", 0.5) {
        @Override
        List<String> command() {
            return java("djl");
        }
    },
    JAVA2D("ONNX Runtime with Java2D", 0.5) {
        @Override
        List<String> command() {
            return java("java2d");
        }
    },
    INFERENCE4J("ONNX Runtime with Java2D as inference4j does it", 0.5) {
        @Override
        List<String> command() {
            return java("inference4j");
        }

        @Override
        boolean isBatching() {
            return false;
        }
    };

    private final String name;
    private final double leastCosine;

    Rival(String name, double leastCosine) {
        this.name = name;
        this.leastCosine = leastCosine;
    }

    abstract List<String> command();

    private static List<String> java(String encoder) {
        return Stream.concat(Program.command(RivalRun.class, Map.of()).stream(), Stream.of(encoder))
                .toList();
    }

    Optional<String> whatIsMissing(Path model) {
        return Optional.empty();
    }

    /** Whether it can encode several pictures at once. */
    boolean isBatching() {
        return true;
    }

    List<String> words(Path model, String prompt) throws IOException {
        return List.of(prompt);
    }

    /** The least that its embeddings of pictures without fine detail may have with the exact ones; less is a fault here. */
    double leastCosine() {
        return leastCosine;
    }

    /** A picture's time in batches of that size. */
    Timing folder(Path model, int pictures, int batch) throws IOException, InterruptedException {
        Path folder = PictureFolder.at(FolderRun.SIDE);
        return Program.run(command("folder", model, List.of("" + folder, "" + pictures, "" + batch)))
                .timing();
    }

    /** The time from the start of its process to the first score of a pair. */
    Timing start(Path model, Path picture, String prompt) throws IOException, InterruptedException {
        return Program.run(score(model, picture, prompt)).start();
    }

    /** The error with which it answers a prompt, if any. */
    Optional<String> error(Path model, Path picture, String prompt) throws IOException, InterruptedException {
        return Program.error(score(model, picture, prompt));
    }

    private List<String> score(Path model, Path picture, String prompt) throws IOException {
        List<String> pair = new ArrayList<>(List.of(picture.toString()));
        pair.addAll(words(model, prompt));
        return command("start", model, pair);
    }

    /** Its embeddings, as they come. */
    List<float[]> embeddings(Path model, List<Path> files) throws IOException, InterruptedException {
        Path target = Files.createTempFile("clipunit-bench", ".f32");
        List<String> arguments = new ArrayList<>(List.of(target.toString()));
        files.forEach(file -> arguments.add(file.toString()));
        Program.run(command("embed", model, arguments));
        FloatBuffer numbers = ByteBuffer.wrap(Files.readAllBytes(target))
                .order(ByteOrder.LITTLE_ENDIAN)
                .asFloatBuffer();
        Files.delete(target);
        List<float[]> rows = new ArrayList<>();
        while (numbers.hasRemaining()) {
            float[] row = new float[numbers.capacity() / files.size()];
            numbers.get(row);
            rows.add(row);
        }
        return rows;
    }

    private List<String> command(String way, Path model, List<String> arguments) {
        List<String> command = new ArrayList<>(command());
        command.addAll(List.of(way, model.toString()));
        command.addAll(arguments);
        return command;
    }

    @Override
    public String toString() {
        return name;
    }
}
