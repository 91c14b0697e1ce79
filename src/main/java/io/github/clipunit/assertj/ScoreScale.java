package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;

/** The scales that scores are printed in. */
enum ScoreScale {
    CLIP("CLIP score", 1),
    PERCENT("percent score", 100),
    RESCALED("rescaled score", 2.5);

    private final String label;
    private final double factor;

    ScoreScale(String label, double factor) {
        this.label = label;
        this.factor = factor;
    }

    String label() {
        return label;
    }

    double of(ClipScore score) {
        return switch (this) {
            case CLIP -> score.cosine();
            case PERCENT -> score.percent();
            case RESCALED -> score.rescaled();
        };
    }

    /** The cosine that a threshold of this scale stands for. */
    double toCosine(double threshold) {
        return threshold / factor;
    }
}
