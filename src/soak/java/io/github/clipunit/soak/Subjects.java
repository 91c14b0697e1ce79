package io.github.clipunit.soak;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** The models, and what they embed. */
final class Subjects implements AutoCloseable {

    private static final Path RESOURCES = Path.of("src/test/resources");

    private final Map<String, ClipScorer> models = new TreeMap<>();
    private final List<byte[]> pictures = new ArrayList<>();
    private final List<String> prompts =
            IntStream.range(0, 200).mapToObj(i -> "a sign with the number " + i).toList();

    Subjects() throws IOException {
        for (String kind : List.of("split", "combined", "fixed")) {
            models.put(kind, OnnxClipScorer.load(RESOURCES.resolve("tiny-clip").resolve(kind)));
        }
        models.put("pictogram", OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults()));
        for (String folder : List.of("pictures", "pillow")) {
            try (Stream<Path> files = Files.list(RESOURCES.resolve(folder))) {
                for (Path file : files.filter(file -> file.toString().matches(".*\\.(png|jpg|gif|webp|tif)"))
                        .sorted()
                        .limit(50)
                        .toList()) {
                    pictures.add(Files.readAllBytes(file));
                }
            }
        }
    }

    Map<String, ClipScorer> models() {
        return models;
    }

    List<String> prompts() {
        return prompts;
    }

    int pictures() {
        return pictures.size();
    }

    /** Decoded anew whenever somebody asks for its pixels. */
    ClipImage picture(int number) {
        return ClipImage.of(pictures.get(number));
    }

    @Override
    public void close() {
        models.values().forEach(ClipScorer::close);
    }
}
