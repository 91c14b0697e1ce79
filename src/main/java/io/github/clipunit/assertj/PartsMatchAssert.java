package io.github.clipunit.assertj;

import io.github.clipunit.PromptReading;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.prompt.PromptStatement;
import io.github.clipunit.run.TestScope;
import java.util.List;
import org.assertj.core.annotation.CheckReturnValue;

/** Assertions about how well a picture matches each part of a prompt. */
public class PartsMatchAssert extends ClipAbstractAssert<PartsMatchAssert, PromptMatch> {

    /** Means all parts, however many there are. */
    private static final int EVERY = 0;

    private final int least;
    private final List<PromptStatement> parts;
    private final List<PromptStatement> ignored;
    private final TestScope.Step step;

    private PartsMatchAssert(
            PromptMatch actual,
            int least,
            List<PromptStatement> parts,
            List<PromptStatement> ignored,
            TestScope.Step step) {
        super(actual, PartsMatchAssert.class);
        this.ignored = ignored;
        this.least = least;
        this.parts = parts;
        this.step = step;
    }

    /** Used by {@link PromptMatchAssert#inEveryPart}. */
    static PartsMatchAssert ofEvery(PromptMatch match) {
        return new PartsMatchAssert(
                match, EVERY, match.parts(), List.of(), match.goOn(".inEveryPart()", ".withClipScoreAbove(0.22)"));
    }

    /** Used by {@link PromptMatchAssert#inParts}. */
    static PartsMatchAssert ofSome(PromptMatch match, int least) {
        List<PromptStatement> parts = match.parts();
        requireAsMany(least, parts, "");
        return new PartsMatchAssert(
                match, least, parts, List.of(), match.goOn(".inParts(" + least + ")", ".withClipScoreAbove(0.22)"));
    }

    private static void requireAsMany(int least, List<PromptStatement> parts, String what) {
        if (least < 1 || least > parts.size()) {
            throw new IllegalArgumentException("parts [" + least + "] must be from 1 to the "
                    + Counted.of(parts.size(), "part") + what
                    + " of the prompt: "
                    + ScoredParts.quoted(parts));
        }
    }

    /**
     * Leaves out the parts about medium, light, camera, mood or quality, recognised by their English words, and keeps
     * the parts about content.
     *
     * @throws IllegalArgumentException if no parts, or fewer than demanded, are left
     */
    @CheckReturnValue
    public PartsMatchAssert ignoringStyle() {
        List<PromptStatement> content =
                parts.stream().filter(part -> !part.isStyle()).toList();
        if (content.isEmpty()) {
            throw new IllegalArgumentException("prompt " + Prompts.quoted(actual.prompt())
                    + " has only parts about style: remove ignoringStyle()");
        }
        if (least != EVERY) {
            requireAsMany(least, content, " about content");
        }
        return carry(new PartsMatchAssert(
                actual,
                least,
                content,
                parts.stream().filter(PromptStatement::isStyle).toList(),
                step));
    }

    /**
     * Verifies that the CLIP scores of the parts, all or as many as demanded, are above a threshold.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt(prompt).inParts(2).withClipScoreAbove(0.22);     // passes at 0.29, 0.24, 0.17
     * assertThat(fox).matchesPrompt(prompt).inParts(3).withClipScoreAbove(0.22);     // fails at 0.29, 0.24, 0.17
     * </code></pre>
     *
     * @param threshold in [-1, 1]; short parts score lower than whole prompts, so look at the scores of pictures that
     *     you accept
     * @throws IllegalArgumentException if the threshold is outside [-1, 1]
     * @throws AssertionError if too few parts score above the threshold, or a score is NaN; the message names the
     *     weakest part
     */
    public PartsMatchAssert withClipScoreAbove(double threshold) {
        return require(Relation.ABOVE, Thresholds.cosine(Thresholds.CLIP_SCORE, threshold));
    }

    /**
     * Works like {@link #withClipScoreAbove}, but a score equal to the threshold passes.
     *
     * @param threshold in [-1, 1]
     */
    public PartsMatchAssert withClipScoreAtLeast(double threshold) {
        return require(Relation.AT_LEAST, Thresholds.cosine(Thresholds.CLIP_SCORE, threshold));
    }

    private PartsMatchAssert require(Relation relation, double threshold) {
        step.finish();
        ScoredParts scored = actual.score(parts);
        List<ScoredParts.Part> weakestFirst = scored.weakestFirst();
        boolean isBroken = weakestFirst.stream().anyMatch(part -> Double.isNaN(part.score()));
        int decisive = least == EVERY ? 0 : parts.size() - least;
        double found = isBroken ? Double.NaN : weakestFirst.get(decisive).score();
        Measurement score = Measurement.of("CLIP score", found, relation, threshold);
        Check.Builder check = scored.note(Check.of(score, actual.image()))
                .named("CLIP score in " + wanted() + " " + relation.words())
                .prompt(actual.prompt())
                .model(actual.scorer().model())
                .score(found);
        if (!ignored.isEmpty()) {
            check.fact("parts about style, left out", ScoredParts.quoted(ignored));
        }
        return settle(check, () -> failure(score, scored), () -> actual.explanation(weakestFirst.get(decisive)));
    }

    /** Reads each part literally, even if the whole prompt is too long for the model. */
    @Override
    PromptReading reading(String prompt) {
        PromptReading whole = super.reading(prompt);
        return new PromptReading(whole.text(), whole.leftOut(), PromptReading.Extent.WHOLE);
    }

    private String wanted() {
        return least == EVERY ? "every part" : least + " of " + Counted.of(parts.size(), "part");
    }

    private String failure(Measurement score, ScoredParts scored) {
        FailureText text = FailureText.expecting("CLIP score of")
                .fact(actual.image())
                .label("in " + (least == EVERY ? "" : "at least ") + wanted() + " of prompt")
                .fact(Prompts.described(actual.prompt(), reading(actual.prompt()), actual.scorer()));
        List<ScoredParts.Part> low = scored.inOrder().stream()
                .filter(part -> !Measurement.of("CLIP score", part.score(), score.relation(), score.bound())
                        .holds())
                .toList();
        boolean isEnough = parts.stream().filter(part -> !part.isStyle()).count() >= Math.max(1, least);
        String hint = isEnough && low.stream().allMatch(ScoredParts.Part::isStyle)
                ? "\nall of them are about style: leave them out with ignoringStyle()"
                : "";
        scored.list(text);
        if (!ignored.isEmpty()) {
            text.label("without its parts about style").fact(ScoredParts.quoted(ignored));
        }
        return text.model(actual.scorer()).demand(score) + "; " + low.size() + " of " + Counted.of(parts.size(), "part")
                + " too low" + hint;
    }
}
