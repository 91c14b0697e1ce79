package io.github.clipunit.golden.verdict;

import io.github.clipunit.golden.GoldenMode;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.golden.store.BuildServer;
import io.github.clipunit.golden.store.GoldenAnnotations;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;

/**
 * What is allowed and what is tolerated.
 *
 * @param mode what may be done to goldens
 * @param only the path of the one golden that {@link GoldenMode#UPDATE} rewrites, or empty for all
 * @param server whether this is a build server
 * @param tolerance how far a score may lie below its golden's
 * @param alpha the false-alarm rate of the tests for several pictures
 */
record GoldenRules(GoldenMode mode, String only, BuildServer server, double tolerance, double alpha) {

    GoldenRules {
        if (!(tolerance >= 0 && tolerance <= 2)) {
            throw new IllegalArgumentException("golden tolerance (" + tolerance + ") must be from 0 to 2");
        }
    }

    static GoldenRules of(Settings settings, TestIdentity test, BuildServer server) {
        return new GoldenRules(
                settings.get(GoldenSettings.MODE),
                settings.get(GoldenSettings.ONLY),
                server,
                new GoldenAnnotations(test).tolerance().orElseGet(() -> settings.get(GoldenSettings.TOLERANCE)),
                settings.get(GoldenSettings.ALPHA));
    }

    GoldenRules withTolerance(double other) {
        return new GoldenRules(mode, only, server, other, alpha);
    }

    boolean rewrites(GoldenKey key) {
        return mode == GoldenMode.UPDATE && (only.isEmpty() || only.equals(key.path()));
    }
}
