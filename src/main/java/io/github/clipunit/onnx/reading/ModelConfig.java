package io.github.clipunit.onnx.reading;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.Logits;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.Layout;
import io.github.clipunit.model.ModelDirectory;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What a model's own configuration says.
 *
 * @param file the file that says it; {@code model_cfg} of it in open_clip's own
 * @param type its {@code model_type}, or {@code open_clip} where it has the keys of that
 */
public record ModelConfig(ConfigFile file, String type) {

    /** CLIP's own start value, ln(1 / 0.07): a file that still has it does not tell the trained one. */
    private static final double UNTRAINED = 2.6592;

    static final String OPEN_CLIP = "open_clip";

    /** How many tokens the text towers of {@code transformers}, and both of jina-clip's, read where a file does not say. */
    private static final Map<String, Integer> CONTEXTS =
            Map.of("clip", 77, "chinese_clip", 512, "siglip", 64, "siglip2", 64, "jina_clip", 8192, OPEN_CLIP, 77);

    private static final String TEXT = "text_config";
    private static final String LENGTH = "max_position_embeddings";

    public static ModelConfig of(ModelDirectory directory) {
        ConfigFile file = ConfigFile.of(directory.require(Layout.CONFIG));
        ConfigFile config = file.json().has("model_cfg")
                ? new ConfigFile(file.name() + ", model_cfg,", file.object("model_cfg"))
                : file;
        Optional<String> type = config.text(config.json(), "model_type");
        if (type.isEmpty() && config.json().has("text_cfg") && config.json().has("vision_cfg")) {
            return new ModelConfig(config, OPEN_CLIP).cleaned();
        }
        if (!CONTEXTS.containsKey(type.orElse("")) || type.orElse("").equals(OPEN_CLIP)) {
            throw config.malformed("model_type [" + type.orElse("") + "] is not known; known are clip, chinese_clip,"
                    + " siglip, siglip2 and jina_clip, and open_clip's files without one");
        }
        return new ModelConfig(config, type.get());
    }

    /** open_clip cleans prompts before it tokenizes them; what clipunit does not do is refused. */
    private ModelConfig cleaned() {
        JsonObject text = file.object("text_cfg");
        JsonElement options = text.get("tokenizer_kwargs");
        JsonElement clean = options instanceof JsonObject object ? object.get("clean") : null;
        if (clean != null && !List.of("\"lower\"", "\"whitespace\"").contains(clean.toString())) {
            throw file.malformed(
                    "text_cfg.tokenizer_kwargs.clean " + clean + " is not known; lower and whitespace are");
        }
        return this;
    }

    /** Whether it was trained with a sigmoid over single pairs: its scale and bias are its own. */
    public boolean isSigmoid() {
        return type.startsWith("siglip") || file.json().has("init_logit_bias");
    }

    private JsonObject text() {
        return file.object(type.equals(OPEN_CLIP) ? "text_cfg" : TEXT);
    }

    /** The side that the vision tower was made for, where it says. */
    Optional<Integer> imageSize() {
        JsonObject vision = file.object(type.equals(OPEN_CLIP) ? "vision_cfg" : "vision_config");
        JsonElement size = vision.get("image_size");
        return size != null && size.isJsonPrimitive()
                ? Optional.of(file.whole(vision, "image_size", 0))
                : Optional.empty();
    }

    public TokenizerRules tokenizer(ModelDirectory directory) {
        JsonObject text = text();
        int pad = file.whole(text, "pad_token_id", -1);
        return TokenizerRules.of(
                directory, type, file.whole(text, "vocab_size", 0), pad < 0 ? Optional.empty() : Optional.of(pad));
    }

    /** The longest prompt in tokens, start and end included. */
    int contextLength(TokenizerRules tokenizer) {
        String key = type.equals(OPEN_CLIP) ? "context_length" : LENGTH;
        int said = file.whole(text(), key, 0);
        int context = said == 0 ? Objects.requireNonNull(CONTEXTS.get(type)) : said;
        int read = tokenizer.maxLength().orElse(0);
        boolean isOwn = List.of("clip", "siglip", "siglip2", OPEN_CLIP).contains(type);
        int length = isOwn || read == 0 ? context : Math.min(context, read);
        if (length < 3) {
            throw file.malformed(
                    said != 0
                            ? TEXT + "." + key + " (" + said + ") must be at least 3"
                            : "model_max_length (" + read + ") of tokenizer_config.json must be at least 3");
        }
        return length;
    }

    /** Whether prompts are always filled up to the context: the text tower saw no others. */
    public boolean isPaddedToContext() {
        return isSigmoid() || type.equals(OPEN_CLIP);
    }

    /** How a cosine becomes a logit, where the file says. */
    Optional<Logits> logits() {
        double log =
                file.number(file.json(), "logit_scale", file.number(file.json(), "logit_scale_init_value", UNTRAINED));
        double bias = file.number(file.json(), "logit_bias", Double.NaN);
        if (Math.abs(log - UNTRAINED) < 1e-4 || (isSigmoid() && Double.isNaN(bias))) {
            return Optional.empty();
        }
        return Optional.of(file.checked(() -> new Logits(Math.exp(log), isSigmoid() ? bias : 0, isSigmoid())));
    }

    /** Under what names the vision tower's result may be found, best first; none where it is the only output. */
    public List<String> imageOutputs() {
        return outputs("image");
    }

    /** Under what names the text tower's result may be found, best first. */
    public List<String> textOutputs() {
        return outputs("text");
    }

    private List<String> outputs(String side) {
        String embeds = side + "_embeds";
        return switch (type) {
            case "siglip", "siglip2" -> List.of(embeds, "pooler_output");
            case "jina_clip" -> List.of(side + "_embeddings", "l2norm_" + side + "_embeddings", embeds);
            case OPEN_CLIP -> List.of();
            default -> List.of(embeds);
        };
    }
}
