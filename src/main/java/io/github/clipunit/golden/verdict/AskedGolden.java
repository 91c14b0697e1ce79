package io.github.clipunit.golden.verdict;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.stats.DropTest;
import io.github.clipunit.stats.SequentialTest;
import io.github.clipunit.stats.SuiteDropTest;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * A golden that a test uses, and the comparisons with it.
 *
 * <p>Each comparison returns the check for the reports; if it failed, its message is the whole failure message. A
 * comparison throws, without a verdict on the pictures,
 * <ul>
 * <li>{@link GoldenMismatchException} if the golden belongs to another model, preprocessing or prompt, or has a newer
 * format;
 * <li>{@link GoldenException} if the scorer does not name its model, or the golden is damaged, cannot be read or
 * written, is missing where none may be written, such as on a build server, or would be rewritten there.
 * </ul>
 */
public final class AskedGolden {

    private final GoldenRules rules;
    private final GoldenKey key;
    private final UnaryOperator<String> reading;
    private final Arbiter arbiter;
    private final Supplier<Explanation> why;

    /** @param reading describes how a prompt is read, as {@link io.github.clipunit.PromptReading#mode} does */
    AskedGolden(GoldenRules rules, GoldenKey key, UnaryOperator<String> reading, Arbiter arbiter) {
        this(rules, key, reading, arbiter, () -> Explanation.NONE);
    }

    private AskedGolden(
            GoldenRules rules,
            GoldenKey key,
            UnaryOperator<String> reading,
            Arbiter arbiter,
            Supplier<Explanation> why) {
        this.rules = rules;
        this.key = key;
        this.reading = reading;
        this.arbiter = arbiter;
        this.why = why;
    }

    /** Returns the same golden with an explanation for the score of a single picture that regressed. */
    public AskedGolden explaining(Supplier<Explanation> other) {
        return new AskedGolden(rules, key, reading, arbiter, other);
    }

    /**
     * Compares the score of one picture, which regressed if it is lower than the golden's by more than the tolerance.
     * If the golden has several pictures and this is not one of them, it is compared with their mean, with a tolerance
     * derived from their spread.
     *
     * @param model the model that computed the score
     * @param prompt the prompt of the picture
     */
    public Check compare(ClipModel model, String prompt, ScoredPicture picture) {
        GoldenRecord seen = record(model, prompt, List.of(picture));
        return arbiter.settle(new ScoreComparison(model, seen, picture, rules, arbiter.isReplayed(), why));
    }

    /**
     * Compares the mean score of several pictures of one prompt, such as pictures of several seeds. It regressed if a
     * {@link DropTest} shows that the mean fell by more than the tolerance.
     *
     * @param model the model that computed the scores
     * @param prompt the prompt of the pictures
     * @param pictures at least one; at least two if the golden has only one
     * @param question how they are compared
     * @throws IllegalArgumentException if there are no pictures, one picture to compare with one, or incomplete batches
     */
    public Check compareMean(ClipModel model, String prompt, List<ScoredPicture> pictures, SetQuestion question) {
        requirePictures(prompt, pictures);
        question.requireEnough(pictures.size());
        return arbiter.settle(set(model, prompt, pictures, question, null));
    }

    /**
     * Works like {@link #compareMean}, pair by pair, with as many pictures as the verdict needs. It draws the largest
     * number if there is no golden yet, and otherwise stops when a {@link SequentialTest} is certain.
     *
     * @param draws returns the pictures of the first seeds
     * @param question whether the pictures must be shown to be worse, or be proven no worse; a proof gives each test
     *     the same share of alpha
     */
    public Check compareDrawn(ClipModel model, String prompt, Draws draws, SetQuestion question) {
        SetQuestion paired = question.pairedBySeed();
        SequentialTest whole = draws.plan(draws.most(), alpha(question));
        Optional<GoldenRecord> golden =
                arbiter.recorded(set(model, prompt, draws.first(SequentialTest.FIRST), paired, whole));
        if (golden.isEmpty()) {
            return arbiter.settle(set(model, prompt, draws.first(draws.most()), paired, whole));
        }
        SequentialTest plan = draws.plan(golden.get().first().samples().size(), alpha(question));
        SetComparison sure = plan.looks().stream()
                .map(drawn -> set(model, prompt, draws.first(drawn), paired, plan))
                .filter(comparison -> comparison.isSure(golden.get()))
                .findFirst()
                .orElseThrow();
        if (sure.pictures().size() < draws.most()) {
            arbiter.keepCassettes();
        }
        return arbiter.settle(sure);
    }

