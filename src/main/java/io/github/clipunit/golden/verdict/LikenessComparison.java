package io.github.clipunit.golden.verdict;

import io.github.clipunit.ClipModel;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Compares a picture with the recorded one by the cosine between their embeddings.
 *
 * @param model the model that computed the embeddings
 * @param seen the golden for the new picture
 * @param image the picture
 * @param threshold the cosine must be above this number
 */
record LikenessComparison(ClipModel model, GoldenRecord seen, ClipImage image, double threshold) implements Comparison {

    private static final String MEASURED = "cosine with golden";

    private static final String MESSAGE = """

            Expecting picture:
              %s
            by model:
              %s
            to resemble golden:
              %s
            recorded picture:  sha256 %s
            with cosine above: %s
            but was:           %s""";

    @Override
    public List<ClipImage> shown() {
        return List.of(image);
    }

    /** Starts the check of a first picture, whose cosine with itself is 1. */
    @Override
    public Check.Builder check() {
        return Check.of(Measurement.of(MEASURED, 1, Relation.RECORDED), image)
                .named("resembles golden")
                .model(model);
    }

    @Override
    public boolean canUse(GoldenRecord recorded) {
        return true;
    }

    /** Ignores the prompts: only the pictures count. */
    @Override
    public void requireComparable(GoldenIdentity identity, GoldenRecord recorded) {
        identity.requireSameOrigin(recorded, seen);
    }

    @Override
    public @Nullable String flaw(GoldenRecord recorded, String shown, Check.Builder check) {
        double cosine =
                SixDigits.round(seen.first().embedding().cosine(recorded.first().embedding()));
        check.measured(Measurement.of(MEASURED, cosine, Relation.ABOVE, threshold));
        if (cosine > threshold) {
            return null;
        }
        String picture = recorded.first().samples().get(0).picture();
        return MESSAGE.formatted(
                image,
                model,
                shown,
                picture.substring(0, Math.min(8, picture.length())),
                SixDigits.text(threshold),
                SixDigits.text(cosine));
    }

    @Override
    public String summary() {
        return image.toString();
    }

    /**
     * Returns whether the golden was made from the same picture by the same model. Accepting the picture would then
     * only lose the golden's scores.
     */
    @Override
    public boolean isAlready(GoldenRecord recorded) {
        return recorded.first().samples().get(0).picture().equals(image.sha256())
                && recorded.model().equals(seen.model());
    }
}
