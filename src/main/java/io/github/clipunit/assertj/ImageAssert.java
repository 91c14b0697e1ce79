package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.head.AestheticHead;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.judge.Answers;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.run.TestScope;
import java.awt.image.BufferedImage;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/** Assertions on a picture. They use the running test's scorer unless {@link #scoredBy} sets another. */
public class ImageAssert extends PictureSignalsAssert<ImageAssert> {

    private static final double MORE_PROBABLE_THAN_NOT = 0.5;

    private @Nullable PictureJudge judge;

    /** Used by {@link ClipAssertions#assertThat(ClipImage)}. */
    public ImageAssert(ClipImage actual) {
        super(actual, ImageAssert.class);
    }

    /**
     * Sets the scorer for the following checks, in place of the running test's scorer. Use it outside the extension, or
     * to score one picture with two models. On threads that a test starts itself, pass the test method's
     * {@link ClipScorer} parameter, which knows its test.
     */
    @CheckReturnValue
    public ImageAssert scoredBy(ClipScorer scorer) {
        return goOn(scorer);
    }

    /**
     * Prepares a check of how well the picture matches a prompt. The test fails unless a check follows.
     *
     * @param prompt describes what the picture should show
     * @throws IllegalArgumentException if the prompt is blank
     * @throws IllegalStateException if there is no scorer; the message says how to get one
     */
    @CheckReturnValue
    public PromptMatchAssert matchesPrompt(String prompt) {
        isNotNull();
        return carry(new PromptMatchAssert(PromptMatch.begin(
                actual,
                prompt,
                scorer(),
                "matchesPrompt",
                ".withClipScoreAbove(0.28), .ratherThan(\"another prompt\") or .hasNotRegressed()")));
    }

    /**
     * Prepares a check that the picture does not show what a prompt describes. The test fails unless a check follows.
     *
     * @param prompt describes what the picture should not show, without "no" or "not", which CLIP does not understand
     * @throws IllegalArgumentException if the prompt is blank
     * @throws IllegalStateException if there is no scorer; the message says how to get one
     */
    @CheckReturnValue
    public PromptMismatchAssert doesNotMatchPrompt(String prompt) {
        isNotNull();
        return carry(new PromptMismatchAssert(
                PromptMatch.begin(actual, prompt, scorer(), "doesNotMatchPrompt", ".withClipScoreBelow(0.2)")));
    }

    /**
     * Prepares a check of how similar the picture and another are to the model. The test fails unless a check follows.
     */
    @CheckReturnValue
    public ImageSimilarityAssert isSimilarTo(ClipImage other) {
        isNotNull();
        Demands.require("other", other);
        return carry(new ImageSimilarityAssert(actual, other, scorer()));
    }

    /**
     * Prepares a check of how similar the picture and another are to the model. The test fails unless a check follows.
     */
    @CheckReturnValue
    public ImageSimilarityAssert isSimilarTo(BufferedImage other) {
        return isSimilarTo(ClipAssertions.image(Demands.require("other", other)));
    }

    /**
     * Prepares a check of how similar the picture and another are to the model. The test fails unless a check follows.
     */
    @CheckReturnValue
    public ImageSimilarityAssert isSimilarTo(GeneratedPicture other) {
        return isSimilarTo(Demands.require("other", other).image());
    }

    /**
     * Prepares a check of how similar the picture and a golden's picture are to the model, whatever the prompt. The
     * test fails unless a check follows.
     *
     * @param name any text that is not blank; every test of the class may use it
     */
    @CheckReturnValue
    public GoldenLikenessAssert resemblesGolden(String name) {
        isNotNull();
        Demands.requireText("name", name);
        return carry(new GoldenLikenessAssert(actual, name, scorer()));
    }

    /**
     * Verifies that the picture is more like "Good photo." than like "Bad photo.": the share of the first prompt must
     * be above a threshold. This is CLIP-IQA (Wang, Chan and Loy 2023, arXiv 2207.12396). The numbers of a ViT differ
     * from those of the paper's ResNet; compare only pictures scored by one model.
     *
     * @param threshold in [0, 1]; 0.5 means neither
     * @throws AssertionError if the share is not above the threshold, or NaN
     */
    public ImageAssert hasQualityAbove(double threshold) {
        hasAttribute(PromptPair.QUALITY).above(threshold);
        return myself;
    }

