package io.github.clipunit.golden.verdict;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.CheckedGolden.Outcome;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.GoldenMode;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GitMove;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenFolder;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.LivePictures;
import io.github.clipunit.golden.store.Predecessor;
import io.github.clipunit.golden.store.Proposals;
import io.github.clipunit.golden.store.ReplayedPictures;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestScope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Decides by mode and machine whether to compare with a golden, write it or refuse. Goldens are written when their test
 * has passed; goldens that must not be written are proposed.
 *
 * @param scope the test
 * @param rules the mode and the machine
 * @param file the golden
 * @param accept the commands that record the golden or accept a new result
 * @param project the module of the test
 * @param console receives a line about each golden written
 * @param budget the run's false positive rate, if all set goldens share one
 */
record Arbiter(
        TestScope scope,
        GoldenRules rules,
        GoldenFile file,
        AcceptCommand accept,
        Project project,
        Consumer<String> console,
        Optional<RunBudget> budget) {

    Check settle(Comparison comparison) {
        Check check = decide(comparison);
        check.figures().stream()
                .filter(figure -> figure.name().equals(Figures.P_VALUE))
                .findFirst()
                .ifPresent(figure -> budget.ifPresent(
                        run -> run.add(scope.identity().selector(), file.shown(), figure.value(), check.passed())));
        return check;
    }

    /**
     * Returns the golden that the comparison would use, so that drawing can stop early; empty if a golden would be
     * recorded instead.
     *
     * @throws GoldenMismatchException if the golden cannot be compared
     */
    Optional<GoldenRecord> recorded(Comparison comparison) {
        if (rules.rewrites(file.key())) {
            return Optional.empty();
        }
        Optional<GoldenRecord> there = present(false);
        Optional<GoldenRecord> found = there.isPresent()
                ? there.filter(comparison::canUse)
                : former(comparison).map(Predecessor::golden);
        found.ifPresent(golden ->
                comparison.requireComparable(new GoldenIdentity(file.shown(), () -> accepting(comparison)), golden));
        return found;
    }

    /**
     * Records all cassettes of the class as used, so that cassettes of seeds that were not drawn this time do not count
     * as obsolete. Nothing shows which of the class's cassettes those are.
     */
    void keepCassettes() {
        if (isReplayed() || scope.parts(LivePictures.class).findFirst().isPresent()) {
            GoldenFolder folder = GoldenFolder.of(scope.settings(), scope.identity(), project);
            GoldenLedger ledger = new GoldenLedger(project);
            folder.cassettes().forEach(path -> ledger.note(folder.root(), path, true, scope.identity()));
        }
    }

    /** Returns whether the test used cassettes, which return the same pictures in each run. */
    boolean isReplayed() {
        return scope.parts(ReplayedPictures.class).findFirst().isPresent();
    }

    private Optional<GoldenRecord> present(boolean isRewritten) {
        return pending().of(path()).or(() -> isRewritten ? file.readIfSound() : file.read());
    }

    private Optional<Predecessor> former(Comparison comparison) {
        return Predecessor.find(file.key(), comparison.seen(), scope.identity(), project);
    }

    private Check decide(Comparison comparison) {
        boolean isRewritten = rules.rewrites(file.key());
        if (isRewritten && rules.server().isHere()) {
            throw new GoldenException(GoldenSettings.MODE.name() + " = ["
                    + rules.mode().toString().toLowerCase(Locale.ROOT) + "] is refused " + rules.reason()
                    + "\n" + accepting(comparison));
        }
        Optional<GoldenRecord> there = present(isRewritten);
        if (there.filter(comparison::canUse).isPresent()) {
            return isRewritten
                    ? update(comparison, there.get(), file.shown(), "")
                    : judge(comparison, there.get(), file.shown(), "");
        }
        Optional<Predecessor> former = there.isPresent() ? Optional.empty() : former(comparison);
        if (former.isPresent()) {
            return follow(comparison, former.get(), isRewritten);
        }
        return isRewritten ? rewrite(comparison, null) : recordFirst(comparison);
    }

    private Check follow(Comparison comparison, Predecessor former, boolean isRewritten) {
        String shown = project.show(file.key().root().resolve(former.path()));
        String note = "golden [" + file.shown() + "] is missing; [" + shown
                + "], whose test is gone, was used instead: if the test was renamed, move the golden along:"
                + new GitMove(project, file.key().root())
                        .lines(file.key().root().resolve(former.path()), path());
        Check check = isRewritten
                ? update(comparison, former.golden(), shown, note)
                : judge(comparison, former.golden(), shown, note);
        if (check.passed() && pending().of(path()).isEmpty()) {
            console.accept("clipunit: " + note);
        }
        return check;
    }

    /** Updates a golden that fails; a golden that passes is rewritten only if the mode demands all. */
    private Check update(Comparison comparison, GoldenRecord there, String shown, String note) {
        if (rules.mode() == GoldenMode.UPDATE && holds(comparison, there, shown)) {
            return judge(comparison, there, shown, note);
        }
        return comparison.isAlready(there)
                ? comparison.check().golden(shown, Outcome.HELD).passed()
                : rewrite(comparison, there);
    }

    private Check rewrite(Comparison comparison, @Nullable GoldenRecord there) {
        Outcome outcome = Files.exists(path()) ? Outcome.UPDATED : Outcome.RECORDED;
        pending()
                .add(
                        path(),
                        comparison.seen(),
                        () -> overwrite(comparison, there, outcome),
                        () -> console.accept(
                                "clipunit did not update golden [" + file.shown() + "], because its test failed"));
        return comparison.check().golden(file.shown(), outcome).passed();
    }

    private boolean holds(Comparison comparison, GoldenRecord there, String shown) {
        try {
            comparison.requireComparable(new GoldenIdentity(shown, () -> ""), there);
            return comparison.flaw(there, shown, comparison.check()) == null;
        } catch (GoldenMismatchException e) {
            return false;
        }
    }

    private Optional<CheckedGolden> overwrite(Comparison comparison, @Nullable GoldenRecord former, Outcome outcome) {
        if (!file.overwrite(comparison.seen(), comparison.shown())) {
            return Optional.empty();
        }
        announce(outcome == Outcome.UPDATED ? "rewrote" : "recorded", comparison, former);
        return written(outcome);
    }

    private Check recordFirst(Comparison comparison) {
        if (!rules.writes()) {
            boolean isAsked = rules.mode() == GoldenMode.READONLY;
            throw new GoldenException("golden [" + file.shown() + "] is missing, and none is recorded " + rules.reason()
                    + "\n" + accept.record(isAsked ? "interactive" : "") + proposed(comparison));
        }
        pending()
                .add(
                        path(),
                        comparison.seen(),
                        () -> writeFirst(comparison),
                        () -> console.accept(
                                "clipunit did not record golden [" + file.shown() + "], because its test failed"));
        return comparison.check().golden(file.shown(), Outcome.RECORDED).passed();
    }

    /** Records the golden, or compares with it if a faster fork has recorded it. */
    private Optional<CheckedGolden> writeFirst(Comparison comparison) {
        Optional<GoldenRecord> faster = file.writeIfAbsent(comparison.seen(), comparison.shown(), comparison::canUse);
        if (faster.isEmpty()) {
            announce("recorded", comparison, null);
            return written(Outcome.RECORDED);
        }
        Check check = judge(comparison, faster.get(), file.shown(), "");
        if (!check.passed()) {
            throw new AssertionError(OutputForm.LINES.of(String.valueOf(check.message())));
        }
        return Optional.empty();
    }

    private Optional<CheckedGolden> written(Outcome outcome) {
        new Proposals(project).withdraw(file.key());
        return Optional.of(new CheckedGolden(file.shown(), outcome));
    }

    private Check judge(Comparison comparison, GoldenRecord recorded, String shown, String note) {
        comparison.requireComparable(new GoldenIdentity(shown, () -> accepting(comparison)), recorded);
        Check.Builder check = comparison.check();
        String flaw = comparison.flaw(recorded, shown, check);
        if (flaw == null) {
            new Proposals(project).withdraw(file.key());
            if (note.isEmpty()) {
                mendLabel(comparison, recorded);
            }
            return check.golden(shown, Outcome.HELD).passed();
        }
        List<String> ending = new ArrayList<>();
        keep(comparison.worst()).ifPresent(kept -> ending.add("new picture: " + kept));
        if (!note.isEmpty()) {
            ending.add(note);
        }
        String proposed = proposed(comparison);
        ending.add(accept.accept() + proposed);
        if (!proposed.isEmpty()) {
            check.fact("proposal", project.show(new Proposals(project).folder()));
        }
        return check.golden(shown, Outcome.REGRESSED, accept.commands())
                .failed(flaw, comparison.why(), ending.toArray(String[]::new));
    }

    /** Corrects the label of a golden that was moved along with its renamed test. */
    private void mendLabel(Comparison comparison, GoldenRecord recorded) {
        if (rules.writes()
                && !recorded.label().equals(comparison.seen().label())
                && pending().of(path()).isEmpty()) {
            GoldenRecord mended = recorded.of(comparison.seen().label());
            pending()
                    .add(
                            path(),
                            mended,
                            () -> {
                                file.replace(recorded, mended);
                                console.accept("clipunit corrected the test name in golden [" + file.shown()
                                        + "], which was [" + recorded.label() + "]; commit it");
                                return Optional.empty();
                            },
                            () -> {});
        }
    }

    private String accepting(Comparison comparison) {
        return accept.accept() + proposed(comparison);
    }

    private String proposed(Comparison comparison) {
        Proposals proposals = new Proposals(project);
        if (!comparison.isWhole() || !proposals.leave(file.key(), comparison.seen(), comparison.shown())) {
            return "";
        }
        scope.parts(LivePictures.class).forEach(pictures -> pictures.propose(proposals));
        return "\nor copy the files in [" + project.show(proposals.folder())
                + "] over the root of the repository to accept the pictures of this run";
    }

    /** Stores the full picture, because a golden has only a thumbnail, and returns its path. */
    private Optional<String> keep(ClipImage picture) {
        Path kept = project.output().resolve("new").resolve(file.key().path().replaceFirst("\\.json$", ".png"));
        try {
            new AtomicFile(kept).write(GeneratedPicture.png(picture.toBufferedImage()));
            return Optional.of(project.show(kept));
        } catch (IOException e) {
            return Optional.empty(); // the build folder is read-only
        }
    }

    private void announce(String deed, Comparison comparison, @Nullable GoldenRecord former) {
        String was = former == null || former.meanScore().isEmpty()
                ? ""
                : ", was " + SixDigits.text(former.meanScore().getAsDouble());
        console.accept("clipunit " + deed + " golden [" + file.shown() + "]: " + comparison.summary() + was
                + "; review it and commit it");
        comparison.caution(former).ifPresent(console);
    }

    private PendingGoldens pending() {
        return Goldens.pending(scope);
    }

    private Path path() {
        return file.key().file();
    }
}
