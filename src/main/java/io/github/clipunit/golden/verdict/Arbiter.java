package io.github.clipunit.golden.verdict;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden.Outcome;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenRecord;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Decides by mode and machine whether a golden is compared with, written, or refused.
 *
 * @param rules the mode, and where this is
 * @param file the golden
 * @param accept the lines that say how to accept a new result
 * @param console is told what was written
 */
record Arbiter(GoldenRules rules, GoldenFile file, Supplier<String> accept, Consumer<String> console) {

    Check settle(Comparison comparison) {
        if (rules.rewrites(file.key())) {
            return rewrite(comparison);
        }
        Optional<GoldenRecord> recorded = file.read().filter(comparison::canUse);
        return recorded.isPresent() ? judge(comparison, recorded.get()) : recordFirst(comparison);
    }

    private Check rewrite(Comparison comparison) {
        if (rules.server().isHere()) {
            throw new GoldenException(GoldenSettings.MODE.name() + " = [update] is refused where " + rules.server()
                    + ", because nobody reviews what a build server accepts\n" + accept.get());
        }
        boolean already = file.readIfSound().filter(comparison::isAlready).isPresent();
        if (!already && file.overwrite(comparison.seen(), comparison.shown())) {
            announce("rewrote", comparison);
        }
        return comparison.check().golden(file.shown(), Outcome.UPDATED).passed();
    }

    private Check recordFirst(Comparison comparison) {
        if (rules.server().isHere()) {
            throw new GoldenException("golden [" + file.shown() + "] is missing, and none is recorded where "
                    + rules.server() + ", because nobody reviews what a build server accepts\n" + accept.get());
        }
        Optional<GoldenRecord> faster = file.writeIfAbsent(comparison.seen(), comparison.shown(), comparison::canUse);
        if (faster.isPresent()) {
            return judge(comparison, faster.get());
        }
        announce("recorded", comparison);
        return comparison.check().golden(file.shown(), Outcome.RECORDED).passed();
    }

    private Check judge(Comparison comparison, GoldenRecord recorded) {
        comparison.requireComparable(new GoldenIdentity(file.shown(), accept), recorded);
        Check.Builder check = comparison.check();
        String flaw = comparison.flaw(recorded, file.shown(), check);
        return flaw == null
                ? check.golden(file.shown(), Outcome.HELD).passed()
                : check.golden(file.shown(), Outcome.REGRESSED).failed(flaw + "\n" + accept.get());
    }

    private void announce(String deed, Comparison comparison) {
        console.accept("clipunit " + deed + " golden [" + file.shown() + "]: " + comparison.summary()
                + "; review it and commit it");
        comparison.caution().ifPresent(console);
    }
}
