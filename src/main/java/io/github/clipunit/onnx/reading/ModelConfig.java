package io.github.clipunit.onnx.reading;

import com.google.gson.JsonArray;
import io.github.clipunit.Logits;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.Layout;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.onnx.pixels.PreprocessorConfig;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * A model's own configuration.
 *
 * @param file the file that contains it; in open_clip's, its {@code model_cfg}
 * @param type its {@code model_type}, or {@code open_clip} if it has that project's keys
 */
public record ModelConfig(ConfigFile file, String type) {

    /** CLIP's own start value, ln(1 / 0.07); a file that still has it does not state the trained value. */
    private static final double UNTRAINED = 2.6592;

    static final String OPEN_CLIP = "open_clip";

    /**
     * The number of tokens that the text towers of {@code transformers}, and both of jina-clip's, read if a file does
     * not state it.
     */
    private static final Map<String, Integer> CONTEXTS =
            Map.of("clip", 77, "chinese_clip", 512, "siglip", 64, "siglip2", 64, "jina_clip", 8192, OPEN_CLIP, 77);

    /** Far more than any model has; arrays of this length are allocated. */
    private static final int LONGEST_PROMPT = 1 << 17;

    private static final int MOST_TOKENS = 1 << 24;
    private static final double LARGEST_LOG = 20;
    private static final double LARGEST_BIAS = 1e4;

    private static final String TEXT = "text_config";
    private static final String LENGTH = "max_position_embeddings";

    public static ModelConfig of(ModelDirectory directory) {
        ConfigFile file = ConfigFile.of(directory.require(Layout.CONFIG));
        ConfigFile config = file.json().has("model_cfg") ? file.object("model_cfg") : file;
        Optional<String> type = config.text("model_type");
        if (type.isEmpty() && config.json().has("text_cfg") && config.json().has("vision_cfg")) {
            return new ModelConfig(config, OPEN_CLIP).cleaned();
        }
        if (!CONTEXTS.containsKey(type.orElse("")) || type.orElse("").equals(OPEN_CLIP)) {
            throw config.wrong(
                    "model_type",
                    "clip, chinese_clip, siglip, siglip2 or jina_clip, or missing along with open_clip's text_cfg and"
                            + " vision_cfg");
        }
        return new ModelConfig(config, type.get());
    }

    /** Refuses cleaning of prompts that clipunit does not do; open_clip cleans them before tokenizing. */
    private ModelConfig cleaned() {
        ConfigFile options = file.object("text_cfg").object("tokenizer_kwargs");
        if (!List.of("lower", "whitespace").contains(options.text("clean").orElse("lower"))) {
            throw options.wrong("clean", "lower or whitespace");
        }
        return this;
    }

    /** Returns whether it was trained with a sigmoid over single pairs, with its own scale and bias. */
    public boolean isSigmoid() {
        return type.startsWith("siglip") || file.json().has("init_logit_bias");
    }

    private ConfigFile text() {
        return file.object(type.equals(OPEN_CLIP) ? "text_cfg" : TEXT);
    }

    /** Returns the side length that the vision tower was made for, if stated. */
    Optional<Integer> imageSize() {
        ConfigFile vision = file.object(type.equals(OPEN_CLIP) ? "vision_cfg" : "vision_config");
        if (!(vision.json().get("image_size") instanceof JsonArray sides)) {
            return vision.whole("image_size", 1, PreprocessorConfig.LONGEST_SIDE);
        }
        if (sides.size() != 2 || !sides.get(0).equals(sides.get(1))) {
            throw vision.wrong("image_size", "a whole number, or a list of the same one twice");
        }
        return Optional.of(vision.whole("image_size[0]", sides.get(0), 1, PreprocessorConfig.LONGEST_SIDE));
    }

    public TokenizerRules tokenizer(ModelDirectory directory) {
        ConfigFile text = text();
        int vocabulary = text.whole("vocab_size", 1, MOST_TOKENS).orElse(0);
        Optional<Integer> pad = text.whole("pad_token_id", -1, (vocabulary == 0 ? MOST_TOKENS : vocabulary) - 1);
        return TokenizerRules.of(directory, type, vocabulary, pad.filter(id -> id >= 0));
    }

    /** Returns the length of the longest prompt in tokens, start and end included. */
    int contextLength(TokenizerRules tokenizer) {
        String key = type.equals(OPEN_CLIP) ? "context_length" : LENGTH;
        int context = text().whole(key, 3, LONGEST_PROMPT).orElseGet(() -> Objects.requireNonNull(CONTEXTS.get(type)));
        int read = tokenizer.maxLength().orElse(0);
        boolean isOwn = List.of("clip", "siglip", "siglip2", OPEN_CLIP).contains(type);
        return isOwn || read == 0 ? context : Math.min(context, read);
    }

    /** Returns whether prompts are always padded to the context, because the text tower was trained that way. */
    public boolean isPaddedToContext() {
        return isSigmoid() || type.equals(OPEN_CLIP);
    }

    /** Returns how a cosine becomes a logit, if the file states it. */
    Optional<Logits> logits() {
        double log = file.number("logit_scale", -LARGEST_LOG, LARGEST_LOG)
                .or(() -> file.number("logit_scale_init_value", -LARGEST_LOG, LARGEST_LOG))
                .orElse(UNTRAINED);
        Optional<Double> bias = file.number("logit_bias", -LARGEST_BIAS, LARGEST_BIAS);
        if (Math.abs(log - UNTRAINED) < 1e-4 || (isSigmoid() && bias.isEmpty())) {
            return Optional.empty();
        }
        return Optional.of(new Logits(Math.exp(log), isSigmoid() ? bias.get() : 0, isSigmoid()));
    }

    /** Returns the possible names of the vision tower's output, best first; none if it is the only output. */
    public List<String> imageOutputs() {
        return outputs("image");
    }

    /** Returns the possible names of the text tower's output, best first. */
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
