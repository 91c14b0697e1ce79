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

/** Checks of how well a picture matches the parts of a prompt, each by itself. */
public class PartsMatchAssert extends ClipAbstractAssert<PartsMatchAssert, PromptMatch> {

    /** Stands for all parts, however many they are. */
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
     * Leaves out the parts that are about medium, light, camera, mood or quality, as their English words tell, rather than
     * about what is to be seen.
     *
     * @throws IllegalArgumentException if no other part, or fewer than asked for, are left
     */
    @CheckReturnValue
    public PartsMatchAssert ignoringStyle() {
        List<PromptStatement> content =
                parts.stream().filter(part -> !part.isStyle()).toList();
        if (content.isEmpty()) {
            throw new IllegalArgumentException("prompt " + Prompts.quoted(actual.prompt())
                    + " has no part that is not about style: ask without ignoringStyle()");
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
     * Verifies that the CLIP scores of the parts, of every one or of as many as were asked for, are above a threshold.
     *
     * <pre><code class="java">
     * assertThat(fox).matchesPrompt(prompt).inParts(2).withClipScoreAbove(0.22);     // passes at 0.29, 0.24, 0.17
     * assertThat(fox).matchesPrompt(prompt).inParts(3).withClipScoreAbove(0.22);     // fails at 0.29, 0.24, 0.17
     * </code></pre>
     *
     * @param threshold in [-1, 1]; short parts score lower than whole prompts, so look at those of pictures that you accept
     * @throws IllegalArgumentException if the threshold is outside [-1, 1]
     * @throws AssertionError if too few parts score above it, or a score is NaN; the message names the weakest part
     */
    public PartsMatchAssert withClipScoreAbove(double threshold) {
        return require(Relation.ABOVE, Thresholds.cosine(Thresholds.CLIP_SCORE, threshold));
    }

    /**
     * As {@link #withClipScoreAbove}, where the threshold itself is enough.
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

    /** Each part is read by itself, whatever becomes of a whole prompt that is too long. */
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
                ? "\nonly parts about style are: ignoringStyle() leaves them out"
                : "";
        scored.list(text);
        if (!ignored.isEmpty()) {
            text.label("without its parts about style").fact(ScoredParts.quoted(ignored));
        }
        return text.model(actual.scorer()).demand(score) + "; " + low.size() + " of " + Counted.of(parts.size(), "part")
                + " too low" + hint;
    }
}
