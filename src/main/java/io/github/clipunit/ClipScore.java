package io.github.clipunit;

import io.github.clipunit.internal.Demands;

/**
 * The score of a picture and a prompt: the cosine of their embeddings, and the scales that other tools print it in.
 *
 * <p>A score measures semantic alignment only. In theory it can reach 1; good pairs of OpenAI's models reach 0.2 to
 * 0.35. It does not measure beauty, realism, counting or layout, and it has the biases of the model's training data.
 *
 * @param cosine the dot product of the two unit-length embeddings, in [-1, 1]; thresholds compare this
 * @param logits how the model turns a cosine into a logit
 */
public record ClipScore(double cosine, Logits logits) {

    public ClipScore {
        Demands.require("logits", logits);
        Demands.requireScore("cosine", cosine);
    }

    /** Creates a score on the usual logit scale of 100. */
    public ClipScore(double cosine) {
        this(cosine, Logits.CLIP);
    }

    /** Returns a score on the usual logit scale of 100. */
    public static ClipScore of(double cosine) {
        return new ClipScore(cosine);
    }

    /**
     * Returns {@code max(100 * cosine, 0)}, in [0, 100]: the scale of torchmetrics and of diffusers' evaluation guide.
     */
    public double percent() {
        return Math.max(100 * cosine, 0);
    }

    /**
     * Returns {@code 2.5 * max(cosine, 0)}, in [0, 2.5]: CLIP-S of Hessel et al. 2021, equation 1 (arXiv 2104.08718).
     * The paper puts "A photo depicts " before every prompt; this method does not.
     */
    public double rescaled() {
        return 2.5 * Math.max(cosine, 0);
    }

    /**
     * Returns the probability that picture and prompt belong together, {@code 1 / (1 + exp(-(scale * cosine + bias)))},
     * for models trained with a sigmoid loss (SigLIP, Zhai et al. 2023, arXiv 2303.15343).
     *
     * @return the probability, in (0, 1)
     * @throws IllegalStateException if the model was trained with a softmax over a batch, whose logits give no
     *     probability of a single pair; compare with other labels instead
     */
    public double probability() {
        if (!logits.sigmoid()) {
            throw new IllegalStateException("the probability of a single pair needs a model trained with a sigmoid loss"
                    + " (SigLIP); for this model use withProbabilityAbove(p).among(labels)");
        }
        return 1 / (1 + Math.exp(-(logits.scale() * cosine + logits.bias())));
    }
}
