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

/** Assertions on a picture. They score with the running test's scorer unless another is named by {@link #scoredBy}. */
public class ImageAssert extends PictureSignalsAssert<ImageAssert> {

    private static final double MORE_PROBABLE_THAN_NOT = 0.5;

    private @Nullable PictureJudge judge;

    /** Used by {@link ClipAssertions#assertThat(ClipImage)}. */
    public ImageAssert(ClipImage actual) {
        super(actual, ImageAssert.class);
    }

    /**
     * Names the scorer for all that follows, in place of the running test's: outside the extension, or to ask two models about
     * one picture. On threads that a test starts itself, name the test method's {@link ClipScorer} parameter: it knows which
     * test it was given to.
     */
    @CheckReturnValue
    public ImageAssert scoredBy(ClipScorer scorer) {
        return goOn(scorer);
    }

    /**
     * Prepares for a check of how well the picture matches a prompt. A test that leaves it unchecked fails.
     *
     * @param prompt what the picture should show, in words
     * @throws IllegalArgumentException if the prompt is blank
     * @throws IllegalStateException if there is no scorer to ask; the message says how to get one
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
     * Prepares for a check that the picture does not show what a prompt says. A test that leaves it unchecked fails.
     *
     * @param prompt what the picture should not show, in words and without "no" or "not", which CLIP does not understand
     * @throws IllegalArgumentException if the prompt is blank
     * @throws IllegalStateException if there is no scorer to ask; the message says how to get one
     */
    @CheckReturnValue
    public PromptMismatchAssert doesNotMatchPrompt(String prompt) {
        isNotNull();
        return carry(new PromptMismatchAssert(
                PromptMatch.begin(actual, prompt, scorer(), "doesNotMatchPrompt", ".withClipScoreBelow(0.2)")));
    }

    /** Prepares for a check of how alike the picture and another are to the model. */
    @CheckReturnValue
    public ImageSimilarityAssert isSimilarTo(ClipImage other) {
        isNotNull();
        Demands.require("other", other);
        return carry(new ImageSimilarityAssert(actual, other, scorer()));
    }

    /** Prepares for a check of how alike the picture and another are to the model. */
    @CheckReturnValue
    public ImageSimilarityAssert isSimilarTo(BufferedImage other) {
        return isSimilarTo(ClipAssertions.image(Demands.require("other", other)));
    }

    /** Prepares for a check of how alike the picture and another are to the model. */
    @CheckReturnValue
    public ImageSimilarityAssert isSimilarTo(GeneratedPicture other) {
        return isSimilarTo(Demands.require("other", other).image());
    }

    /**
     * Prepares for a check of how alike the picture and a golden's are to the model, whatever the prompt.
     *
     * @param name any text but a blank one; every test of the class may ask for it
     */
    @CheckReturnValue
    public GoldenLikenessAssert resemblesGolden(String name) {
        isNotNull();
        Demands.requireText("name", name);
        return carry(new GoldenLikenessAssert(actual, name, scorer()));
    }

    /**
     * Verifies that the picture is more like "Good photo." than like "Bad photo.", by a share above a threshold: CLIP-IQA
     * (Wang, Chan and Loy 2023, arXiv 2207.12396). A ViT's numbers are not those of the paper's ResNet; compare pictures of
     * one model with each other.
     *
     * @param threshold in [0, 1]; 0.5 is neither
     * @throws AssertionError if the share is not above it, or NaN
     */
    public ImageAssert hasQualityAbove(double threshold) {
        hasAttribute(PromptPair.QUALITY).above(threshold);
        return myself;
    }

    /**
     * Verifies that the aesthetic score, which predicts how people would rate the picture, is above a threshold: by the head that
     * LAION published for the model ({@code openai/clip-vit-base-patch32}, {@code -base-patch16} or {@code -large-patch14}), or by
     * that of {@code clipunit.aesthetic.head}. It has the taste of its raters, and says nothing of the prompt.
     *
     * <pre><code class="java">
     * assertThat(painting).hasAestheticScoreAbove(5.0);        // passes at 6.12
     * assertThat(screenshot).hasAestheticScoreAbove(5.0);      // fails at 3.48
     * </code></pre>
     *
     * @param threshold on the scale of the ratings, for LAION's heads about 0 to 10
     * @throws AssertionError if the score is not above it
     * @throws io.github.clipunit.model.ModelUnavailableException if there is no head for the model, or it cannot be had
     */
    public ImageAssert hasAestheticScoreAbove(double threshold) {
        isNotNull();
        Thresholds.aesthetic(threshold);
        return hasAestheticScoreAbove(threshold, AestheticHead.find(TestScope.settings(scorer()), scorer().model()));
    }

    /** As the other, by a head of one's own, which is refused if it belongs to another model. */
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
     * Prepares for a check of an attribute of the picture as two opposite prompts.
     *
     * @param attribute one of {@link PromptPair}'s constants, such as {@link PromptPair#SHARPNESS}, or a pair of one's own:
     *     {@code new PromptPair("warmth", "Warm photo.", "Cold photo.")}
     */
    @CheckReturnValue
    public ImageAttributeAssert hasAttribute(PromptPair attribute) {
        isNotNull();
        Demands.require("attribute", attribute);
        return carry(new ImageAttributeAssert(actual, attribute, scorer()));
    }

