package io.github.clipunit.onnx;

import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import io.github.clipunit.Logits;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.ModelDirectory;
import java.util.List;
import java.util.Optional;

/**
 * What a model's JSON files say beside preprocessing.
 *
 * @param isSiglip whether it is of the SigLIP family: prompts padded to full length, outputs under other names, sigmoid
 * @param contextLength the longest prompt in tokens, start and end included
 * @param padToken the padding token's text, bare or in an object, or JSON's null
 * @param logits how a cosine becomes a logit, where the files say
 */
record ModelConfig(boolean isSiglip, int contextLength, JsonElement padToken, Optional<Logits> logits) {

    /** CLIP's own start value, ln(1 / 0.07): a file that still has it does not tell the trained one. */
    private static final double UNTRAINED = 2.6592;

    static ModelConfig of(ModelDirectory directory) {
        ConfigFile config = ConfigFile.of(directory.require("config.json"));
        JsonObject tokenizer = directory
                .find("tokenizer_config.json")
                .map(file -> ConfigFile.of(file).json())
                .orElseGet(JsonObject::new);
        String type = config.json().has("model_type")
                ? config.json().get("model_type").getAsString()
                : "clip";
        boolean isSiglip = type.startsWith("siglip");
        JsonElement padToken = tokenizer.has("pad_token") ? tokenizer.get("pad_token") : JsonNull.INSTANCE;
        int context = config.whole(config.object("text_config"), "max_position_embeddings", isSiglip ? 64 : 77);
        if (context < 3) {
            throw config.malformed("text_config.max_position_embeddings (" + context + ") must be at least 3");
        }
        return new ModelConfig(isSiglip, context, padToken, logits(config, isSiglip));
    }

    private static Optional<Logits> logits(ConfigFile config, boolean isSiglip) {
        double log = config.number(
                config.json(), "logit_scale", config.number(config.json(), "logit_scale_init_value", UNTRAINED));
        double bias = config.number(config.json(), "logit_bias", Double.NaN);
        if (Math.abs(log - UNTRAINED) < 1e-4 || (isSiglip && Double.isNaN(bias))) {
            return Optional.empty();
        }
        return Optional.of(config.checked(() -> new Logits(Math.exp(log), isSiglip ? bias : 0, isSiglip)));
    }

    /** Under what names the vision tower's result may be found, best first. */
    List<String> imageOutputs() {
        return isSiglip ? List.of("image_embeds", "pooler_output") : List.of("image_embeds");
    }

    /** Under what names the text tower's result may be found, best first. */
    List<String> textOutputs() {
        return isSiglip ? List.of("text_embeds", "pooler_output") : List.of("text_embeds");
    }

    /** To how many tokens every prompt is padded whatever the graph takes; 0 for none. */
    int paddedLength() {
        return isSiglip ? contextLength : 0;
    }
}
