package io.github.clipunit.golden.verdict;

import io.github.clipunit.ClipModel;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.DropVerdict;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Sample;
import io.github.clipunit.stats.SequentialTest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * Compares the mean score of several pictures of one prompt with the recorded one, by a statistical test.
 *
 * @param model the model that computed the scores
 * @param seen the golden for the new pictures
 * @param pictures the pictures and their scores
 * @param tolerance how far the mean may fall
 * @param alpha the false positive rate
 * @param question how the two sets are compared
 * @param plan decides how many pictures are drawn, or null if all are given
 */
record SetComparison(
        ClipModel model,
        GoldenRecord seen,
        List<ScoredPicture> pictures,
        double tolerance,
        double alpha,
        SetQuestion question,
        @Nullable SequentialTest plan)
        implements Comparison {

    private static final String MEASURED = "mean CLIP score";

    private static final String MESSAGE = """

            Expecting mean CLIP score of:
              %s
            for prompt:
              %s
            by model:
              %s
            %s golden:
              %s
            recorded:   %s
            but was:    %s
            drop:       %s, %s
            tolerance:  %s
            %s
            worst:      %s""";

    @Override
    public List<ClipImage> shown() {
        return List.of(pictures.get(0).image());
    }

    @Override
    public Check.Builder check() {
        Sample sample = Figures.sample(pictures);
        Interval mean = Figures.interval(sample);
        Check.Builder check = Check.of(
                        Measurement.of(MEASURED, sample.mean(), Relation.RECORDED), Figures.images(pictures))
                .named(question.isProof() ? "are not inferior" : "have not regressed")
                .prompt(prompt())
                .model(model)
                .score(sample.mean())
                .scores(Figures.scores(pictures))
                .figure("mean", null, sample.mean(), mean.low(), mean.high())
                .figure("standard deviation", sample.deviation())
                .fact("worst", Figures.worstLine(pictures));
        if (!question.equals(SetQuestion.INDEPENDENT)) {
            check.fact("compared by", question.unit());
        }
        return plan == null
                ? check
                : check.figure("pictures saved", plan.most() - pictures.size())
                        .fact("drawn", pictures.size() + " of at most " + plan.most());
    }

    @Override
    public void requireComparable(GoldenIdentity identity, GoldenRecord recorded) {
        Comparison.super.requireComparable(identity, recorded);
        int before = recorded.first().samples().size();
        if (plan != null && before < SequentialTest.LEAST) {
            throw new GoldenMismatchException("golden [" + identity.shown() + "] has [" + before
                    + "] pictures, but to draw pictures on demand it must have at least [" + SequentialTest.LEAST
                    + "]\n"
                    + identity.accept().get());
        }
        if (plan == null && question.isPaired()) {
            identity.requireAsMany(recorded.first(), seen.first());
        }
        question.requireWholeBatches("pictures recorded", before);
    }

    @Override
    public boolean isWhole() {
        return plan == null || pictures.size() >= plan.most();
    }

    /**
     * Returns whether no more pictures need to be drawn. A proof needs more pictures than the first step, like a
     * failure.
     */
    boolean isSure(GoldenRecord recorded) {
        if (plan == null || isWhole()) {
            return true;
        }
        DropVerdict verdict = verdict(recorded);
        return question.isProof()
                ? pictures.size() > SequentialTest.FIRST && verdict.isWithinTolerance()
                : plan.at(pictures.size(), verdict.pValue()) != SequentialTest.Look.GO_ON;
    }

    private DropVerdict verdict(GoldenRecord recorded) {
        double[] before = scores(recorded);
        List<ScoredPicture> after = plan == null ? pictures : pictures.subList(0, before.length);
        return question.test(new DropTest(tolerance, level()), before, Figures.roundedScores(after));
    }

    /** Returns the recorded scores that have a counterpart. */
    private double[] scores(GoldenRecord recorded) {
        double[] scores = recorded.first().scores();
        return plan == null ? scores : Arrays.copyOf(scores, Math.min(scores.length, pictures.size()));
    }

    private double level() {
        if (plan == null) {
            return alpha;
        }
        return question.isProof()
                ? alpha / (plan.looks().size() - 1)
                : plan.statedLevel(Math.min(pictures.size(), plan.most()));
    }

    @Override
    public @Nullable String flaw(GoldenRecord recorded, String shown, Check.Builder check) {
        double[] accepted = scores(recorded);
        Sample golden = Sample.of(accepted);
        Sample current = Figures.sample(pictures);
        DropVerdict verdict = verdict(recorded);
        Interval before = Figures.interval(golden);
        Interval drop = verdict.interval();
        check.measured(
                        question.isProof()
                                ? Measurement.of("largest drop not excluded", drop.high(), Relation.BELOW, tolerance)
                                : Measurement.of(
                                        MEASURED,
                                        current.mean(),
                                        Relation.ABOVE,
                                        golden.mean() - verdict.criticalDrop()))
                .accepted(golden.mean(), tolerance, accepted)
                .figure("drop", null, verdict.drop(), drop.low(), drop.high())
                .figure("alpha", verdict.alpha())
                .figure("detectable drop", verdict.detectableDrop())
                .figure("golden mean", null, golden.mean(), before.low(), before.high());
        if (question.isProof()) {
            return verdict.isWithinTolerance() ? null : message(golden, current, verdict, shown);
        }
        // the p-value of all steps together, so that it compares with alpha
        check.figure(Figures.P_VALUE, Math.min(1, verdict.pValue() * alpha / verdict.alpha()))
                .figure(Figures.FALSE_POSITIVES, verdict.falsePositiveRate());
        return verdict.regressed() ? message(golden, current, verdict, shown) : null;
    }

    private String message(Sample golden, Sample current, DropVerdict verdict, String shown) {
        return MESSAGE.formatted(
                Counted.of(pictures.size(), "picture"),
                VisibleText.quoted(prompt()),
                model,
                question.isProof() ? "to be proven no worse than" : "not to have regressed from",
                shown,
                Figures.sample(golden),
                Figures.sample(current),
                Figures.number(verdict.drop()),
                Figures.interval(verdict),
                Figures.number(tolerance),
                question.isProof() ? unproven(golden, current, verdict) : fallen(golden, current, verdict),
                Figures.worstLine(pictures));
    }

    private String fallen(Sample golden, Sample current, DropVerdict verdict) {
        return "p-value:    " + Figures.probability(verdict.pValue()) + ", which is not above alpha "
                + Figures.number(verdict.alpha())
                + "\ndetectable: " + Figures.number(verdict.detectableDrop())
                + ", the smallest drop that this many " + question.unit() + " show with 90 % power"
                + (plan == null ? assumption(golden, current) : "\ndrawn:      " + drawn());
    }

    private String assumption(Sample golden, Sample current) {
        if (question.isPaired() || question.batch() > 1) {
            return "";
        }
        return Math.min(golden.size(), current.size()) == 1
                ? "\nassumes:    evenly scattered scores; one picture of a skewed generator fails by chance in up to 5 % of runs, so give four"
                : "\nassumes:    independent pictures; if the pictures of one call share something, use .inBatchesOf(n)";
    }

    private String unproven(Sample golden, Sample current, DropVerdict verdict) {
        OptionalInt size = verdict.sizeToSettle(question.size(golden.size(), current.size()));
        String way = size.isPresent()
                ? size.getAsInt() + " " + question.unit() + (question.isPaired() ? "" : " on each side")
                        + " would show it with 90 % power, if the true drop is as measured"
                : verdict.drop() < tolerance
                        ? "more than 10,000 " + question.unit() + "; a larger tolerance needs fewer"
                        : "no number of pictures, if the true drop is as measured: it is not below the tolerance";
        return "not shown:  the drop may be as large as "
                + Figures.number(verdict.interval().high()) + "\nto settle:  " + way
                + (plan == null ? "" : "\ndrawn:      " + drawn());
    }

    private String drawn() {
        return pictures.size() + " pictures, of seeds 1 to " + pictures.size();
    }

    @Override
    public ClipImage worst() {
        return Figures.worst(pictures);
    }

    @Override
    public String summary() {
        return "mean score " + Figures.sample(Figures.sample(pictures)) + ", for " + VisibleText.quoted(prompt());
    }

    @Override
    public Optional<String> caution(@Nullable GoldenRecord former) {
        long distinct = pictures.stream()
                .map(picture -> picture.image().sha256())
                .distinct()
                .count();
        if (distinct < pictures.size()) {
            return Optional.of("clipunit counts " + (pictures.size() - distinct) + " of " + pictures.size()
                    + " pictures as separate draws although they copy others: pass each seed to the generator");
        }
        return question.isPaired() || question.batch() > 1
                ? Optional.empty()
                : new SampleSize(new DropTest(tolerance, alpha)).caution(Figures.sample(pictures));
    }

    private String prompt() {
        return String.valueOf(seen.first().prompt());
    }
}