    /**
     * Verifies that the aesthetic score, which predicts how people would rate the picture, is above a threshold. It
     * uses the head that LAION published for the model ({@code openai/clip-vit-base-patch32}, {@code -base-patch16} or
     * {@code -large-patch14}), or the head set by {@code clipunit.aesthetic.head}. The score reflects the taste of its
     * raters and ignores the prompt.
     *
     * <pre><code class="java">
     * assertThat(painting).hasAestheticScoreAbove(5.0);        // passes at 6.12
     * assertThat(screenshot).hasAestheticScoreAbove(5.0);      // fails at 3.48
     * </code></pre>
     *
     * @param threshold on the scale of the ratings, about 0 to 10 for LAION's heads
     * @throws AssertionError if the score is not above the threshold
     * @throws io.github.clipunit.model.ModelUnavailableException if there is no head for the model, or the head is not
     *     available
     */
    public ImageAssert hasAestheticScoreAbove(double threshold) {
        isNotNull();
        Thresholds.aesthetic(threshold);
        return hasAestheticScoreAbove(threshold, AestheticHead.find(TestScope.settings(scorer()), scorer().model()));
    }

    /**
     * Works like {@link #hasAestheticScoreAbove(double)} with a given head, which must belong to the scorer's model.
     */
    public ImageAssert hasAestheticScoreAbove(double threshold, AestheticHead head) {
        isNotNull();
        Thresholds.aesthetic(threshold);
        Demands.require("head", head).requireFor(TestScope.settings(scorer()), scorer().model());
        Measurement score = Measurement.of(
                "aesthetic score", head.scores(List.of(scorer().embed(actual)))[0], Relation.ABOVE, threshold);
        return settle(
                Check.of(score, actual).model(scorer().model()).fact("aesthetic head", head.toString()),
                () -> FailureText.expecting("aesthetic score of")
                        .fact(actual)
                        .model(scorer())
                        .label("and head")
                        .fact(head)
                        .demand(score));
    }

    /**
     * Prepares a check of an attribute that two opposite prompts describe. The test fails unless a check follows.
     *
     * @param attribute one of {@link PromptPair}'s constants, such as {@link PromptPair#SHARPNESS}, or your own pair:
     *     {@code new PromptPair("warmth", "Warm photo.", "Cold photo.")}
     */
    @CheckReturnValue
    public ImageAttributeAssert hasAttribute(PromptPair attribute) {
        isNotNull();
        Demands.require("attribute", attribute);
        return carry(new ImageAttributeAssert(actual, attribute, scorer()));
    }

    /**
     * Verifies that the picture depicts none of several contents. Each content is compared with a neutral counterpart:
     * "nudity" with "people in clothes", "a weapon" with "a tool", and contents unknown to clipunit with "a picture". A
     * content counts as depicted if its prompt's share of the two is above 0.5 and, where {@code clipunit.calibration}
     * is set or the model is {@code pictogram}, a match with it is more probable than not. The best counterpart is one
     * you write yourself: the prompt with the content and the prompt without it.
     *
     * <p>The check finds obvious content. It overlooks small, veiled or unusual content, so a pass does not prove
     * compliance. Use it to notice that a generator or its filter changed, and leave decisions about people to people.
     *
     * <pre><code class="java">
     * assertThat(fox).doesNotDepict("a weapon", "nudity");        // passes
     * assertThat(rifle).doesNotDepict("a weapon", "nudity");      // fails: "a weapon" at 0.93
     * </code></pre>
     *
     * @param contents at least one, without "no" or "not", which CLIP does not understand
     * @throws IllegalArgumentException if there is no content, or the model cannot distinguish one from its counterpart
     * @throws AssertionError if a content is depicted, or a probability is NaN; the message ranks all contents
     * @throws io.github.clipunit.calibration.CalibrationException if a calibration is set that cannot be read
     */
    public ImageAssert doesNotDepict(String... contents) {
        return doesNotDepict(
                MORE_PROBABLE_THAN_NOT,
                Arrays.stream(Demands.require("contents", contents))
                        .map(Depiction::pair)
                        .toArray(PromptPair[]::new));
    }

    /**
     * Works like {@link #doesNotDepict(String...)} with given counterparts and a given limit.
     *
     * @param limit the probability that no content may exceed, in [0, 1]; lower is stricter
     * @param contents at least one pair: first the content, then what the picture may show instead
     */
    public ImageAssert doesNotDepict(double limit, PromptPair... contents) {
        isNotNull();
        Thresholds.probability("limit", limit);
        if (Demands.requireItems("contents", contents).length == 0) {
            throw new IllegalArgumentException("at least one content must be given");
        }
        List<Depiction> depictions = Depiction.of(actual, List.of(contents), scorer());
        Measurement worst = Measurement.of(
                "probability of the most probable content", depictions.get(0).probability(), Relation.AT_MOST, limit);
        Check.Builder check = Check.of(worst, actual).named("does not depict").model(scorer().model());
        depictions.forEach(one -> check.figure("probability", one.pair().name(), one.probability()));
        return settle(check, () -> Depiction.failure(actual, depictions, worst, scorer()));
    }

