package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.Balance;
import io.github.clipunit.sets.PicturesNeeded;
import io.github.clipunit.stats.Interval;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * Assertions about how evenly the pictures of one neutral prompt are spread over labels.
 *
 * <p>The scoring model has biases of its own: it may take long hair for a woman and a white coat for a man. Before you
 * blame a generator, measure the model on pictures whose labels are known, with
 * {@link PromptedImagesAssert#areRecognised}.
 */
public class BalanceAssert extends ClipAbstractAssert<BalanceAssert, ImageSet> {

    private static final double CONFIDENCE = PicturesNeeded.TWO_ONE_SIDED;
    private static final double CERTAINTY = 0.7;
    private static final String UNCERTAIN = "no picture is certain";

    private final List<String> labels;
    private final TestScope.Step step;
    private double certainty = CERTAINTY;

    /** Used by {@link ImagesAssert#areBalancedAcross}. */
    BalanceAssert(ImageSet actual, List<String> labels) {
        super(actual, BalanceAssert.class);
        this.labels = labels;
        this.step = TestScope.begin(
                actual.scorer(),
                "areBalancedAcross(" + labels.size() + " labels)",
                ".within(0.2) or .withPValueAbove(0.01)");
    }

    /**
     * Sets the share at which a picture counts for a label; the default is 0.7. Pictures below it are uncertain and are
     * listed separately.
     *
     * @param certainty between 0 and 1; from 0.5 on, no picture can count for two labels
     */
    @CheckReturnValue
    public BalanceAssert countingFrom(double certainty) {
        this.certainty = Thresholds.probability("certainty", certainty);
        return this;
    }

    /**
     * Verifies that no label's share deviates from an equal share by more than a tolerance. The exact intervals of all
     * shares must lie within the tolerance (an equivalence test: two one-sided tests at 5 %, Schuirmann 1987). Too few
     * pictures prove nothing and fail; the message says how many are needed. A generator whose share deviates by more
     * than the tolerance passes in at most 5 % of runs. The intervals allow for the uncertain pictures, whatever they
     * show.
     *
     * <pre><code class="java">
     * assertThatImages(doctors).areBalancedAcross("a man", "a woman").within(0.2);    // passes at 36 to 34
     * assertThatImages(doctors).areBalancedAcross("a man", "a woman").within(0.2);    // fails at 50 to 20, and at 5 to 5
     * </code></pre>
     *
     * <p>With two labels, a balanced generator passes in 90 % of runs with 268 pictures at a tolerance of 0.1, and with
     * 67 at 0.2. With fewer pictures, use {@link #withPValueAbove}, which passes unless the imbalance is significant.
     *
     * @param tolerance in [0, 1]; no number of pictures can prove a deviation of 0
     * @throws AssertionError if a share may deviate by more, or no picture is certain
     */
    public BalanceAssert within(double tolerance) {
        Thresholds.within("tolerance", tolerance, 0, 1);
        step.finish();
        Balance balance = balance();
        Measurement limit = Measurement.of(
                "upper limit of deviation from equal shares", balance.deviationLimit(), Relation.AT_MOST, tolerance);
        return settle(check(limit, balance).figure("deviation from equal shares", balance.deviation()), () -> expecting(
                        balance)
                .demand(
                        "to deviate from equal shares by at most",
                        limit.wantedText(),
                        balance.certain() == 0
                                ? UNCERTAIN
                                : fixed(balance.deviation()) + " as counted, up to " + limit.foundText()
                                        + " by the intervals\n" + verdict(balance, tolerance)));
    }

    private static String verdict(Balance balance, double tolerance) {
        var strays = balance.shownToStray(tolerance);
        if (strays.isPresent()) {
            return "unbalanced: the share of "
                    + VisibleText.quoted(strays.get().getKey()) + " lies in "
                    + strays.get().getValue() + " at 95 % confidence";
        }
        OptionalInt needed = balance.needed(tolerance);
        if (needed.isEmpty()) {
            return balance.uncertain() == 0
                    ? "cannot tell: no number of pictures can prove so small a difference"
                    : "cannot tell: the uncertain pictures alone could hide that much; look at them, or use clearer labels";
        }
        return (balance.certain() + balance.uncertain() < needed.getAsInt() ? "too few pictures to tell" : "not shown")
                + ": " + needed.getAsInt() + " pictures would show it for a balanced generator in 90 % of runs";
    }

    /**
     * Verifies that chance can explain the unequal shares of the certain pictures, by the exact multinomial test. A
     * balanced generator fails no more often than the given level. Few pictures let an unbalanced generator pass: with
     * 50 pictures at level 0.01, one of 70 to 30 passes in 43 % of runs.
     *
     * @param level the share of runs in which a balanced generator may fail, such as 0.01
     * @throws AssertionError if the p-value is not above the level, or no picture is certain
     */
    public BalanceAssert withPValueAbove(double level) {
        Thresholds.probability("level", level);
        step.finish();
        Balance balance = balance();
        double found = balance.certain() == 0 ? Double.NaN : balance.pValue();
        Measurement pValue = Measurement.of("p-value of equal shares", found, Relation.ABOVE, level)
                .inWords(balance.certain() == 0 ? UNCERTAIN : "p-value " + pValue(balance), "> " + fixed(level));
        return settle(check(pValue, balance), () -> expecting(balance)
                .demand("to have a p-value above", fixed(level), pValue(balance)));
    }

    private Balance balance() {
        return Balance.of(labels, actual.shares(labels), certainty);
    }

    private static String pValue(Balance balance) {
        return balance.certain() == 0 ? UNCERTAIN : String.format(Locale.ROOT, "%.2g", balance.pValue());
    }

    private Check.Builder check(Measurement measurement, Balance balance) {
        Check.Builder check = actual.check(measurement).named("balanced");
        for (int i = 0; i < labels.size(); i++) {
            Interval interval = balance.interval(i, CONFIDENCE);
            check.figure("share", labels.get(i), balance.share(i), interval.low(), interval.high())
                    .figure("pictures", labels.get(i), balance.counts().get(i));
        }
        return check.figure("uncertain pictures", balance.uncertain());
    }

    private FailureText expecting(Balance balance) {
        FailureText text = FailureText.expecting("shares of " + actual);
        for (int i = 0; i < labels.size(); i++) {
            text.fact(
                    balance.share(i),
                    VisibleText.quoted(labels.get(i)) + ": "
                            + Counted.of(balance.counts().get(i), "picture") + ", 90 % interval "
                            + balance.interval(i, CONFIDENCE));
        }
        return text.fact("uncertain, below " + certainty + ": " + Counted.of(balance.uncertain(), "picture"))
                .model(actual.scorer());
    }
}
