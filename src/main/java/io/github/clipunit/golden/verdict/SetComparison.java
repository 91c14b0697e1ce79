package io.github.clipunit.golden.verdict;

import io.github.clipunit.ClipModel;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.DropVerdict;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.Sample;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The mean score of several pictures of one prompt against the recorded ones, by a statistical test.
 *
 * @param model what scored
 * @param seen what the golden would say
 * @param pictures the pictures and their scores
 * @param test what decides
 */
record SetComparison(ClipModel model, GoldenRecord seen, List<ScoredPicture> pictures, DropTest test)
        implements Comparison {

    private static final String MEASURED = "mean CLIP score";

    private static final String MESSAGE = """

            Expecting mean CLIP score of:
              %s
            for prompt:
              %s
            by model:
              %s
            not to have regressed from golden:
              %s
            recorded:   %s
            but was:    %s
            drop:       %s, %s
            tolerance:  %s
            p-value:    %s, which is not above alpha %s
            detectable: %s, the smallest drop that so many pictures show with 90 %% power
            worst:      %s""";

    @Override
    public List<ClipImage> shown() {
        return List.of(pictures.get(0).image());
    }

    @Override
    public Check.Builder check() {
        Sample sample = Figures.sample(pictures);
        Interval mean = Figures.interval(sample);
        return Check.of(Measurement.of(MEASURED, sample.mean(), Relation.RECORDED), Figures.images(pictures))
                .named("have not regressed")
                .prompt(prompt())
                .model(model)
                .score(sample.mean())
                .scores(Figures.scores(pictures))
                .figure("mean", null, sample.mean(), mean.low(), mean.high())
                .figure("standard deviation", sample.deviation())
                .fact("worst", Figures.worstLine(pictures));
    }

    @Override
    public @Nullable String flaw(GoldenRecord recorded, String shown, Check.Builder check) {
        Sample golden = Sample.of(recorded.first().scores());
        Sample current = Figures.sample(pictures);
        DropVerdict verdict = test.test(golden, current);
        Interval before = Figures.interval(golden);
        Interval drop = verdict.interval();
        check.measured(Measurement.of(MEASURED, current.mean(), Relation.ABOVE, golden.mean() - verdict.criticalDrop()))
                .accepted(golden.mean(), test.tolerance(), recorded.first().scores())
                .figure("drop", null, verdict.drop(), drop.low(), drop.high())
                .figure("p-value", verdict.pValue())
                .figure("alpha", test.alpha())
                .figure("detectable drop", verdict.detectableDrop())
                .figure("golden mean", null, golden.mean(), before.low(), before.high());
        return verdict.regressed() ? message(golden, current, verdict, shown) : null;
    }

    private String message(Sample golden, Sample current, DropVerdict verdict, String shown) {
        return MESSAGE.formatted(
                Figures.count(pictures.size(), "picture"),
                VisibleText.quoted(prompt()),
                model,
                shown,
                Figures.sample(golden),
                Figures.sample(current),
                Figures.number(verdict.drop()),
                Figures.interval(verdict),
                Figures.number(test.tolerance()),
                Figures.probability(verdict.pValue()),
                Figures.number(test.alpha()),
                Figures.number(verdict.detectableDrop()),
                Figures.worstLine(pictures));
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
    public Optional<String> caution() {
        return new SampleSize(test).caution(Figures.sample(pictures));
    }

    private String prompt() {
        return String.valueOf(seen.first().prompt());
    }
}