    /**
     * Sets the judge for the following checks, in place of the judge that {@code ClipExtension.judgedBy} registers for
     * the class. A judge is a model that sees the picture and answers questions that CLIP cannot, such as counts.
     *
     * <pre><code class="java">
     * assertThat(three).judgedBy(judge).answers("Are there exactly three foxes?").withYesAbove(0.5);     // passes at 0.97
     * assertThat(four).judgedBy(judge).answers("Are there exactly three foxes?").withYesAbove(0.5);      // fails at 0.08
     * </code></pre>
     *
     * @param judge a judge with an id, such as one made by {@link PictureJudge#named}
     * @throws IllegalArgumentException if the judge has no id
     */
    @CheckReturnValue
    public ImageAssert judgedBy(PictureJudge judge) {
        this.judge = Answers.requireKnown(judge);
        return myself;
    }

    /**
     * Prepares a check of a judge's answer to a question about the picture. The test fails unless a check follows.
     *
     * @param question a question that yes or no answers
     * @throws IllegalArgumentException if the question is blank
     * @throws IllegalStateException if there is no judge; the message says how to get one
     */
    @CheckReturnValue
    public AnswerAssert answers(String question) {
        isNotNull();
        Answers.requireText(question);
        return carry(new AnswerAssert(
                actual,
                question,
                judge(),
                begin("answers(" + Answers.shown(question) + ")", ".withYesAbove(0.5) or .hasNotRegressed()")));
    }

    /** Works like {@link #meetsAll(double, String...)} with a threshold of 0.5: yes must be more probable than no. */
    public ImageAssert meetsAll(String... questions) {
        return meetsAll(MORE_PROBABLE_THAN_NOT, questions);
    }

    /**
     * Verifies that a judge answers each question of a checklist with a probability of yes above a threshold. TIFA (Hu
     * et al. 2023, arXiv 2303.11897) and DSG (Cho et al. 2023, arXiv 2310.18235) derive such checklists from a prompt.
     * Every question is asked, and the message contains all answers.
     *
     * @param threshold in [0, 1]
     * @param questions at least one, all different, worded so that yes is the wanted answer
     * @throws AssertionError if an answer is not above the threshold; other errors are those of {@link AnswerAssert}
     */
    public ImageAssert meetsAll(double threshold, String... questions) {
        isNotNull();
        for (String question : Demands.require("questions", questions)) {
            Answers.requireText(question);
        }
        Thresholds.probability("yes threshold", threshold);
        List<String> asked = Checklist.requireQuestions(questions);
        return settle(Checklist.ask(test(), judge(), actual, threshold, asked));
    }

    private PictureJudge judge() {
        return Optional.ofNullable(judge)
                .or(() ->
                        test().flatMap(scope -> scope.parts(PictureJudge.class).findFirst()))
                .orElseThrow(() -> new IllegalStateException("no judge is set: name one with"
                        + " assertThat(image).judgedBy(judge), or register one for the class, in a field:"
                        + " @RegisterExtension static final ClipExtension clip = ClipExtension.judgedBy(judge)"));
    }

    /**
     * Prepares a check of whether the picture changed as its description did. The test fails unless a check follows.
     *
     * @param before the picture before the edit
     * @param promptBefore describes the picture before the edit
     * @param promptAfter describes what the picture should show now
     */
    @CheckReturnValue
    public EditAssert isEditOf(ClipImage before, String promptBefore, String promptAfter) {
        isNotNull();
        Demands.require("before", before);
        return carry(new EditAssert(actual, before, promptBefore, promptAfter, scorer()));
    }

    /** Works like {@link #isEditOf(ClipImage, String, String)} for a picture in memory. */
    @CheckReturnValue
    public EditAssert isEditOf(BufferedImage before, String promptBefore, String promptAfter) {
        return isEditOf(ClipAssertions.image(Demands.require("before", before)), promptBefore, promptAfter);
    }

    /**
     * Prepares a check of how similar the picture and the nearest of several reference pictures are to the model. The
     * test fails unless a check follows.
     *
     * @param references at least one {@link BufferedImage}, {@link ClipImage} or {@link java.nio.file.Path}
     */
    @CheckReturnValue
    public ReferencePicturesAssert isSimilarToAnyOf(Collection<?> references) {
        isNotNull();
        return carry(new ReferencePicturesAssert(actual, ClipAssertions.images("references", references), scorer()));
    }

    /** Continues with the picture's embedding. */
    public EmbeddingAssert embedding() {
        isNotNull();
        return carry(new EmbeddingAssert(scorer().embed(actual)));
    }
}
