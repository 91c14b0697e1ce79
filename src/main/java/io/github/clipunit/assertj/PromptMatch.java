package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.PromptReading;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.explain.Explainer;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.LongPrompts;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.prompt.PromptStatement;
import io.github.clipunit.run.TestScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** A picture, the prompt it is compared with, and the scorer: the starting point of every check of a match. */
final class PromptMatch {

    private final ClipImage image;
    private final String prompt;
    private final ClipScorer scorer;
    private final TestScope.Step step;
    private @Nullable ClipScore score;
    private @Nullable ScoredParts parts;

    private PromptMatch(ClipImage image, String prompt, ClipScorer scorer, TestScope.Step step) {
        this.image = image;
        this.prompt = prompt;
        this.scorer = scorer;
        this.step = step;
    }

    /** Prepares a match, and registers with the running test that a check must follow. */
    static PromptMatch begin(ClipImage image, String prompt, ClipScorer scorer, String method, String lacking) {
        Prompts.requireText("prompt", prompt);
        return new PromptMatch(
                image,
                prompt,
                scorer,
                TestScope.begin(scorer, method + "(" + VisibleText.quoted(prompt) + ")", lacking));
    }

    /** Begins a further step that a check must follow; the match itself then needs no check. */
    TestScope.Step goOn(String method, String lacking) {
        finish();
        return TestScope.begin(scorer, "matchesPrompt(" + VisibleText.quoted(prompt) + ")" + method, lacking);
    }

    /** Records that a check followed. */
    void finish() {
        step.finish();
    }

    ClipImage image() {
        return image;
    }

    String prompt() {
        return prompt;
    }

    ClipScorer scorer() {
        return scorer;
    }

    /** Returns the score, which is computed once for all checks. */
    ClipScore score() {
        ClipScore known = score;
        if (known == null) {
            known = scorer.score(image, prompt);
            score = known;
        }
        return known;
    }

    /** Returns the picture's cosines with this prompt, which comes first, and with other prompts. */
    double[] cosinesWith(List<String> others) {
        List<String> prompts = new ArrayList<>(List.of(prompt));
        prompts.addAll(others);
        List<ClipScore> scores = scorer.scores(image, prompts);
        score = scores.get(0);
        return scores.stream().mapToDouble(ClipScore::cosine).toArray();
    }

    /** Returns the picture with its embedding and score, as goldens need it. */
    ScoredPicture scored() {
        return new ScoredPicture(image, scorer.embed(image), cosine());
    }

    /** Explains the score. */
    Explanation explanation() {
        return explanation(Double.NaN);
    }

    /**
     * Explains the score, and says whether the threshold rather than the picture may be at fault. Known score ranges
     * apply only to prompts that are read as a whole.
     */
    Explanation explanation(double bound) {
        PromptReading reading = scorer.readingOf(prompt);
        return reading.isWhole()
                ? explain(reading.text(), cosine(), bound)
                : Explainer.explain(TestScope.settings(scorer), scorer, image, prompt, cosine(), Double.NaN);
    }

    /** Explains the score of a part of the prompt. */
    Explanation explanation(ScoredParts.Part part) {
        return explain(part.statement().text(), part.score(), Double.NaN);
    }

    private Explanation explain(String text, double score, double threshold) {
        return Explainer.explain(
                TestScope.settings(scorer), through(PromptScorer::verbatim), image, text, score, threshold);
    }

    double cosine() {
        return score().cosine();
    }

    /** Starts the report of a check. */
    Check.Builder check(Measurement measurement) {
        Check.Builder check = Check.of(measurement, image)
                .prompt(prompt)
                .model(scorer.model())
                .score(cosine());
        return measurement.holds()
                ? check
                : combined().map(parts -> parts.note(check)).orElse(check);
    }

    /** Returns the scored parts if the prompt is scored as a combination of parts; computed once. */
    private Optional<ScoredParts> combined() {
        if (scorer.readingOf(prompt).extent() == PromptReading.Extent.PARTS && parts == null) {
            parts = score(parts());
        }
        return Optional.ofNullable(parts);
    }

    /** Returns the same match with a prompt that is combined from parts if it is longer than the model's context. */
    PromptMatch inPartsTogether() {
        return new PromptMatch(image, prompt, through(PromptScorer::inParts), step);
    }

    /** Returns the same scorer with another way of reading prompts. */
    private ClipScorer through(UnaryOperator<PromptScorer> other) {
        return TestScope.through(
                scorer, reading -> reading instanceof PromptScorer prompts ? other.apply(prompts) : reading);
    }

    /** Returns the statements of the prompt. */
    List<PromptStatement> parts() {
        return LongPrompts.of(through(PromptScorer::verbatim))
                .statements(scorer.readingOf(prompt).text());
    }

    /** Scores parts of the prompt. They are scored verbatim, because they have already been read. */
    ScoredParts score(List<PromptStatement> some) {
        return ScoredParts.of(image, some, through(PromptScorer::verbatim));
    }

    /** Starts a failure message. */
    FailureText expecting(String what) {
        FailureText text = FailureText.expecting(what + " of")
                .fact(image)
                .label("for prompt")
                .fact(Prompts.described(prompt, scorer));
        combined().ifPresent(parts -> parts.list(text));
        return text.model(scorer);
    }

    @Override
    public String toString() {
        return image + " for " + VisibleText.quoted(prompt);
    }
}
