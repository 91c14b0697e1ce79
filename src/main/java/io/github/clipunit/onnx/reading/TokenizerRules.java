package io.github.clipunit.onnx.reading;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonPrimitive;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.Layout;
import io.github.clipunit.model.ModelDirectory;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The rules for a model's tokenizer outside of {@code tokenizer.json} itself.
 *
 * @param padToken the text of the padding token
 * @param padId its id, if only that is known
 * @param isPaddedLeft whether padding goes before the first token
 * @param isMasked whether a graph that takes a mask is given one that marks padding
 * @param lowerCase whether prompts are lower-cased, if files other than {@code tokenizer.json} state it
 * @param caseRule the source of that rule
 * @param maxLength the length of the longest prompt in tokens, if the tokenizer states it
 */
public record TokenizerRules(
        Optional<String> padToken,
        Optional<Integer> padId,
        boolean isPaddedLeft,
        boolean isMasked,
        Optional<Boolean> lowerCase,
        String caseRule,
        Optional<Integer> maxLength) {

    private static final Pattern LOWER = Pattern.compile("\"type\"\\s*:\\s*\"Lowercase\"");
    private static final Pattern BERT = Pattern.compile("\"type\"\\s*:\\s*\"BertNormalizer\"");
    private static final List<String> LOWER_BY_DEFAULT = List.of("SiglipTokenizer", "BertTokenizer");
    private static final String NORMALIZER = "normalizer";
    private static final String PAD = "pad_token";

    /** The bound for stated lengths; transformers writes 1e30 if no length was set. */
    private static final double NO_LENGTH = 1e6;

    /**
     * Reads the rules.
     *
     * @param type the model's type
     * @param vocabulary the number of tokens of the text tower, or 0
     * @param textPadId the padding token in the text tower's configuration
     */
    static TokenizerRules of(ModelDirectory directory, String type, int vocabulary, Optional<Integer> textPadId) {
        ConfigFile file = directory
                .find(Layout.TOKENIZER_CONFIG)
                .map(ConfigFile::of)
                .orElseGet(() -> ConfigFile.missing("tokenizer_config.json"));
        String tokenizer = file.text("tokenizer_class").orElse("").replaceFirst("Fast$", "");
        Optional<Boolean> said = file.flag("do_lower_case");
        Optional<Boolean> lowerCase = said;
        String caseRule = "do_lower_case of tokenizer_config.json";
        if (isSiglip2(type, tokenizer, vocabulary)) {
            lowerCase = Optional.of(true);
            caseRule = "SigLIP 2's own tokenizer, which always lower-cases";
        } else if (said.isEmpty() && LOWER_BY_DEFAULT.contains(tokenizer)) {
            lowerCase = Optional.of(true);
            caseRule = tokenizer + ", which lower-cases unless do_lower_case is false";
        } else if (said.isEmpty()) {
            caseRule = "tokenizer.json alone";
        }
        if (!List.of("left", "right").contains(file.text("padding_side").orElse("right"))) {
            throw file.wrong("padding_side", "left or right");
        }
        Optional<JsonElement> inputs = file.given("model_input_names");
        if (inputs.isPresent() && !inputs.get().isJsonArray()) {
            throw file.wrong("model_input_names", "a list of strings");
        }
        return new TokenizerRules(
                padToken(file).or(() -> directory
                        .find(Layout.SPECIAL_TOKENS)
                        .flatMap(tokens -> padToken(ConfigFile.of(tokens)))),
                textPadId,
                file.text("padding_side").orElse("right").equals("left"),
                inputs.isEmpty() || inputs.get().toString().contains(GraphSignature.MASK),
                lowerCase,
                caseRule,
                file.number("model_max_length", 3, Double.MAX_VALUE)
                        .filter(length -> length < NO_LENGTH)
                        .flatMap(length -> file.whole("model_max_length", 3, (int) NO_LENGTH)));
    }

    /**
     * Returns whether it is SigLIP 2. Its models of fixed size name siglip as their type, and have Gemma's tokenizer,
     * which keeps case.
     */
    private static boolean isSiglip2(String type, String tokenizer, int vocabulary) {
        return type.equals("siglip2")
                || tokenizer.equals("Siglip2Tokenizer")
                || (type.equals("siglip")
                        && (tokenizer.startsWith("Gemma") || (tokenizer.isEmpty() && vocabulary == 256_000)));
    }

    /** Reads a token that is a string or an object. */
    private static Optional<String> padToken(ConfigFile file) {
        boolean isObject = file.json().get(PAD) instanceof JsonObject;
        ConfigFile owner = isObject ? file.object(PAD) : file;
        String key = isObject ? "content" : PAD;
        Optional<String> token = owner.text(key);
        if (token.map(String::isEmpty).orElse(isObject)) {
            throw owner.wrong(key, "a string that is not empty");
        }
        return token;
    }

    /** Returns the {@code tokenizer.json} changed to follow the rules. */
    public byte[] applied(byte[] json) {
        if (lowerCase.isEmpty()) {
            return json;
        }
        String text = new String(json, StandardCharsets.UTF_8);
        boolean isBert = BERT.matcher(text).find();
        if (!isBert && (!lowerCase.get() || LOWER.matcher(text).find())) {
            return json;
        }
        JsonObject root = JsonParser.parseString(text).getAsJsonObject();
        JsonElement normalizer = root.get(NORMALIZER);
        if (isBert
                && normalizer instanceof JsonObject bert
                && BERT.matcher(bert.toString()).find()) {
            bert.addProperty("lowercase", lowerCase.get());
        } else {
            JsonArray steps = new JsonArray();
            JsonObject lower = new JsonObject();
            lower.addProperty("type", "Lowercase");
            steps.add(lower);
            if (normalizer instanceof JsonObject) {
                steps.add(normalizer);
            }
            JsonObject sequence = new JsonObject();
            sequence.addProperty("type", "Sequence");
            sequence.add("normalizers", steps);
            root.add(NORMALIZER, sequence);
        }
        return root.toString().getBytes(StandardCharsets.UTF_8);
    }

    /**
     * Returns the id of the padding token from the vocabulary only, because its text may be tokenized as several
     * tokens, or as another one.
     */
    public long padIdIn(ConfigFile tokenizer) {
        String token = padToken.orElseThrow();
        JsonElement vocabulary = tokenizer.object("model").json().get("vocab");
        if (vocabulary instanceof JsonObject ids && ids.has(token)) {
            return tokenizer.whole("model.vocab." + token, ids.get(token), 0, Integer.MAX_VALUE);
        }
        if (vocabulary instanceof JsonArray list) {
            for (int id = 0; id < list.size(); id++) {
                if (list.get(id) instanceof JsonArray entry && entry.contains(new JsonPrimitive(token))) {
                    return id;
                }
            }
        }
        throw tokenizer.malformed("pad_token [" + token
                + "] of tokenizer_config.json or special_tokens_map.json must be one of its tokens");
    }

    /** Returns the case rule and its source, in words. */
    String sayCase() {
        return lowerCase.isEmpty()
                ? "by " + caseRule
                : (lowerCase.get() ? "lower case, by " : "as tokenizer.json has it, by ") + caseRule;
    }

    /** Returns the padding token, in words. */
    Optional<String> sayPadding() {
        return padToken.map(token -> "[" + token + "]").or(() -> padId.map(id -> "id " + id));
    }
}