    private SetComparison set(
            ClipModel model,
            String prompt,
            List<ScoredPicture> pictures,
            SetQuestion question,
            @Nullable SequentialTest plan) {
        return new SetComparison(
                model, record(model, prompt, pictures), pictures, rules.tolerance(), alpha(question), question, plan);
    }

    /**
     * Returns the level of the test. The error of a proof is not a false positive, so the run's budget of false
     * positives does not apply to it.
     */
    private double alpha(SetQuestion question) {
        return question.isProof() ? rules.proofAlpha() : rules.alpha();
    }

    private GoldenRecord record(ClipModel model, String prompt, List<ScoredPicture> pictures) {
        return record(model, List.of(entry(prompt, pictures)));
    }

    /**
     * Compares the scores of several prompts. They regressed if a {@link SuiteDropTest} shows that they fell by more
     * than the tolerance, as a whole or for single prompts.
     *
     * @param model the model that computed the scores
     * @param pictures the pictures of each prompt, in the order of the golden; at least one per prompt
     * @param question how they are compared, without batches
     * @throws IllegalArgumentException if there are no prompts, a prompt has no pictures, or there is one prompt with
     *     one picture to compare with one
     */
    public Check compareSuite(ClipModel model, Map<String, List<ScoredPicture>> pictures, SetQuestion question) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be at least one prompt with its pictures, but there is none");
        }
        pictures.forEach(AskedGolden::requirePictures);
        List<GoldenRecord.Entry> entries = pictures.entrySet().stream()
                .map(prompt -> entry(prompt.getKey(), prompt.getValue()))
                .toList();
        return arbiter.settle(new SuiteComparison(
                model,
                record(model, entries),
                pictures,
                new SuiteDropTest(rules.tolerance(), alpha(question)),
                question));
    }

    private GoldenRecord.Entry entry(String prompt, List<ScoredPicture> pictures) {
        return GoldenRecord.Entry.of(prompt, reading.apply(prompt), pictures);
    }

    private static void requirePictures(String prompt, List<ScoredPicture> pictures) {
        if (pictures.isEmpty()) {
            throw new IllegalArgumentException(
                    "there must be at least one picture for " + VisibleText.quoted(prompt) + ", but there is none");
        }
    }

    /**
     * Compares a picture with the golden's picture, whatever the prompts. It resembles the golden if the cosine between
     * the two embeddings is above a threshold. The golden stores 16-bit numbers, which change a cosine by less than
     * 1e-5.
     *
     * @param model the model that computed the embedding
     * @param threshold in [-1, 1]
     */
    public Check compareLikeness(ClipModel model, ClipImage image, Embedding embedding, double threshold) {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException("cosine threshold [" + threshold + "] must be from -1 to 1");
        }
        GoldenRecord.Sample sample = GoldenRecord.Sample.of(image, null);
        GoldenRecord seen = record(model, List.of(new GoldenRecord.Entry(null, embedding, List.of(sample))));
        return arbiter.settle(new LikenessComparison(model, seen, image, threshold));
    }

    /**
     * Compares a judge's answer, which regressed if it changed between yes (above 0.5) and no.
     *
     * @param judge the judge's id
     * @param yes the probability of yes
     * @param origin the source of the answer, in words
     */
    public Check compareAnswer(String judge, String question, ClipImage picture, double yes, String origin) {
        Embedding byHash = ClipScorer.of(judge, (image, text) -> yes).embed(picture);
        GoldenRecord.Entry entry = GoldenRecord.Entry.of(question, List.of(new ScoredPicture(picture, byHash, yes)));
        GoldenRecord seen = new GoldenRecord(key.label(), GoldenRecord.Model.ofJudge(judge), List.of(entry));
        return arbiter.settle(new AnswerComparison(seen, picture, origin));
    }

    /** Creates a golden, and refuses a scorer without a model name: two of those would compare as equal. */
    private GoldenRecord record(ClipModel model, List<GoldenRecord.Entry> entries) {
        if (!model.isNamed()) {
            throw new GoldenException(
                    "a golden needs the name of the model that computed its scores, but this scorer does not name its"
                            + " model: override model() with ClipModel.of(\"my-scorer-2\"), and change that id whenever"
                            + " the scores change");
        }
        return new GoldenRecord(key.label(), GoldenRecord.Model.of(model), entries);
    }
}
