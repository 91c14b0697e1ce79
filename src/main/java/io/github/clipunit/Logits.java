package io.github.clipunit;

import io.github.clipunit.internal.Demands;
import java.util.Arrays;
import java.util.List;

/**
 * A model's mapping from cosine to logit: {@code scale * cosine + bias}.
 *
 * @param scale the factor; 100 for OpenAI's models
 * @param bias the summand; 0 except for sigmoid models
 * @param sigmoid whether the model was trained with a sigmoid over single pairs (SigLIP) instead of a softmax over a
 *     batch
 */
public record Logits(double scale, double bias, boolean sigmoid) {

    /** The mapping of OpenAI's models: {@code 100 * cosine}, softmax. */
    public static final Logits CLIP = new Logits(100, 0, false);

    public Logits {
        if (!(scale > 0) || Double.isInfinite(scale)) {
            throw new IllegalArgumentException("logit scale [" + scale + "] must be finite and positive");
        }
        if (Double.isNaN(bias) || Double.isInfinite(bias)) {
            throw new IllegalArgumentException("logit bias [" + bias + "] must be finite");
        }
    }

    /**
     * Returns the scores of one embedding with each of several others: of a picture with prompts, or of a prompt with
     * pictures.
     *
     * @return one score for each of the others, in the same order
     */
    public List<ClipScore> scores(Embedding one, List<Embedding> others) {
        Demands.require("one", one);
        return Demands.requireItems("others", others).stream()
                .map(other -> new ClipScore(one.cosine(other), this))
                .toList();
    }

    /**
     * Returns the shares that the model gives to several prompts for one picture: the softmax of the logits.
     *
     * @param cosines the cosine of the picture with each prompt, at least one
     * @return as many probabilities, which sum to 1
     */
    public double[] softmax(double... cosines) {
        double max = Arrays.stream(Demands.require("cosines", cosines))
                .max()
                .orElseThrow(() -> new IllegalArgumentException("cosines must not be empty: give at least one"));
        double[] shares =
                Arrays.stream(cosines).map(c -> Math.exp(scale * (c - max))).toArray();
        double sum = Arrays.stream(shares).sum();
        return Arrays.stream(shares).map(share -> share / sum).toArray();
    }
}
