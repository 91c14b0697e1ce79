package io.github.clipunit.golden;

import io.github.clipunit.Check;
import io.github.clipunit.ClipImage;
import io.github.clipunit.ClipModel;
import io.github.clipunit.Embedding;
import io.github.clipunit.TestIdentity;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The golden that a test asked for, and what to compare with it.
 *
 * <p>Each comparison throws, without a verdict on the pictures,
 *
 * <ul>
 *   <li>{@link GoldenMismatchException} if the golden is of another test, model, preprocessing or prompt, or of a newer
 *       format;
 *   <li>{@link GoldenException} if it is damaged, cannot be read or written, is missing where {@code CI} is set, or is to be
 *       rewritten there.
 * </ul>
 */
public final class AskedGolden {

    private final GoldenFile file;
    private final GoldenRules rules;
    private final TestIdentity test;
    private final AcceptCommand command;
    private final Consumer<String> console;

    AskedGolden(
            GoldenFile file, GoldenRules rules, TestIdentity test, AcceptCommand command, Consumer<String> console) {
        this.file = file;
        this.rules = rules;
        this.test = test;
        this.command = command;
        this.console = console;
    }

    /**
     * Compares the score of one picture: it regressed if it is lower than the golden's by more than the tolerance.
     *
     * @param model what scored
     * @param prompt what the picture was scored with
     */
    public GoldenVerdict compare(ClipModel model, String prompt, ScoredPicture picture) {
        GoldenRecord seen = record(model, List.of(GoldenRecord.Entry.of(prompt, List.of(picture))));
        return settle(new ScoreComparison(model, seen, picture, rules.tolerance()));
    }

    /**
     * Compares a picture itself with the golden's, whatever its prompt: it resembles that if the cosine of the two
     * embeddings is above a threshold. The golden's numbers are of 16 bits, which changes a cosine by less than 1e-5.
     *
     * @param model what embeds
     * @param threshold in [-1, 1]
     */
    public GoldenVerdict compareLikeness(ClipModel model, ClipImage image, Embedding embedding, double threshold) {
        if (!(threshold >= -1 && threshold <= 1)) {
            throw new IllegalArgumentException("cosine threshold (" + threshold + ") must be from -1 to 1");
        }
        GoldenRecord.Sample sample = new GoldenRecord.Sample(image.sha256(), null);
        GoldenRecord seen = record(model, List.of(new GoldenRecord.Entry(null, embedding, List.of(sample))));
        return settle(new LikenessComparison(model, seen, image, threshold));
    }

    private GoldenRecord record(ClipModel model, List<GoldenRecord.Entry> entries) {
        return new GoldenRecord(file.key().label(), GoldenRecord.Model.of(model), entries);
    }

    private GoldenVerdict settle(Comparison comparison) {
        if (rules.rewrites(file.key())) {
            return rewrite(comparison);
        }
        Optional<GoldenRecord> recorded = file.read().filter(comparison::canUse);
        return recorded.isPresent() ? judge(comparison, recorded.get()) : recordFirst(comparison);
    }

    private GoldenVerdict rewrite(Comparison comparison) {
        if (rules.server().isHere()) {
            throw new GoldenException(Goldens.MODE.name() + " = [update] is refused where " + rules.server()
                    + ", because nobody reviews what a build server accepts\n" + accept());
        }
        boolean already = file.readIfSound().filter(comparison::isAlready).isPresent();
        if (!already && file.overwrite(comparison.seen(), comparison.shown())) {
            announce("rewrote", comparison);
        }
        return verdict(GoldenVerdict.Outcome.UPDATED, comparison.check());
    }

    private GoldenVerdict recordFirst(Comparison comparison) {
        if (rules.server().isHere()) {
            throw new GoldenException("golden [" + file.shown() + "] is missing, and none is recorded where "
                    + rules.server() + ", because nobody reviews what a build server accepts\n" + accept());
        }
        Optional<GoldenRecord> faster = file.writeIfAbsent(comparison.seen(), comparison.shown(), comparison::canUse);
        if (faster.isPresent()) {
            return judge(comparison, faster.get());
        }
        announce("recorded", comparison);
        return verdict(GoldenVerdict.Outcome.RECORDED, comparison.check());
    }

    private GoldenVerdict judge(Comparison comparison, GoldenRecord recorded) {
        comparison.requireComparable(new GoldenIdentity(file.shown(), accept()), recorded);
        Check.Builder check = comparison.check();
        String flaw = comparison.flaw(recorded, file.shown(), check);
        if (flaw == null) {
            return verdict(GoldenVerdict.Outcome.HELD, check);
        }
        GoldenVerdict.Outcome outcome = GoldenVerdict.Outcome.REGRESSED;
        Check failed = describe(check, outcome).failed(flaw + "\n" + accept());
        return new GoldenVerdict(outcome, file.key().file(), failed);
    }

    private GoldenVerdict verdict(GoldenVerdict.Outcome outcome, Check.Builder check) {
        return new GoldenVerdict(
                outcome, file.key().file(), describe(check, outcome).passed());
    }

    private Check.Builder describe(Check.Builder check, GoldenVerdict.Outcome outcome) {
        return check.fact(GoldenVerdict.FILE, file.shown())
                .fact(GoldenVerdict.OUTCOME, outcome.name().toLowerCase(Locale.ROOT));
    }

    private void announce(String deed, Comparison comparison) {
        console.accept("clipunit " + deed + " golden [" + file.shown() + "]: " + comparison.summary()
                + "; review it and commit it");
        comparison.caution().ifPresent(console);
    }

    private String accept() {
        return command.lines(test, file.key());
    }
}
