package io.github.clipunit.calibration;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes a calibration from pairs of picture and prompt as they come. Pictures are embedded in batches and not kept: of
 * a labelled pair only the cosine stays in memory, and of unlabelled pairs the embeddings of the last few thousand.
 *
 * <p>Use a few hundred pairs or more, of the kind that tests will check, and choose non-matching pairs as difficult as
 * those of the tests: shuffled prompts of one product range are closer to each other than captions of the whole world.
 * Not for use by several threads.
 */
public final class Calibrator {

    /** The fewest pairs of each kind for a calibration. */
    public static final int FEWEST = 10;

    private static final int BATCH = 16;
    private static final int BLOCK = 2048;
    private static final int OTHERS_FOR_EACH = 5;

    private final ClipScorer scorer;
    private final List<Pair> batch = new ArrayList<>();
    private final List<Embedding> images = new ArrayList<>();
    private final List<Embedding> prompts = new ArrayList<>();
    private final List<String> texts = new ArrayList<>();
    private final CalibrationCounts counts;

    private Calibrator(ClipScorer scorer) {
        this.scorer = scorer;
        this.counts = CalibrationCounts.of(scorer.model());
    }

    /** Creates a calibrator without pairs. */
    public static Calibrator of(ClipScorer scorer) {
        return new Calibrator(Demands.require("scorer", scorer));
    }

    /** Adds a pair that is labelled as matching or not. */
    public void add(ClipImage image, String prompt, boolean matches) {
        take(new Pair(image, prompt, matches ? Label.MATCHES : Label.DIFFERS));
    }

    /**
     * Adds a pair that is assumed to match. Its prompt is assumed not to match the pictures of other unlabelled pairs:
     * each picture is compared with the prompts of five others, drawn with a constant seed from two thousand or more
     * around it. If prompts may have the same meaning, the calibration's warning says so.
     */
    public void add(ClipImage image, String prompt) {
        take(new Pair(image, prompt, Label.SHUFFLED));
    }

    private void take(Pair pair) {
        batch.add(pair);
        if (batch.size() == BATCH) {
            embed();
        }
    }

    private void embed() {
        List<Embedding> pictures =
                scorer.embedImages(batch.stream().map(Pair::image).toList());
        List<Embedding> embedded =
                scorer.embedPrompts(batch.stream().map(Pair::prompt).toList());
        for (int i = 0; i < batch.size(); i++) {
            sort(batch.get(i), pictures.get(i), embedded.get(i));
        }
        batch.clear();
        if (images.size() >= 2 * BLOCK) {
            mismatch(BLOCK);
        }
    }

    private void sort(Pair pair, Embedding picture, Embedding prompt) {
        counts.add(picture.cosine(prompt), pair.label() != Label.DIFFERS);
        if (pair.label() == Label.SHUFFLED) {
            images.add(picture);
            prompts.add(prompt);
            texts.add(pair.prompt());
        }
    }

    /** Makes mismatched pairs of the oldest pictures, at least two, and removes them. */
    private void mismatch(int count) {
        List<Embedding> oldImages = images.subList(0, count);
        List<Embedding> oldPrompts = prompts.subList(0, count);
        List<String> oldTexts = texts.subList(0, count);
        List<MismatchedPair> pairs = MismatchedPair.of(oldImages, oldPrompts, OTHERS_FOR_EACH);
        pairs.forEach(pair -> counts.add(pair.cosine(), false));
        counts.add(AlikePrompts.in(pairs, oldTexts));
        oldImages.clear();
        oldPrompts.clear();
        oldTexts.clear();
    }

    /**
     * Calibrates with all pairs added.
     *
     * @param falsePositiveRates the rates of the cut-offs, each between 0 and 1; a rate needs {@code 1 / rate - 1}
     *     pairs that do not match. The default is 0.001, 0.01, 0.05 and 0.1, as far as there are enough pairs
     * @throws IllegalArgumentException if there are fewer than {@link #FEWEST} pairs of a kind, too few for a rate, all
     *     prompts are the same, or matching pairs do not score above others
     */
    public ModelCalibration calibrate(double... falsePositiveRates) {
        return counts().calibrate(Demands.require("falsePositiveRates", falsePositiveRates));
    }

    /**
     * Returns the counts of all pairs added, to be merged with those of other parts. Unlabelled pairs are mismatched
     * within their part; pairs added afterwards are mismatched among themselves.
     *
     * @throws IllegalArgumentException if all prompts are the same
     */
    public CalibrationCounts counts() {
        if (!batch.isEmpty()) {
            embed();
        }
        if (images.size() > 1) {
            mismatch(images.size());
        }
        return counts;
    }

    private enum Label {
        MATCHES,
        DIFFERS,
        SHUFFLED
    }

    private record Pair(ClipImage image, String prompt, Label label) {
        Pair {
            Demands.require("image", image);
            Demands.requireText("prompt", prompt);
        }
    }
}