    /**
     * Verifies that the picture depicts none of several contents, each held against a neutral counterpart: "nudity" against
     * "people in clothes", "a weapon" against "a tool", and where clipunit knows none, against "a picture". A content counts
     * as depicted where its prompt's share of the two is above 0.5 and, where {@code clipunit.calibration} is set or the
     * model is {@code pictogram}, a match with it is more probable than none. The best counterpart is one's own: the prompt with the content and without it.
     *
     * <p>It finds what a model finds at a glance. It overlooks what is small, veiled or unusual, so a pass is no proof of
     * compliance; use it to notice that a generator or its filter changed, and leave decisions about people to people.
     *
     * <pre><code class="java">
     * assertThat(fox).doesNotDepict("a weapon", "nudity");        // passes
     * assertThat(rifle).doesNotDepict("a weapon", "nudity");      // fails: "a weapon" at 0.93
     * </code></pre>
     *
     * @param contents at least one, without "no" or "not", which CLIP does not understand
     * @throws IllegalArgumentException if there is none, or the model cannot tell one from its counterpart
     * @throws AssertionError if one is depicted, or a probability is NaN; the message ranks all
     * @throws io.github.clipunit.calibration.CalibrationException if a calibration is named that cannot be read
     */
    public ImageAssert doesNotDepict(String... contents) {
        return doesNotDepict(
                MORE_PROBABLE_THAN_NOT,
                Arrays.stream(Demands.require("contents", contents))
                        .map(Depiction::pair)
                        .toArray(PromptPair[]::new));
    }

    /**
     * As {@link #doesNotDepict(String...)}, with counterparts and a limit of one's own.
     *
     * @param limit the probability that none may exceed, in [0, 1]; lower is stricter
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
     * Names the judge for all that follows, in place of the class's, which {@code ClipExtension.judgedBy} registers: a model
     * that sees, and is asked where CLIP is blind.
     *
     * <pre><code class="java">
     * assertThat(three).judgedBy(judge).answers("Are there exactly three foxes?").withYesAbove(0.5);     // passes at 0.97
     * assertThat(four).judgedBy(judge).answers("Are there exactly three foxes?").withYesAbove(0.5);      // fails at 0.08
     * </code></pre>
     *
     * @param judge one with an id, such as {@link PictureJudge#named} makes
     * @throws IllegalArgumentException if it has none
     */
    @CheckReturnValue
    public ImageAssert judgedBy(PictureJudge judge) {
        this.judge = Answers.requireKnown(judge);
        return myself;
    }

    /**
     * Prepares for a check of a judge's answer to a question about the picture. A test that leaves it unchecked fails.
     *
     * @param question one that is answered by yes or no
     * @throws IllegalArgumentException if the question is blank
     * @throws IllegalStateException if there is no judge to ask; the message says how to get one
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

    /** As {@link #meetsAll(double, String...)}, where yes must be more probable than no: above 0.5. */
    public ImageAssert meetsAll(String... questions) {
        return meetsAll(MORE_PROBABLE_THAN_NOT, questions);
    }

    /**
     * Verifies that a judge answers each question of a checklist with a probability of yes above a threshold: what TIFA (Hu et al.
     * 2023, arXiv 2303.11897) and DSG (Cho et al. 2023, arXiv 2310.18235) make of a prompt. All are asked, and all answers are in
     * the message.
     *
     * @param threshold in [0, 1]
     * @param questions at least one, each different, such that yes is what is wanted
     * @throws AssertionError if one is not above the threshold; otherwise as {@link AnswerAssert} does
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
                .orElseThrow(() -> new IllegalStateException("no judge is known here: name one with"
                        + " assertThat(image).judgedBy(judge), or register one for the class, in a field:"
                        + " @RegisterExtension static final ClipExtension clip = ClipExtension.judgedBy(judge)"));
    }

    /**
     * Prepares for a check of whether the picture changed as its description did. A test that leaves it unchecked fails.
     *
     * @param before the picture before it was edited
     * @param promptBefore what it showed then, in words
     * @param promptAfter what it should show now, in words
     */
    @CheckReturnValue
    public EditAssert isEditOf(ClipImage before, String promptBefore, String promptAfter) {
        isNotNull();
        Demands.require("before", before);
        return carry(new EditAssert(actual, before, promptBefore, promptAfter, scorer()));
    }

    /** As the other, for a picture in memory. */
    @CheckReturnValue
    public EditAssert isEditOf(BufferedImage before, String promptBefore, String promptAfter) {
        return isEditOf(ClipAssertions.image(Demands.require("before", before)), promptBefore, promptAfter);
    }

    /**
     * Prepares for a check of how alike the picture and the nearest of several references are to the model.
     *
     * @param references at least one {@link BufferedImage}, {@link ClipImage} or {@link java.nio.file.Path}
     */
    @CheckReturnValue
    public ReferencePicturesAssert isSimilarToAnyOf(Collection<?> references) {
        isNotNull();
        return carry(new ReferencePicturesAssert(actual, ClipAssertions.images("references", references), scorer()));
    }

    /** Goes on with the picture's embedding. */
    public EmbeddingAssert embedding() {
        isNotNull();
        return carry(new EmbeddingAssert(scorer().embed(actual)));
    }
}
