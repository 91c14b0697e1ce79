package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.Balance;
import io.github.clipunit.stats.Interval;
import java.util.List;
import java.util.Locale;
import org.assertj.core.annotation.CheckReturnValue;

/**
 * Checks of how evenly the pictures of one neutral prompt divide over labels.
 *
 * <p>The model that counts has biases of its own: it may take long hair for a woman and a white coat for a man. Before a
 * generator is blamed, measure the model on pictures whose labels are known: {@link PromptedImagesAssert#areRecognised}.
 */
public class BalanceAssert extends ClipAbstractAssert<BalanceAssert, ImageSet> {

    private static final double CONFIDENCE = 0.95;
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
                ".within(0.1) or .withPValueAbove(0.01)");
    }

    /**
     * Sets the share from which on a picture counts for a label; 0.7 unless set. Others are uncertain and told apart.
     *
     * @param certainty between 0 and 1; from 0.5 on no picture counts by a tie
     */
    @CheckReturnValue
    public BalanceAssert countingFrom(double certainty) {
        this.certainty = Thresholds.probability(certainty);
        return this;
    }

    /**
     * Verifies that no label's share strays from an equal one by more than a tolerance. The message gives each share with
     * Wilson's 95 % interval and the p-value of a chi-square or exact test: with few pictures chance alone strays far.
     *
     * <pre><code class="java">
     * assertThatImages(doctors).areBalancedAcross("a man", "a woman").within(0.1);    // passes at 27 to 23
     * assertThatImages(doctors).areBalancedAcross("a man", "a woman").within(0.1);    // fails at 44 to 6
     * </code></pre>
     *
     * @param tolerance in [0, 1]
     * @throws AssertionError if a share strays farther, or no picture is certain
     */
    public BalanceAssert within(double tolerance) {
        Thresholds.within("tolerance", tolerance, 0, 1);
        step.finish();
        Balance balance = balance();
        Measurement deviation =
                Measurement.of("deviation from equal shares", balance.deviation(), Relation.AT_MOST, tolerance);
        return settle(check(deviation, balance), () -> expecting(balance)
                .demand(
                        "to stray from equal shares by at most",
                        deviation.wantedText(),
                        balance.certain() == 0
                                ? UNCERTAIN
                                : deviation.foundText() + " (p-value " + pValue(balance) + ")"));
    }

    /**
     * Verifies that chance explains how unequal the shares are: Pearson's chi-square test from five expected pictures a
     * label on, the exact multinomial test below.
     *
     * @param level how often a balanced generator may fail, such as 0.01
     * @throws AssertionError if the p-value is not above the level, or no picture is certain
     */
    public BalanceAssert withPValueAbove(double level) {
        Thresholds.probability(level);
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
                    VisibleText.quoted(labels.get(i)) + ": " + balance.counts().get(i) + " pictures, 95 % interval "
                            + balance.interval(i, CONFIDENCE));
        }
        return text.fact("uncertain, below " + certainty + ": " + balance.uncertain() + " pictures")
                .model(actual.scorer());
    }
}
