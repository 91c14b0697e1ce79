package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Wilson;
import java.util.ArrayList;
import java.util.DoubleSummaryStatistics;
import java.util.List;
import java.util.Map;

/**
 * Checks of how evenly a model recognises labels on pictures whose labels are known: what its own bias is before it is asked
 * about a generator's.
 */
public class RecognitionAssert extends ClipAbstractAssert<RecognitionAssert, Map<String, List<ClipImage>>> {

    private static final double CONFIDENCE = 0.95;

    private final ClipScorer scorer;
    private final TestScope.Step step;

    /** Used by {@link PromptedImagesAssert#areRecognised}. */
    RecognitionAssert(Map<String, List<ClipImage>> actual, ClipScorer scorer) {
        super(actual, RecognitionAssert.class);
        this.scorer = scorer;
        this.step = TestScope.begin(scorer, "areRecognised()");
    }

    /**
     * Verifies that the shares of pictures that the model gives their own label differ by no more than a tolerance between
     * labels.
     *
     * @param tolerance the largest difference of two accuracies, in [0, 1]
     * @throws AssertionError if two labels differ by more; the message gives each accuracy with Wilson's 95 % interval
     */
    public RecognitionAssert evenlyWithin(double tolerance) {
        Thresholds.within("tolerance", tolerance, 0, 1);
        step.finish();
        List<Recognition> found = recognitions();
        DoubleSummaryStatistics accuracies =
                found.stream().mapToDouble(Recognition::accuracy).summaryStatistics();
        Measurement gap = Measurement.of(
                "recognition gap", accuracies.getMax() - accuracies.getMin(), Relation.AT_MOST, tolerance);
        Check.Builder check = Check.of(gap, images()).named("recognised evenly").model(scorer.model());
        for (Recognition one : found) {
            Interval interval = one.interval();
            check.figure("accuracy", one.label(), one.accuracy(), interval.low(), interval.high());
        }
        return settle(check, () -> failure(found, gap));
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
            long hits = set.shares(labels).stream()
                    .filter(shares -> isLargest(shares, own))
                    .count();
            found.add(new Recognition(labels.get(i), hits, set.size()));
        }
        return found;
    }

    private static boolean isLargest(double[] shares, int own) {
        for (int i = 0; i < shares.length; i++) {
            if (i != own && !(shares[own] > shares[i])) {
                return false;
            }
        }
        return true;
    }

    private String failure(List<Recognition> found, Measurement gap) {
        FailureText text = FailureText.expecting("shares of pictures that are recognised");
        found.forEach(one -> text.fact(
                one.accuracy(),
                VisibleText.quoted(one.label()) + ": " + one.hits() + " of " + one.size() + ", 95 % interval "
                        + one.interval()));
        return text.model(scorer).demand("to differ by at most", gap, "too much");
    }

    private record Recognition(String label, long hits, int size) {
        double accuracy() {
            return (double) hits / size;
        }

        Interval interval() {
            return Wilson.interval(hits, size, CONFIDENCE);
        }
    }
}
