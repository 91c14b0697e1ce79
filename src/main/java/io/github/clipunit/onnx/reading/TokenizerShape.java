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
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;

/**
 * Checks of a {@code tokenizer.json} that its library does not do: which value it cannot read, and which normalizers
 * make it panic, which would end the whole JVM.
 */
public final class TokenizerShape {

    private static final String ID = "a whole number from 0 to 4294967295";
    private static final String MERGE = "a string or a list of two";

    /** The required types of keys, wherever they are, and of the items of lists. */
    private static final Map<String, String> KINDS = new HashMap<>();

    static {
        kind(
                "true or false",
                "lstrip rstrip normalized special single_word trim_offsets add_prefix_space use_regex invert");
        kind("true or false", "byte_fallback fuse_unk ignore_merges lowercase");
        kind("a string", "content String Regex prepend behavior version");
        kind("a string or null", "unk_token continuing_subword_prefix end_of_word_suffix");
        kind("an object or null", "normalizer pre_tokenizer post_processor decoder padding truncation");
        kind("a list", "added_tokens normalizers pretokenizers processors decoders merges");
        kind("an object", "model pattern added_tokens[] normalizers[] pretokenizers[] processors[] decoders[]");
        kind("a list of a string and a whole number", "cls sep");
        kind("a number or null", "dropout");
        kind(MERGE, "merges[]");
    }

    /** Texts in which any pattern that can match the empty text does. */
    private static final List<String> SAMPLES = List.of("", "a", " Az  09.\u00e9\n<|x|>");

    private final ConfigFile file;

    private TokenizerShape(ConfigFile file) {
        this.file = file;
    }

    private static void kind(String expected, String keys) {
        List.of(keys.split(" ")).forEach(key -> KINDS.put(key, expected));
    }

    private static boolean is(String expected, JsonElement value) {
        boolean isNull = value.isJsonNull();
        return switch (expected) {
            case "true or false" -> value instanceof JsonPrimitive one && one.isBoolean();
            case "a string" -> isText(value);
            case "a string or null" -> isNull || isText(value);
            case "an object" -> value.isJsonObject();
            case "an object or null" -> isNull || value.isJsonObject();
            case "a list" -> value.isJsonArray();
            case "a number or null" -> isNull || (value instanceof JsonPrimitive one && one.isNumber());
            case ID ->
                value instanceof JsonPrimitive one
                        && one.isNumber()
                        && one.getAsDouble() == Math.rint(one.getAsDouble())
                        && one.getAsDouble() >= 0
                        && one.getAsDouble() <= 0xffff_ffffL;
            case MERGE -> isText(value) || (value instanceof JsonArray two && two.size() == 2);
            default -> value instanceof JsonArray two && two.size() == 2 && isText(two.get(0)) && is(ID, two.get(1));
        };
    }

    private static boolean isText(JsonElement value) {
        return value instanceof JsonPrimitive one && one.isString();
    }

    /**
     * Refuses normalizers that make the library panic. It reads no further than these, because the large vocabulary
     * follows.
     *
     * @throws ModelUnavailableException naming the value
     */
    public static void requireSafe(ModelFile file, byte[] json) {
        try (JsonReader reader = new JsonReader(new StringReader(new String(json, StandardCharsets.UTF_8)))) {
            reader.beginObject();
            while (reader.hasNext()) {
                if (reader.nextName().equals("normalizer")) {
                    new TokenizerShape(ConfigFile.missing(file.description()))
                            .requireSafe("normalizer", "", JsonParser.parseReader(reader));
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

    private void requireSafe(String path, String key, JsonElement value) {
        if (value instanceof JsonObject object) {
            object.entrySet()
                    .forEach(entry -> requireSafe(path + "." + entry.getKey(), entry.getKey(), entry.getValue()));
        } else if (value instanceof JsonArray parts) {
            for (int i = 0; i < parts.size(); i++) {
                requireSafe(path + "[" + i + "]", "", parts.get(i));
            }
        } else if (isText(value)) {
            boolean matches = List.of("Regex", "String", "prepend").contains(key);
            if (key.equals("precompiled_charsmap") && !isCharsmap(value)) {
                throw file.wrong(path, "a character map of SentencePiece in Base64", value);
            }
            if (matches && matchesNothing(value.getAsString(), key.equals("Regex") ? 0 : Pattern.LITERAL)) {
                throw file.wrong(path, "a string that cannot match the empty text", value);
            }
        }
    }

    private static boolean matchesNothing(String text, int flags) {
        try {
            Pattern pattern = Pattern.compile(text, flags);
            return SAMPLES.stream()
                    .flatMap(sample -> pattern.matcher(sample).results())
                    .anyMatch(match -> match.start() == match.end());
        } catch (PatternSyntaxException e) {
            return false; // a syntax other than Java's, which the library checks
        }
    }

    /**
     * Returns whether the value is the Base64 of the length of a trie of whole numbers, the trie, and texts in UTF-8.
     */
    private static boolean isCharsmap(JsonElement value) {
        try {
            ByteBuffer map = ByteBuffer.wrap(Base64.getDecoder().decode(value.getAsString()))
                    .order(ByteOrder.LITTLE_ENDIAN);
            int trie = map.remaining() < 4 ? 0 : map.getInt();
            return trie >= 4
                    && trie % 4 == 0
                    && trie < map.remaining()
                    && StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(map.position(4 + trie))
                            .hasRemaining();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            return false;
        }
    }

    /**
     * Returns the error for a file that the library cannot read: it names the wrong value, or quotes the library if
     * none is found.
     */
    public static ModelUnavailableException explain(ModelFile file, Exception refusal) {
        try {
            ConfigFile json = ConfigFile.of(file);
            new TokenizerShape(json).require("", "", json.json());
            return json.malformed("the tokenizers library says: " + refusal.getMessage(), refusal);
        } catch (ModelUnavailableException known) {
            known.addSuppressed(refusal);
            return known;
        }
    }

    private void require(String path, String key, JsonElement value) {
        boolean isId = path.startsWith("model.vocab.") || path.matches("added_tokens\\[\\d+\\]\\.id");
        String expected = isId ? ID : KINDS.get(key);
        if (expected != null && !is(expected, value)) {
            throw file.wrong(path, expected, value);
        }
        if (value instanceof JsonObject object) {
            String above = path.isEmpty() ? "" : path + ".";
            object.entrySet().forEach(entry -> require(above + entry.getKey(), entry.getKey(), entry.getValue()));
        } else if (value instanceof JsonArray list) {
            for (int i = 0; i < list.size(); i++) {
                require(path + "[" + i + "]", key + "[]", list.get(i));
            }
        }
    }
}
