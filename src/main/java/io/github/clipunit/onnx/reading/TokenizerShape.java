package io.github.clipunit.onnx.reading;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import com.google.gson.stream.JsonReader;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.ModelFile;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.io.StringReader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Stream;

/**
 * What the tokenizer's library does not say of a {@code tokenizer.json}: which value it cannot read, and which normalizers
 * make it panic, which ends the whole JVM.
 */
public final class TokenizerShape {

    private static final Set<String> TYPES = Set.of(("BertNormalizer Strip StripAccents NFC NFD NFKC NFKD Sequence"
                    + " Lowercase Nmt Precompiled Replace Prepend ByteLevel BertPreTokenizer Delimiter CharDelimiterSplit"
                    + " Metaspace Whitespace Split Punctuation WhitespaceSplit Digits UnicodeScripts FixedLength"
                    + " BertProcessing RobertaProcessing TemplateProcessing BPEDecoder WordPiece CTC Fuse ByteFallback BPE"
                    + " WordLevel Unigram")
            .split(" "));

    private static final Set<String> SPLITS =
            Set.of("Removed", "Isolated", "MergedWithPrevious", "MergedWithNext", "Contiguous");

    /** In which any pattern that can match nothing does. */
    private static final List<String> SAMPLES = List.of("", "a", " Az  09.\u00e9\n<|x|>");

    private static final Map<String, Kind> KINDS = kinds();

    /** Of lists by their keys. */
    private static final Map<String, Kind> ITEMS = items();

    private final ConfigFile file;

    private TokenizerShape(ConfigFile file) {
        this.file = file;
    }

    private record Kind(String expected, Predicate<JsonElement> test) {}

    private static Map<String, Kind> kinds() {
        Kind flag = new Kind("true or false", value -> value instanceof JsonPrimitive one && one.isBoolean());
        Kind text = new Kind("a text", TokenizerShape::isText);
        Kind textOrNull = new Kind("a text or null", value -> value.isJsonNull() || isText(value));
        Kind part = new Kind("an object with a type, or null", value -> value.isJsonNull() || hasKey(value, "type"));
        Kind list = new Kind("a list", JsonElement::isJsonArray);
        Kind pair = new Kind(
                "a list of a text and a whole number",
                value -> value instanceof JsonArray two && two.size() == 2 && isText(two.get(0)) && isId(two.get(1)));
        Map<String, Kind> kinds = new HashMap<>();
        Stream.of(("lstrip rstrip normalized special single_word trim_offsets add_prefix_space use_regex invert"
                                + " byte_fallback fuse_unk ignore_merges lowercase")
                        .split(" "))
                .forEach(key -> kinds.put(key, flag));
        Stream.of("content", "String", "Regex", "prepend").forEach(key -> kinds.put(key, text));
        Stream.of("unk_token", "continuing_subword_prefix", "end_of_word_suffix")
                .forEach(key -> kinds.put(key, textOrNull));
        Stream.of("normalizer", "pre_tokenizer", "post_processor", "decoder").forEach(key -> kinds.put(key, part));
        Stream.of("added_tokens", "normalizers", "pretokenizers", "processors", "decoders", "merges")
                .forEach(key -> kinds.put(key, list));
        Stream.of("cls", "sep").forEach(key -> kinds.put(key, pair));
        kinds.put(
                "padding",
                new Kind(
                        "an object with a strategy, or null",
                        value -> value.isJsonNull() || hasKey(value, "strategy")));
        kinds.put(
                "truncation",
                new Kind(
                        "an object with max_length, or null",
                        value -> value.isJsonNull() || hasKey(value, "max_length")));
        kinds.put("version", new Kind("\"1.0\"", value -> isOneOf(Set.of("1.0"), value)));
        kinds.put("type", new Kind("a type that is known", value -> isOneOf(TYPES, value)));
        kinds.put("behavior", new Kind("one of " + SPLITS, value -> isOneOf(SPLITS, value)));
        kinds.put("pattern", new Kind("an object with String or Regex", TokenizerShape::isPattern));
        kinds.put("model", new Kind("an object", JsonElement::isJsonObject));
        kinds.put("vocab", new Kind("an object or a list", value -> value.isJsonObject() || value.isJsonArray()));
        kinds.put(
                "dropout",
                new Kind("a number from 0 to 1, or null", value -> value.isJsonNull() || isNumber(value, 1)));
        return kinds;
    }

    private static Map<String, Kind> items() {
        Kind part = new Kind("an object", JsonElement::isJsonObject);
        return Map.of(
                "added_tokens", part,
                "normalizers", part,
                "pretokenizers", part,
                "processors", part,
                "decoders", part,
                "merges", new Kind("a text or a list of two", TokenizerShape::isMerge));
    }

    private static boolean hasKey(JsonElement value, String key) {
        return value instanceof JsonObject object && object.has(key);
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive one && one.isString();
    }

    private static boolean isOneOf(Set<String> known, JsonElement value) {
        return isText(value) && known.contains(value.getAsString());
    }

