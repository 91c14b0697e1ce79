package io.github.clipunit.assertj;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.ClassSpread;
import java.util.List;

/**
 * Assertions about how a set is spread over labels: an Inception score (Salimans et al. 2016, arXiv 1606.03498) over
 * the user's own labels, split into its two parts.
 */
public class ClassSpreadAssert extends ClipAbstractAssert<ClassSpreadAssert, ImageSet> {

    private final List<String> labels;
    private final TestScope.Step step;

    /** Used by {@link ImagesAssert#coversLabels}. */
    ClassSpreadAssert(ImageSet actual, List<String> labels) {
        super(actual, ClassSpreadAssert.class);
        this.labels = labels;
        this.step =
                TestScope.begin(actual.scorer(), "coversLabels(" + labels.size() + " labels)", ".withSpreadAbove(2)");
    }

    /**
     * Verifies that many of the labels occur: the effective number of labels, which is the exponential of the entropy
     * of their mean shares, must be above a threshold.
     *
     * @param threshold in [1, labels]
     * @throws AssertionError if the number is not above the threshold, or NaN
     */
    public ClassSpreadAssert withSpreadAbove(double threshold) {
        Thresholds.within("spread threshold", threshold, 1, labels.size());
        return require("class spread", spread().spread(), threshold);
    }

    /**
     * Verifies that each picture clearly belongs to one label: the exponential of minus the mean entropy of a picture's
     * shares must be above a threshold.
     *
     * @param threshold in [1 / labels, 1]
     * @throws AssertionError if the confidence is not above the threshold, or NaN
     */
    public ClassSpreadAssert withConfidenceAbove(double threshold) {
        Thresholds.within("confidence threshold", threshold, 1.0 / labels.size(), 1);
        return require("class confidence", spread().confidence(), threshold);
    }

    private ClassSpread spread() {
        return ClassSpread.of(actual.shares(labels));
    }

    private ClassSpreadAssert require(String measured, double found, double threshold) {
        step.finish();
        Measurement measurement = Measurement.of(measured, found, Relation.ABOVE, threshold);
        Check.Builder check = actual.check(measurement);
        for (int i = 0; i < labels.size(); i++) {
            check.figure("mean share", labels.get(i), meanShare(i));
        }
        return settle(check, () -> expecting(measured).demand(measurement));
    }

    private FailureText expecting(String name) {
        FailureText text = FailureText.expecting(name + " of").fact(actual).label("over labels, with mean shares");
        for (int i = 0; i < labels.size(); i++) {
            text.fact(meanShare(i), VisibleText.quoted(labels.get(i)));
        }
        return text.model(actual.scorer());
    }

    private double meanShare(int label) {
        return actual.shares(labels).stream()
                .mapToDouble(one -> one[label])
                .average()
                .orElse(Double.NaN);
    }
}
