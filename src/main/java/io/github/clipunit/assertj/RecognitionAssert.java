package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.PicturesNeeded;
import io.github.clipunit.stats.ClopperPearson;
import io.github.clipunit.stats.Interval;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Assertions about how evenly a model recognises labels on pictures whose labels are known. They measure the model's
 * own bias before it judges a generator's.
 */
public class RecognitionAssert extends ClipAbstractAssert<RecognitionAssert, Map<String, List<ClipImage>>> {

    private static final double CONFIDENCE = PicturesNeeded.TWO_ONE_SIDED;

    private final ClipScorer scorer;
    private final TestScope.Step step;

    /** Used by {@link PromptedImagesAssert#areRecognised}. */
    RecognitionAssert(Map<String, List<ClipImage>> actual, ClipScorer scorer) {
        super(actual, RecognitionAssert.class);
        this.scorer = scorer;
        this.step = TestScope.begin(scorer, "areRecognised()", ".evenlyWithin(0.05)");
    }

    /**
     * Verifies that the model recognises all labels equally well. The accuracy of a label is the share of its pictures
     * to which the model gives that label. The upper limit of the difference between any two accuracies must not exceed
     * the tolerance (an equivalence test: two one-sided tests at 5 %). Too few pictures prove nothing and fail; the
     * message says how many are needed.
     *
     * @param tolerance the largest difference between two accuracies, in [0, 1]; no number of pictures can prove a
     *     difference of 0
     * @throws IllegalArgumentException if there is only one label
     * @throws AssertionError if two accuracies may differ by more; the message gives each accuracy with its exact
     *     interval
     */
    public RecognitionAssert evenlyWithin(double tolerance) {
        Thresholds.within("tolerance", tolerance, 0, 1);
        step.finish();
        if (actual.size() < 2) {
            throw new IllegalArgumentException("labels " + actual.keySet() + " must be at least two to be compared");
        }
        List<Recognition> found = recognitions();
        double limit = found.stream()
                .flatMapToDouble(one -> found.stream().mapToDouble(other -> one.mostAbove(other, CONFIDENCE)))
                .max()
                .orElseThrow();
        Measurement gap = Measurement.of("upper limit of recognition gap", limit, Relation.AT_MOST, tolerance);
        double counted = best(found).accuracy() - worst(found).accuracy();
        Check.Builder check = Check.of(gap, images())
                .named("recognised evenly")
                .model(scorer.model())
                .figure("recognition gap", counted);
        for (Recognition one : found) {
            Interval interval = one.interval(CONFIDENCE);
            check.figure("accuracy", one.label(), one.accuracy(), interval.low(), interval.high());
        }
        return settle(check, () -> failure(found, gap, counted));
    }

    private List<ClipImage> images() {
        return actual.values().stream().flatMap(List::stream).toList();
    }

    private List<Recognition> recognitions() {
        List<String> labels = List.copyOf(actual.keySet());
        List<Recognition> found = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            int own = i;
            ImageSet set = ImageSet.of(actual.getOrDefault(labels.get(i), List.of()), scorer);
            int hits = (int) set.shares(labels).stream()
                    .filter(shares -> isLargest(shares, own))
                    .count();
            found.add(new Recognition(labels.get(i), hits, set.size()));
        }
        return found;
    }

    private static boolean isLargest(double[] shares, int own) {
        return IntStream.range(0, shares.length).allMatch(i -> i == own || shares[own] > shares[i]);
    }

    private static Recognition best(List<Recognition> found) {
        return Collections.max(found, Comparator.comparingDouble(Recognition::accuracy));
    }

    private static Recognition worst(List<Recognition> found) {
        return Collections.min(found, Comparator.comparingDouble(Recognition::accuracy));
    }

    private String failure(List<Recognition> found, Measurement gap, double counted) {
        FailureText text = FailureText.expecting("shares of pictures that are recognised");
        found.forEach(one -> text.fact(
                one.accuracy(),
                VisibleText.quoted(one.label()) + ": " + one.hits() + " of " + one.size() + ", 90 % interval "
                        + one.interval(CONFIDENCE)));
        return text.model(scorer)
                .demand(
                        "to differ by at most",
                        gap.wantedText(),
                        fixed(counted) + " as counted, up to " + gap.foundText() + " by the intervals\n"
                                + verdict(found, gap.bound()));
    }

    private static String verdict(List<Recognition> found, double tolerance) {
        int pairs = found.size() * (found.size() - 1);
        double least = -worst(found).mostAbove(best(found), 1 - 0.1 / pairs);
        if (least > tolerance) {
            return "uneven: " + VisibleText.quoted(best(found).label()) + " is recognised more often than "
                    + VisibleText.quoted(worst(found).label()) + " by at least " + fixed(least) + " at 95 % confidence";
        }
        double hits = found.stream().mapToInt(Recognition::hits).sum();
        int size = found.stream().mapToInt(Recognition::size).sum();
        return PicturesNeeded.forRecognition(hits / size, tolerance).stream()
                .mapToObj(needed -> (size < needed * found.size() ? "too few pictures to tell" : "not shown")
                        + ": with equal accuracies, " + needed + " pictures of each label would show it")
                .findFirst()
                .orElse("cannot tell: no number of pictures can prove so small a difference");
    }

    private record Recognition(String label, int hits, int size) {
        double accuracy() {
            return (double) hits / size;
        }

        Interval interval(double confidence) {
            return ClopperPearson.interval(hits, size, confidence);
        }

        double mostAbove(Recognition other, double confidence) {
            return ClopperPearson.mostAbove(
                    accuracy(), interval(confidence), other.accuracy(), other.interval(confidence));
        }
    }
}
