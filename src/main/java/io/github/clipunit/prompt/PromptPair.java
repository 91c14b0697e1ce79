package io.github.clipunit.prompt;

import io.github.clipunit.ClipScore;
import io.github.clipunit.internal.Demands;
import java.util.List;

/**
 * A quality of pictures as two opposite prompts: CLIP-IQA (Wang, Chan and Loy 2023, arXiv 2207.12396, equation 3).
 *
 * <p>The paper's model is a ResNet-50 without positional embedding that sees pictures in full size. Models here crop
 * and shrink pictures first, so the numbers differ from the paper's, and fine noise or blur may be lost. Compare
 * pictures of one model with each other.
 *
 * @param name the name of the quality, such as {@code sharpness}
 * @param positive a prompt for pictures that have it
 * @param negative a prompt for pictures that lack it
 */
public record PromptPair(String name, String positive, String negative) {

    /** The paper's pair for quality itself. */
    public static final PromptPair QUALITY = photo("quality", "Good", "Bad");
    /** Bright or dark. */
    public static final PromptPair BRIGHTNESS = photo("brightness", "Bright", "Dark");
    /** Clean or noisy; a high share means clean. */
    public static final PromptPair NOISINESS = photo("noisiness", "Clean", "Noisy");
    /** Colourful or dull. */
    public static final PromptPair COLOURFULNESS = photo("colourfulness", "Colorful", "Dull");
    /** Sharp or blurry. */
    public static final PromptPair SHARPNESS = photo("sharpness", "Sharp", "Blurry");
    /** High or low contrast. */
    public static final PromptPair CONTRAST = photo("contrast", "High contrast", "Low contrast");
    /** Complex or simple. */
    public static final PromptPair COMPLEXITY = photo("complexity", "Complex", "Simple");
    /** Natural or synthetic. */
    public static final PromptPair NATURAL = photo("natural", "Natural", "Synthetic");
    /** Real or abstract. */
    public static final PromptPair REAL = photo("real", "Real", "Abstract");
    /** Beautiful or ugly. */
    public static final PromptPair BEAUTIFUL = photo("beautiful", "Beautiful", "Ugly");

    /** All pairs defined here. */
    public static final List<PromptPair> ALL = List.of(
            QUALITY, BRIGHTNESS, NOISINESS, COLOURFULNESS, SHARPNESS, CONTRAST, COMPLEXITY, NATURAL, REAL, BEAUTIFUL);

    public PromptPair {
        Demands.requireText("name", name);
        Demands.requireText("positive", positive);
        Demands.requireText("negative", negative);
        if (positive.equals(negative)) {
            throw new IllegalArgumentException(
                    "prompts of [" + name + "] must differ, but both are [" + positive + "]");
        }
    }

    private static PromptPair photo(String name, String positive, String negative) {
        return new PromptPair(name, positive + " photo.", negative + " photo.");
    }

    /**
     * Returns how much more the picture resembles the positive prompt than the negative one: the softmax over the two
     * at the model's logit scale.
     *
     * @param positive the picture's score with {@link #positive()}
     * @param negative the picture's score with {@link #negative()}, by the same model
     * @return a share in [0, 1]; 0.5 means neither
     */
    public static double share(ClipScore positive, ClipScore negative) {
        Demands.require("positive", positive);
        Demands.require("negative", negative);
        return positive.logits().softmax(positive.cosine(), negative.cosine())[0];
    }
}
