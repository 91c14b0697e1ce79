package io.github.clipunit.golden;

import io.github.clipunit.Settings;
import io.github.clipunit.TestIdentity;

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
                settings.get(Goldens.MODE),
                settings.get(Goldens.ONLY),
                server,
                new GoldenAnnotations(test).tolerance().orElseGet(() -> settings.get(Goldens.TOLERANCE)),
                settings.get(Goldens.ALPHA));
    }

    GoldenRules withTolerance(double other) {
        return new GoldenRules(mode, only, server, other, alpha);
    }

    boolean rewrites(GoldenKey key) {
        return mode == GoldenMode.UPDATE && (only.isEmpty() || only.equals(key.path()));
    }
}
