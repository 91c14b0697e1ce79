package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.Embedding;
import io.github.clipunit.model.FolderModel;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Each value of each JSON file of a model is replaced with ones that it must not have: the model works all the same, or the
 * one error names the file, the key, the value and what was expected.
 */
class BrokenConfigurationsTest {

    private static final Path RESOURCES = Path.of("src/test/resources");
    private static final List<String> VALUES = List.of(
            "null",
            "\"x\"",
            "\"\"",
            "-1",
            "0",
            "1.5",
            "1e308",
            "2147483647",
            "99999999999999999999",
            "true",
            "[]",
            "[\"x\", -1, 1e308]",
            "{}",
            "{\"x\": 1}");

    @TempDir
    private Path folder;

    private final List<String> problems = new ArrayList<>();
    private final Set<String> outcomes = new HashSet<>();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "config.json",
                "open_clip_config.json",
                "preprocessor_config.json",
                "preprocess_cfg.json",
                "processor_config.json",
                "tokenizer_config.json",
                "special_tokens_map.json",
                "tokenizer.json",
                "vocab.json"
            })
    void should_work_or_name_file_key_and_value(String name) throws IOException {
        Set<String> seen = new HashSet<>();
        int number = 0;
        for (JsonElement model : JsonParser.parseString(Files.readString(RESOURCES.resolve("layouts/layouts.json")))
                .getAsJsonObject()
                .getAsJsonArray("cases")) {
            JsonObject files = model.getAsJsonObject().getAsJsonObject("files");
            for (String file : files.keySet()) {
                if (model.getAsJsonObject().has("cosines")
                        && !files.has("onnx/model.onnx_data")
                        && Path.of(file).endsWith(name)) {
                    Path place = folder.resolve("model" + number++);
                    layOut(files, place);
                    mutate(place.resolve(file), model.getAsJsonObject().get("precision"), seen);
                }
            }
        }
        assertThat(problems).isEmpty();
        assertThat(outcomes).contains("refused");
    }

    private static void layOut(JsonObject files, Path place) throws IOException {
        for (Map.Entry<String, JsonElement> file : files.entrySet()) {
            Path target = place.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            if (file.getKey().endsWith(".onnx")) {
                Files.copy(RESOURCES.resolve("layouts/" + file.getValue().getAsString() + ".onnx"), target);
            } else if (file.getKey().endsWith("tokenizer.json")) {
                Files.copy(RESOURCES.resolve("tiny-clip/split/tokenizer.json"), target);
            } else {
                JsonElement value = file.getValue();
                Files.writeString(target, value.isJsonPrimitive() ? value.getAsString() : value.toString());
            }
        }
    }

    /** Of keys that several models have, the first one's. */
    private void mutate(Path file, JsonElement precision, Set<String> seen) throws IOException {
        String text = Files.readString(file);
        JsonElement root = JsonParser.parseString(text);
        List<List<Object>> paths = new ArrayList<>();
        collect(root, List.of(), paths);
        for (List<Object> path : paths) {
            if (seen.add(path.toString())) {
                for (String value : VALUES) {
                    Files.writeString(
                            file,
                            with(root, path, JsonParser.parseString(value)).toString());
                    judge(file, precision, path, value);
                }
            }
        }
        for (String whole : wholes(text)) {
            if (seen.add(whole)) {
                Files.writeString(file, whole);
                judge(file, precision, List.of(), "");
            }
        }
    }

    private static List<String> wholes(String text) {
        return List.of(
                "",
                "null",
                "[]",
                "{",
                "\u0000\u0001",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000),
                text.substring(0, text.length() / 2),
                "{\"model_type\": \"clip\", \"model_type\": 1}");
    }

    /** The first two of many. */
    private static void collect(JsonElement value, List<Object> at, List<List<Object>> paths) {
        if (!at.isEmpty()) {
            paths.add(at);
        }
        if (value instanceof JsonArray list) {
            for (int i = 0; i < Math.min(list.size(), 2); i++) {
                collect(list.get(i), Stream.concat(at.stream(), Stream.of(i)).toList(), paths);
            }
        } else if (value instanceof JsonObject object) {
            object.entrySet().stream()
                    .limit(object.size() > 30 ? 2 : 30)
                    .forEach(entry -> collect(
                            entry.getValue(),
                            Stream.concat(at.stream(), Stream.of(entry.getKey()))
                                    .toList(),
                            paths));
        }
    }

    private static JsonElement with(JsonElement root, List<Object> path, JsonElement value) {
        if (path.isEmpty()) {
            return value;
        }
        JsonElement copy = root.deepCopy();
        List<Object> rest = path.subList(1, path.size());
        if (copy instanceof JsonArray list) {
            int index = (Integer) path.get(0);
            list.set(index, with(list.get(index), rest, value));
        } else {
            String key = (String) path.get(0);
            copy.getAsJsonObject().add(key, with(copy.getAsJsonObject().get(key), rest, value));
        }
        return copy;
    }

    private void judge(Path file, JsonElement precision, List<Object> path, String value) {
        Path place = folder.resolve(folder.relativize(file).getName(0));
        String subject = folder.relativize(file) + " " + path + " = " + value + ": ";
        try {
            score(FolderModel.of(
                    place,
                    "m",
                    precision == null
                            ? Precision.FP32
                            : Precision.valueOf(precision.getAsString().toUpperCase(Locale.ROOT))));
            outcomes.add("works");
        } catch (ModelUnavailableException e) {
            outcomes.add("refused");
            String message = String.valueOf(e.getMessage());
            if (!isNamed(message, file, path, value)) {
                problems.add(subject + message);
            }
        } catch (Throwable e) {
            problems.add(subject + e);
        }
    }

    private static void score(FolderModel model) {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(model, OnnxOptions.defaults())) {
            Embedding prompt = scorer.embed(ReferencePictures.PROMPTS.get(0));
            assertThat(prompt.cosine(scorer.embed(ReferencePictures.draw().get(0))))
                    .isBetween(-1.01, 1.01);
            assertThat(scorer.model().logits().scale()).isPositive();
        }
    }

    /** A value that is missing is told with the file that could have it, or with what of the graph it does not suit. */
    private static boolean isNamed(String message, Path file, List<Object> path, String value) {
        if (value.isEmpty()) {
            return message.contains(file.getFileName().toString());
        }
        if (value.equals("null") || value.equals("{}") || value.equals("{\"x\": 1}")) {
            return Stream.of(
                            "must be ",
                            "are not known keys",
                            "neither ",
                            "the graph takes another size",
                            "it has no ",
                            "library says")
                    .anyMatch(message::contains);
        }
        String key = (String) path.stream()
                .filter(String.class::isInstance)
                .reduce((a, b) -> b)
                .orElseThrow();
        boolean isNone = (key.equals("pad_token_id") && value.equals("-1"))
                || (key.equals("model_max_length") && value.matches("1e308|\\d{7,}"));
        if (isNone) {
            return message.contains(", but neither ") || message.contains(": neither "); // so transformers writes that
        }
        boolean isShown = message.matches("(?s).* must be .*, but is .*" + Pattern.quote(value.replace(" ", "")) + ".*")
                || (value.startsWith("[") && message.matches("(?s).* must be .*, but is (\\[?\"x\"|\\[?-1|null).*"));
        return message.contains("model file [" + file + "]")
                && ((message.contains(key) && isShown) || message.contains("library says"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "config.json | \"model_type\": \"clip\" | \"model_type\": null | model_type must be clip, chinese_clip, siglip,"
                        + " siglip2 or jina_clip, or missing along with open_clip's text_cfg and vision_cfg, but is"
                        + " null",
                "config.json | \"text_config\": {\"max_position_embeddings\": 77} | \"text_config\": \"x\" | text_config must be"
                        + " an object, but is \"x\"",
                "preprocessor_config.json | \"crop_size\": {\"height\": 12, \"width\": 12} | \"crop_size\": \"x\" | crop_size"
                        + " must be a whole number from 1 to 2048, but is \"x\"",
                "preprocessor_config.json | \"size\": {\"shortest_edge\": 12} | \"size\": -1 | size must be a whole number from"
                        + " 1 to 2048, but is -1",
                "preprocessor_config.json | 0.26862954 | 0 | image_std[0] must be a number from 1.0E-6 to 1000000.0, but is 0"
            })
    void should_say_what_was_expected(String name, String old, String mutated, String said) throws IOException {
        JsonObject files = JsonParser.parseString(Files.readString(RESOURCES.resolve("layouts/layouts.json")))
                .getAsJsonObject()
                .getAsJsonArray("cases")
                .get(0)
                .getAsJsonObject()
                .getAsJsonObject("files");
        layOut(files, folder);
        Path file = folder.resolve(name);
        String text = Files.readString(file).replace(":", ": ").replace(",", ", ");
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, mutated));
        assertThatThrownBy(() -> OnnxClipScorer.load(folder))
                .isInstanceOf(ModelUnavailableException.class)
                .hasMessageContaining("because model file [" + file + "] cannot be used: " + said + "\n");
    }

    /** Each of these ended the JVM: Rust cannot unwind through Java. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{\"Regex\": \"\\\\s+\"} | {\"Regex\": \"\"} | [1].pattern.Regex must be a string that cannot match"
                        + " the empty text, but is \"\"",
                "{\"Regex\": \"\\\\s+\"} | {\"Regex\": \"x*\"} | [1].pattern.Regex must be a string that cannot match"
                        + " the empty text, but is \"x*\"",
                "{\"Regex\": \"\\\\s+\"} | {\"Regex\": \"(?=a)\"} | [1].pattern.Regex must be a string that cannot"
                        + " match the empty text, but is \"(?=a)\"",
                "{\"Regex\": \"\\\\s+\"} | {\"String\": \"\"} | [1].pattern.String must be a string that cannot match"
                        + " the empty text, but is \"\"",
                "\"type\": \"Lowercase\" | \"type\": \"Prepend\", \"prepend\": \"\" | [2].prepend must be a string"
                        + " that cannot match the empty text, but is \"\"",
                "{\"type\": \"NFC\"} | {\"type\": \"Precompiled\", \"precompiled_charsmap\": \"AQAAAP////8=\"} |"
                        + " [0].precompiled_charsmap must be a character map of SentencePiece in Base64, but is"
                        + " \"AQAAAP////8=\""
            })
    void should_refuse_normalizers_that_end_the_jvm(String old, String mutated, String said) throws IOException {
        for (String file : List.of("config.json", "preprocessor_config.json")) {
            Files.copy(RESOURCES.resolve("tiny-clip/split").resolve(file), folder.resolve(file));
        }
        for (String file : List.of("vision_model.onnx", "text_model.onnx")) {
            Files.copy(RESOURCES.resolve("tiny-clip/split/onnx").resolve(file), folder.resolve(file));
        }
        Path file = folder.resolve("tokenizer.json");
        String text = Files.readString(RESOURCES.resolve("tiny-clip/split/tokenizer.json"));
        assertThat(text).contains(old);
        Files.writeString(file, text.replace(old, mutated));
        try (OnnxClipScorer scorer = OnnxClipScorer.load(folder)) {
            assertThatThrownBy(() -> scorer.embed("a"))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessage("model file [" + file + "] cannot be used: normalizer.normalizers" + said);
        }
    }

    @Test
    void should_name_the_field_of_reference_cosines() throws IOException {
        Path file = folder.resolve("clipunit-reference.json");
        String right = "{\"models\": {\"m\": {\"pictures\": 1, \"cosines\": []}}}";
        for (String[] broken : new String[][] {
            {"{\"m\"", "null, \"m\"", "it is not JSON: something else was expected, in line 1"},
            {"1,", "\"x\",", "field [models.m.pictures] must be a number from 0.0 to 2.147483647E9, but is [\"x\"]"},
            {"[]", "[[0.5, null]]", "field [models.m.cosines[0][1]] must be a number, but is [null]"},
            {"[]", "7", "field [models.m.cosines] must be a list, but is [7]"},
            {"[]", "[[0.5]]", "field [models.m.cosines] must be 6 lists of 6 numbers, one per picture, but is [[0.5]]"}
        }) {
            Files.writeString(file, right.replace(broken[0], broken[1]));
            assertThatThrownBy(() -> ReferenceCosines.read(file))
                    .isInstanceOf(ModelUnavailableException.class)
                    .hasMessage("file of reference cosines [" + file + "] cannot be read: " + broken[2]
                            + "; restore it from version control, or delete it and record it again");
        }
    }
}
