package io.github.clipunit.golden.verdict;

import io.github.clipunit.check.Check;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenRecord;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Decides by mode and machine whether a golden is compared with, written, or refused.
 *
 * @param rules the mode, and where this is
 * @param file the golden
 * @param accept the lines that say how to accept a new result
 * @param console is told what was written
 */
record Arbiter(GoldenRules rules, GoldenFile file, String accept, Consumer<String> console) {

    GoldenVerdict settle(Comparison comparison) {
        if (rules.rewrites(file.key())) {
            return rewrite(comparison);
        }
        Optional<GoldenRecord> recorded = file.read().filter(comparison::canUse);
        return recorded.isPresent() ? judge(comparison, recorded.get()) : recordFirst(comparison);
    }

    private GoldenVerdict rewrite(Comparison comparison) {
        if (rules.server().isHere()) {
            throw new GoldenException(GoldenSettings.MODE.name() + " = [update] is refused where " + rules.server()
                    + ", because nobody reviews what a build server accepts\n" + accept);
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
                    + rules.server() + ", because nobody reviews what a build server accepts\n" + accept);
        }
        Optional<GoldenRecord> faster = file.writeIfAbsent(comparison.seen(), comparison.shown(), comparison::canUse);
        if (faster.isPresent()) {
            return judge(comparison, faster.get());
        }
        announce("recorded", comparison);
        return verdict(GoldenVerdict.Outcome.RECORDED, comparison.check());
    }

    private GoldenVerdict judge(Comparison comparison, GoldenRecord recorded) {
        comparison.requireComparable(new GoldenIdentity(file.shown(), accept), recorded);
        Check.Builder check = comparison.check();
        String flaw = comparison.flaw(recorded, file.shown(), check);
        if (flaw == null) {
            return verdict(GoldenVerdict.Outcome.HELD, check);
        }
        GoldenVerdict.Outcome outcome = GoldenVerdict.Outcome.REGRESSED;
        Check failed = describe(check, outcome).failed(flaw + "\n" + accept);
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
}
