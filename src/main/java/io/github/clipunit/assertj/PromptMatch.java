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

/** A picture, the prompt it is held against, and the scorer: what a check of a match starts from. */
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

    /** Prepares a match, and notes for the running test that a check must follow. */
    static PromptMatch begin(ClipImage image, String prompt, ClipScorer scorer, String method, String lacking) {
        Prompts.requireText("prompt", prompt);
        return new PromptMatch(
                image,
                prompt,
                scorer,
                TestScope.begin(scorer, method + "(" + VisibleText.quoted(prompt) + ")", lacking));
    }

    /** Begins a further step of which the check must come; the match itself needs no other. */
    TestScope.Step goOn(String method, String lacking) {
        finish();
        return TestScope.begin(scorer, "matchesPrompt(" + VisibleText.quoted(prompt) + ")" + method, lacking);
    }

    /** Marks that a check followed. */
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

    /** The score, computed once however many checks ask for it. */
    ClipScore score() {
        ClipScore known = score;
        if (known == null) {
            known = scorer.score(image, prompt);
            score = known;
        }
        return known;
    }

    /** The cosines of the picture with this prompt and with others, this one's first. */
    double[] cosinesWith(List<String> others) {
        List<String> prompts = new ArrayList<>(List.of(prompt));
        prompts.addAll(others);
        List<ClipScore> scores = scorer.scores(image, prompts);
        score = scores.get(0);
        return scores.stream().mapToDouble(ClipScore::cosine).toArray();
    }

    /** The picture with its embedding and score, as goldens take it. */
    ScoredPicture scored() {
        return new ScoredPicture(image, scorer.embed(image), cosine());
    }

    /** Why the score is what it is. */
    Explanation explanation() {
        return explanation(Double.NaN);
    }

    /**
     * As the other, and whether that says more of the threshold than of the picture; what is known of scores is known of whole
     * prompts.
     */
    Explanation explanation(double bound) {
        PromptReading reading = scorer.readingOf(prompt);
        return reading.isWhole()
                ? explain(reading.text(), cosine(), bound)
                : Explainer.explain(TestScope.settings(scorer), scorer, image, prompt, cosine(), Double.NaN);
    }

    /** Why a part of the prompt scores what it does. */
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

    /** The start of what is told of a check. */
    Check.Builder check(Measurement measurement) {
        Check.Builder check = Check.of(measurement, image)
                .prompt(prompt)
                .model(scorer.model())
                .score(cosine());
        return measurement.holds()
                ? check
                : combined().map(parts -> parts.note(check)).orElse(check);
    }

    /** The parts of a prompt that are combined, each by itself; computed once. */
    private Optional<ScoredParts> combined() {
        if (scorer.readingOf(prompt).extent() == PromptReading.Extent.PARTS && parts == null) {
            parts = score(parts());
        }
        return Optional.ofNullable(parts);
    }

    /** The same match, of which the prompt is combined from parts where it is longer than the model's context. */
    PromptMatch inPartsTogether() {
        return new PromptMatch(image, prompt, through(PromptScorer::inParts), step);
    }

    /** The same scorer, which reads prompts in another way. */
    private ClipScorer through(UnaryOperator<PromptScorer> other) {
        return TestScope.through(
                scorer, reading -> reading instanceof PromptScorer prompts ? other.apply(prompts) : reading);
    }

    /** What the prompt says, one thing each. */
    List<PromptStatement> parts() {
        return LongPrompts.of(through(PromptScorer::verbatim))
                .statements(scorer.readingOf(prompt).text());
    }

    /** Parts of the prompt with their scores; what was read once is scored as it is. */
    ScoredParts score(List<PromptStatement> some) {
        return ScoredParts.of(image, some, through(PromptScorer::verbatim));
    }

    /** The start of what a failure says. */
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
