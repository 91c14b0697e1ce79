package io.github.clipunit.golden.verdict;

import io.github.clipunit.ClipModel;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.DropVerdict;
import io.github.clipunit.stats.Interval;
import io.github.clipunit.stats.PromptSamples;
import io.github.clipunit.stats.PromptVerdict;
import io.github.clipunit.stats.Sample;
import io.github.clipunit.stats.SuiteDropTest;
import io.github.clipunit.stats.SuiteVerdict;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Compares the scores of several prompts with the recorded ones, as a whole and for each prompt.
 *
 * @param model the model that computed the scores
 * @param seen the golden for the new pictures
 * @param pictures the pictures of each prompt and their scores, in order
 * @param test the statistical test
 * @param question how the pictures of a prompt are compared; a proof is about the suite as a whole
 */
record SuiteComparison(
        ClipModel model,
        GoldenRecord seen,
        Map<String, List<ScoredPicture>> pictures,
        SuiteDropTest test,
        SetQuestion question)
        implements Comparison {

    private static final Interval UNKNOWN = new Interval(Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY);

    private static final String MESSAGE = """

            Expecting CLIP scores of:
              %s
            by model:
              %s
            %s golden:
              %s
            tolerance:  %s
            alpha:      %s, for all prompts together
            whole:      %s%s""";

    private static final String PROMPT_LINES = """
              %s
                recorded:   %s
                but was:    %s
                drop:       %s, %s
                p-value:    %s, corrected for the number of prompts
                detectable: %s
                worst:      %s
            """;

    @Override
    public List<ClipImage> shown() {
        return pictures.values().stream().map(own -> own.get(0).image()).toList();
    }

    @Override
    public Check.Builder check() {
        List<ScoredPicture> all =
                pictures.values().stream().flatMap(Collection::stream).toList();
        return Check.of(Measurement.of("mean CLIP score", meanOfMeans(), Relation.RECORDED), Figures.images(all))
                .named("match their prompts as before")
                .model(model)
                .score(meanOfMeans())
                .scores(Figures.scores(all))
                .figure("prompts", pictures.size())
                .fact("worst", Figures.worstLine(all))
                .fact("compared by", question.unit());
    }

    /** Returns the mean of the prompts' means: every prompt has the same weight, however many pictures it has. */
    private double meanOfMeans() {
        return pictures.values().stream()
                .mapToDouble(own -> Figures.sample(own).mean())
                .average()
                .orElseThrow();
    }

    @Override
    public void requireComparable(GoldenIdentity identity, GoldenRecord recorded) {
        Comparison.super.requireComparable(identity, recorded);
        if (question.isPaired()) {
            for (GoldenRecord.Entry golden : recorded.entries()) {
                seen.entries().stream()
                        .filter(entry -> String.valueOf(entry.prompt()).equals(golden.prompt()))
                        .forEach(entry -> identity.requireAsMany(golden, entry));
            }
        }
    }

    @Override
    public @Nullable String flaw(GoldenRecord recorded, String shown, Check.Builder check) {
        List<PromptSamples> samples =
                recorded.entries().stream().map(this::samples).toList();
        SuiteVerdict verdict = test.test(samples);
        check.measured(Measurement.of("lowest p-value of a drop", verdict.lowestPValue(), Relation.ABOVE, test.alpha())
                        .inWords(
                                "p-value " + Figures.probability(verdict.lowestPValue()),
                                "> " + Figures.probability(test.alpha())))
                .accepted(
                        samples.stream()
                                .mapToDouble(s -> s.golden().mean())
                                .average()
                                .orElseThrow(),
                        test.tolerance(),
                        pictures.keySet().stream()
                                .flatMap(prompt ->
                                        recorded.entries().stream().filter(entry -> prompt.equals(entry.prompt())))
                                .flatMapToDouble(entry -> Arrays.stream(entry.scores()))
                                .toArray())
                .fact("whole", whole(verdict));
        for (PromptVerdict prompt : verdict.prompts()) {
            PromptSamples one = prompt.samples();
            Interval drop = prompt.own() == null ? UNKNOWN : prompt.own().interval();
            check.figure("drop", one.prompt(), one.drop(), drop.low(), drop.high())
                    .fact(VisibleText.quoted(one.prompt()), line(prompt));
        }
        if (question.isProof()) {
            DropVerdict proof = verdict.whole();
            check.measured(Measurement.of(
                    "largest drop not excluded", proof.interval().high(), Relation.BELOW, test.tolerance()));
            return proof.isWithinTolerance() ? null : message(verdict, shown) + unproven(proof);
        }
        check.figure(Figures.P_VALUE, verdict.lowestPValue())
                .figure(Figures.FALSE_POSITIVES, verdict.falsePositiveRate());
        return verdict.regressed() ? message(verdict, shown) : null;
    }

    private static String unproven(DropVerdict proof) {
        return "\nnot shown:  the mean drop may be as large as "
                + Figures.number(proof.interval().high()) + "; more prompts, or more pictures of each, narrow this";
    }

    private PromptSamples samples(GoldenRecord.Entry golden) {
        String prompt = String.valueOf(golden.prompt());
        return question.isPaired()
                ? PromptSamples.paired(prompt, golden.scores(), Figures.roundedScores(own(prompt)))
                : new PromptSamples(prompt, Sample.of(golden.scores()), Figures.sample(own(prompt)));
    }

    private List<ScoredPicture> own(String prompt) {
        return pictures.getOrDefault(prompt, List.of());
    }

    private String message(SuiteVerdict verdict, String shown) {
        int count = pictures.values().stream().mapToInt(List::size).sum();
        String fallen = question.isProof()
                ? ""
                : verdict.fallen().isEmpty()
                        ? "\nfallen:     no single prompt; only the suite as a whole fell"
                        : "\nfallen:\n"
                                + verdict.fallen().stream()
                                        .map(this::lines)
                                        .collect(Collectors.joining())
                                        .stripTrailing();
        return MESSAGE.formatted(
                Counted.of(count, "picture") + " of " + Counted.of(pictures.size(), "prompt"),
                model,
                question.isProof() ? "to be proven no worse on the whole than" : "not to have regressed from",
                shown,
                Figures.number(test.tolerance()),
                Figures.number(test.alpha()),
                whole(verdict),
                fallen);
    }

    private static String whole(SuiteVerdict verdict) {
        DropVerdict overall = verdict.overall();
        return overall == null
                ? "not tested, because there is only one prompt"
                : (verdict.fellOverall() ? "fell" : "did not fall") + ", mean drop " + Figures.number(overall.drop())
                        + ", " + Figures.interval(overall) + ", p-value "
                        + Figures.probability(verdict.adjustedPValue()) + ", detectable "
                        + Figures.number(overall.detectableDrop());
    }

    private String lines(PromptVerdict fallen) {
        PromptSamples samples = fallen.samples();
        DropVerdict own = fallen.own();
        return PROMPT_LINES.formatted(
                VisibleText.quoted(samples.prompt()),
                Figures.sample(samples.golden()),
                Figures.sample(samples.current()),
                Figures.number(samples.drop()),
                own == null ? "unknown interval" : Figures.interval(own),
                Figures.probability(fallen.adjustedPValue()),
                own == null ? "unknown" : Figures.number(own.detectableDrop()),
                Figures.worstLine(own(samples.prompt())));
    }

    private static String line(PromptVerdict prompt) {
        return (prompt.fell() ? "fell" : "did not fall") + ": "
                + Figures.number(prompt.samples().golden().mean())
                + " to " + Figures.number(prompt.samples().current().mean()) + ", p-value "
                + Figures.probability(prompt.adjustedPValue());
    }

    @Override
    public ClipImage worst() {
        return Figures.worst(pictures.values().stream().flatMap(List::stream).toList());
    }

    @Override
    public String summary() {
        return "mean score " + SixDigits.text(meanOfMeans()) + " of " + Counted.of(pictures.size(), "prompt");
    }

    /** Warns about small samples, at the level that Holm's correction gives the prompt that fell most. */
    @Override
    public Optional<String> caution(@Nullable GoldenRecord former) {
        if (question.isPaired()) {
            return Optional.empty();
        }
        int tests = pictures.size() == 1 ? 1 : 2 * pictures.size();
        SampleSize size = new SampleSize(new DropTest(test.tolerance(), test.alpha() / tests));
        List<String> blind = pictures.entrySet().stream()
                .filter(entry -> !size.isEnough(Figures.sample(entry.getValue())))
                .map(entry -> VisibleText.quoted(entry.getKey()) + " "
                        + Figures.number(size.detectable(Figures.sample(entry.getValue()))))
                .toList();
        return blind.isEmpty()
                ? Optional.empty()
                : Optional.of("clipunit will detect only large drops of single prompts with this golden (90 % power): "
                        + String.join(", ", blind) + "; more pictures of a prompt show smaller ones");
    }
}