    private static boolean isPattern(JsonElement value) {
        return value instanceof JsonObject object
                && object.size() == 1
                && (object.has("String") || object.has("Regex"));
    }

    private static boolean isNumber(JsonElement value, double max) {
        return value instanceof JsonPrimitive one
                && one.isNumber()
                && one.getAsDouble() >= 0
                && one.getAsDouble() <= max;
    }

    private static boolean isId(JsonElement value) {
        return isNumber(value, 0xffff_ffffL) && value.getAsDouble() == Math.rint(value.getAsDouble());
    }

    /**
     * Refuses normalizers that make the library panic. Reads no further than these: the vocabulary follows and is large.
     *
     * @throws ModelUnavailableException naming the value
     */
    public static void requireSafe(ModelFile file, byte[] json) {
        try (JsonReader reader = new JsonReader(new StringReader(new String(json, StandardCharsets.UTF_8)))) {
            reader.beginObject();
            while (reader.hasNext()) {
                if (reader.nextName().equals("normalizer")) {
                    new TokenizerShape(ConfigFile.missing(file.description()))
                            .requireSafe("normalizer", JsonParser.parseReader(reader));
                    return;
                }
                reader.skipValue();
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            if (e instanceof ModelUnavailableException unsafe) {
                throw unsafe;
            } // else the library refuses it
        }
    }

    private void requireSafe(String path, JsonElement part) {
        if (!(part instanceof JsonObject object)) {
            return;
        }
        object.entrySet().forEach(entry -> {
            String key = path + "." + entry.getKey();
            JsonElement value = entry.getValue();
            if (value instanceof JsonArray parts) {
                for (int i = 0; i < parts.size(); i++) {
                    requireSafe(key + "[" + i + "]", parts.get(i));
                }
            } else if (entry.getKey().equals("precompiled_charsmap") && isText(value) && !isCharsmap(value)) {
                throw file.wrong(key, "a character map of SentencePiece in Base64", value);
            } else if (Set.of("Regex", "String", "prepend").contains(entry.getKey())
                    && isText(value)
                    && matchesNothing(entry.getKey(), value.getAsString())) {
                throw file.wrong(key, "a text that cannot match the empty one", value);
            }
            requireSafe(key, value);
        });
    }

    private static boolean matchesNothing(String kind, String text) {
        try {
            Pattern pattern = Pattern.compile(text, kind.equals("Regex") ? 0 : Pattern.LITERAL);
            return SAMPLES.stream()
                    .anyMatch(sample ->
                            pattern.matcher(sample).results().anyMatch(match -> match.start() == match.end()));
        } catch (PatternSyntaxException e) {
            return false; // of another syntax than Java's: the library's own word counts
        }
    }

    /** The length of a trie of whole numbers, the trie, and texts in UTF-8. */
    private static boolean isCharsmap(JsonElement value) {
        try {
            ByteBuffer map = ByteBuffer.wrap(Base64.getDecoder().decode(value.getAsString()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int trie = map.remaining() < 4 ? 0 : map.getInt();
            if (trie < 4 || trie % 4 != 0 || trie > map.remaining()) {
                return false;
            }
            return StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(map.position(4 + trie))
                            .length()
                    > 0;
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
    }

    /** The refusal of a file that the library cannot read: by the value, or in the library's words where none is found. */
    public static ModelUnavailableException explain(ModelFile file, Exception refusal) {
        try {
            ConfigFile json = ConfigFile.of(file);
            TokenizerShape shape = new TokenizerShape(json);
            json.json().entrySet().forEach(entry -> shape.require(entry.getKey(), entry.getKey(), entry.getValue()));
            return json.malformed("the tokenizers library says: " + refusal.getMessage(), refusal);
        } catch (ModelUnavailableException known) {
            known.addSuppressed(refusal);
            return known;
        }
    }

    private void require(String path, String key, JsonElement value) {
        Kind kind = KINDS.get(key);
        boolean isId = path.startsWith("model.vocab.") || path.matches("added_tokens\\[\\d+\\]\\.id");
        if (isId && !isId(value)) {
            throw file.wrong(path, "a whole number from 0 to 4294967295", value);
        }
        if (!isId && kind != null && !kind.test().test(value)) {
            throw file.wrong(path, kind.expected(), value);
        }
        if (value instanceof JsonObject object) {
            object.entrySet().forEach(entry -> require(path + "." + entry.getKey(), entry.getKey(), entry.getValue()));
        } else if (value instanceof JsonArray list) {
            Kind item = ITEMS.get(key);
            for (int i = 0; i < list.size(); i++) {
                String place = path + "[" + i + "]";
                if (item != null && !item.test().test(list.get(i))) {
                    throw file.wrong(place, item.expected(), list.get(i));
                }
                require(place, "", list.get(i));
            }
        }
    }

    private static boolean isMerge(JsonElement value) {
        return isText(value)
                || (value instanceof JsonArray two && two.size() == 2 && isText(two.get(0)) && isText(two.get(1)));
    }
}
