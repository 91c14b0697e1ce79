package io.github.clipunit.programs;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.io.FileNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Items of any kind: rows of a table whose pictures lie in a store. */
final class PictureTable {

    private PictureTable() {}

    record Row(String id, String key, String prompt) {}

    private static byte[] download(String key) throws Exception {
        if (!key.equals("fox.png")) {
            throw new FileNotFoundException("no picture");
        }
        return Files.readAllBytes(Path.of("src/test/resources/pictures").resolve(key));
    }

    static List<String> scores() {
        Stream<Row> rows = Stream.of(new Row("fox", "fox.png", "a fox"), new Row("gone", "gone.png", "a fox"));
        try (ClipScorer clip = OnnxClipScorer.open("pictogram", Map.of("clipunit.threads", "2"))) {
            return clip.scoreAll(rows, row -> ClipImage.of(download(row.key())), Row::prompt)
                    .map(result -> result.hasFailed()
                            ? result.item().id() + ": " + result.error().getMessage()
                            : result.item().id())
                    .toList();
        }
    }
}
