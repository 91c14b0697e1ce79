package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.GoldenMode;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.BuildServer;
import io.github.clipunit.golden.store.GoldenAnnotations;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * The rules for goldens: which may be written, and which drop is tolerated.
 *
 * @param mode which goldens the run may write
 * @param only the path of the only golden to rewrite, in which {@code ?} matches any character; empty for all
 * @param server whether this is a build server
 * @param tolerance how far a score may lie below its golden's
 * @param isToleranceGiven whether the tolerance was set explicitly, so that it replaces one derived from the golden's
 *     scores
 * @param alpha the false positive rate of tests on several pictures
 * @param proofAlpha how often a proof that pictures are no worse may be wrong
 */
record GoldenRules(
        GoldenMode mode,
        String only,
        BuildServer server,
        double tolerance,
        boolean isToleranceGiven,
        double alpha,
        double proofAlpha) {

    GoldenRules {
        if (!(tolerance >= 0 && tolerance <= 2)) {
            throw new IllegalArgumentException("golden tolerance [" + tolerance + "] must be from 0 to 2");
        }
    }

    static GoldenRules of(Settings settings, TestIdentity test, BuildServer server) {
        Optional<Double> annotated = new GoldenAnnotations(test).tolerance();
        return new GoldenRules(
                settings.get(GoldenSettings.MODE),
                settings.get(GoldenSettings.ONLY),
                server,
                annotated.orElseGet(() -> settings.get(GoldenSettings.TOLERANCE)),
                annotated.isPresent() || settings.isSet(GoldenSettings.TOLERANCE),
                settings.get(GoldenSettings.ALPHA),
                settings.get(GoldenSettings.ALPHA));
    }

    GoldenRules withTolerance(double other) {
        return new GoldenRules(mode, only, server, other, true, alpha, proofAlpha);
    }

    GoldenRules withAlpha(double other) {
        return new GoldenRules(mode, only, server, tolerance, isToleranceGiven, other, proofAlpha);
    }

    /**
     * Returns whether the golden may be rewritten. The wildcard exists because {@code $} in paths is a variable in some
     * shells.
     */
    boolean rewrites(GoldenKey key) {
        boolean isMeant = only.isEmpty()
                || (only.length() == key.path().length()
                        && IntStream.range(0, only.length())
                                .allMatch(i -> only.charAt(i) == '?'
                                        || only.charAt(i) == key.path().charAt(i)));
        return isMeant && (mode == GoldenMode.UPDATE || mode == GoldenMode.UPDATE_ALL);
    }

    /** Returns whether anything may be written. */
    boolean writes() {
        return !server.isHere() && mode != GoldenMode.READONLY;
    }

    /** Returns why nothing is written. */
    String reason() {
        return server.isHere()
                ? "where " + server + ", because nobody reviews what a build server accepts"
                : "where " + GoldenSettings.MODE.name() + " = [readonly]";
    }
}
