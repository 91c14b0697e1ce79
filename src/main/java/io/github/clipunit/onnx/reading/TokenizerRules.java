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
 * What a model's files say of its tokenizer beside {@code tokenizer.json} itself.
 *
 * @param padToken the text of the token that fills prompts up
 * @param padId its id, where only that is known
 * @param isPaddedLeft whether prompts are filled up before their first token
 * @param isMasked whether a graph that takes a mask is told which tokens fill up
 * @param lowerCase whether prompts are lower-cased, where files beside {@code tokenizer.json} say
 * @param caseRule who says so
 * @param maxLength the longest prompt in tokens, where the tokenizer says
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

    /** transformers writes 1e30 where nobody set a length. */
    private static final double NO_LENGTH = 1e6;

    /**
     * Reads them.
     *
     * @param type the model's type
     * @param vocabulary how many tokens the text tower has, or 0
     * @param textPadId what the text tower's configuration says
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
            throw file.wrong("model_input_names", "a list of texts");
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

    /** The models of fixed size say siglip, and have Gemma's tokenizer, which itself keeps case. */
    private static boolean isSiglip2(String type, String tokenizer, int vocabulary) {
        return type.equals("siglip2")
                || tokenizer.equals("Siglip2Tokenizer")
                || (type.equals("siglip")
                        && (tokenizer.startsWith("Gemma") || (tokenizer.isEmpty() && vocabulary == 256_000)));
    }

    /** Bare or in an object. */
    private static Optional<String> padToken(ConfigFile file) {
        boolean isObject = file.json().get(PAD) instanceof JsonObject;
        ConfigFile owner = isObject ? file.object(PAD) : file;
        String key = isObject ? "content" : PAD;
        Optional<String> token = owner.text(key);
        if (token.map(String::isEmpty).orElse(isObject)) {
            throw owner.wrong(key, "a text that is not empty");
        }
        return token;
    }

    /** The {@code tokenizer.json} that does what the rules say. */
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

    /** The id of the padding token by the vocabulary alone: as a text it may be several tokens, or another one. */
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

    /** In words: whether case counts, and who says so. */
    String sayCase() {
        return lowerCase.isEmpty()
                ? "by " + caseRule
                : (lowerCase.get() ? "lower case, by " : "as tokenizer.json has it, by ") + caseRule;
    }

    /** With what prompts are filled up. */
    Optional<String> sayPadding() {
        return padToken.map(token -> "[" + token + "]").or(() -> padId.map(id -> "id " + id));
    }
}
