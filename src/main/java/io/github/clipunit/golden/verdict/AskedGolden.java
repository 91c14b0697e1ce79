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
 * The golden that a test asked for, and what to compare with it.
 *
 * <p>Each comparison gives the check that reports are told of; if it failed, its message is the whole failure message. It
 * throws, without a verdict on the pictures,
 *
 * <ul>
 *   <li>{@link GoldenMismatchException} if the golden is of another model, preprocessing or prompt, or of a newer format;
 *   <li>{@link GoldenException} if the scorer does not name its model, or the golden is damaged, cannot be read or
 *       written, is missing where none may be written, as on a build server, or is to be rewritten there.
 * </ul>
 */
public final class AskedGolden {

    private final GoldenRules rules;
    private final GoldenKey key;
    private final UnaryOperator<String> reading;
    private final Arbiter arbiter;
    private final Supplier<Explanation> why;

    /**
     * @param reading says how a prompt is read, as {@link io.github.clipunit.PromptReading#mode} does
     */
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

    /** The same, which says of one picture's score that regressed why it is what it is. */
    public AskedGolden explaining(Supplier<Explanation> other) {
        return new AskedGolden(rules, key, reading, arbiter, other);
    }

    /**
     * Compares the score of one picture: it regressed if it is lower than the golden's by more than the tolerance. A picture
     * that is another one than the golden's is held against the mean of what was recorded, where that is several, by a
     * tolerance that their spread gives.
     *
     * @param model what scored
     * @param prompt what the picture was scored with
     */
    public Check compare(ClipModel model, String prompt, ScoredPicture picture) {
        GoldenRecord seen = record(model, prompt, List.of(picture));
        return arbiter.settle(new ScoreComparison(model, seen, picture, rules, arbiter.isReplayed(), why));
    }

    /**
     * Compares the mean score of several pictures of one prompt, such as those of several seeds: it regressed if a
     * {@link DropTest} shows that the mean fell by more than the tolerance.
     *
     * @param model what scored
     * @param prompt what the pictures were scored with
     * @param pictures at least one; two, unless several were recorded
     * @param question how they are compared
     * @throws IllegalArgumentException if there are no pictures, or one only, to be compared with one, or not whole batches
     */
    public Check compareMean(ClipModel model, String prompt, List<ScoredPicture> pictures, SetQuestion question) {
        requirePictures(prompt, pictures);
        question.requireEnough(pictures.size());
        return arbiter.settle(set(model, prompt, pictures, question, null));
    }

    /**
     * As {@link #compareMean}, pair by pair, with as many pictures as the verdict needs: all that may be drawn where there is
     * no golden yet, else until a {@link SequentialTest} is sure.
     *
     * @param draws gives the pictures of the seeds from the first on
     * @param question whether they are to be shown to be worse, or to be no worse; as a proof, each look has the same share of
     *     alpha
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

    /** What a proof may get wrong is no false positive, so that a run's budget of those has no say in it. */
    private double alpha(SetQuestion question) {
        return question.isProof() ? rules.proofAlpha() : rules.alpha();
    }

    private GoldenRecord record(ClipModel model, String prompt, List<ScoredPicture> pictures) {
        return record(model, List.of(entry(prompt, pictures)));
    }

    /**
     * Compares the scores of several prompts: they regressed if a {@link SuiteDropTest} shows that they fell by more than the
     * tolerance, together or one by one.
     *
     * @param model what scored
     * @param pictures the pictures of each prompt, in the order of the golden; at least one a prompt
     * @param question how they are compared, without batches
     * @throws IllegalArgumentException if there are no prompts, a prompt has no pictures, or there is one prompt with one
     *     picture to be compared with one
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
     * Compares a picture itself with the golden's, whatever its prompt: it resembles that if the cosine of the two
     * embeddings is above a threshold. The golden's numbers are of 16 bits, which changes a cosine by less than 1e-5.
     *
     * @param model what embeds
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
     * Compares a judge's answer: it regressed if yes, above 0.5, became no, or no yes.
     *
     * @param judge its id
     * @param yes the probability of yes
     * @param origin where the answer comes from, in words
     */
    public Check compareAnswer(String judge, String question, ClipImage picture, double yes, String origin) {
        Embedding byHash = ClipScorer.of(judge, (image, text) -> yes).embed(picture);
        GoldenRecord.Entry entry = GoldenRecord.Entry.of(question, List.of(new ScoredPicture(picture, byHash, yes)));
        GoldenRecord seen = new GoldenRecord(key.label(), GoldenRecord.Model.ofJudge(judge), List.of(entry));
        return arbiter.settle(new AnswerComparison(seen, picture, origin));
    }

    /** Two scorers that do not name their models would compare as equal. */
    private GoldenRecord record(ClipModel model, List<GoldenRecord.Entry> entries) {
        if (!model.isNamed()) {
            throw new GoldenException(
                    "a golden holds the scores of one model, known by its name, but this scorer does not"
                            + " name its model: override model() with ClipModel.of(\"my-scorer-2\"), an id that changes"
                            + " whenever the scores do");
        }
        return new GoldenRecord(key.label(), GoldenRecord.Model.of(model), entries);
    }
}
