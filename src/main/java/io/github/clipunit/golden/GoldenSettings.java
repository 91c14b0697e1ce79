package io.github.clipunit.golden;

import io.github.clipunit.settings.Setting;

/**
 * The settings of goldens.
 *
 * @hidden
 */
public final class GoldenSettings {

    /** The mode of a run. */
    public static final Setting<GoldenMode> MODE = Setting.choice(
            "clipunit.golden.mode",
            "interactive records missing goldens, except on build servers; readonly records none; update also rewrites"
                    + " failing goldens, update=all every golden",
            GoldenMode.INTERACTIVE);

    /** The directory of the goldens. */
    public static final Setting<String> DIRECTORY = Setting.path(
            "clipunit.golden.dir",
            "the directory of the goldens (default: src/test/resources/golden; src/NAME/resources/golden for other"
                    + " Gradle source sets)",
            "");

    /** The tolerance: how far a score may lie below its golden's. */
    public static final Setting<Double> TOLERANCE = Setting.number(
            "clipunit.golden.tolerance", "how far a score may lie below its golden's, as a cosine", 0.01, 0, 2);

    /** The false positive rate of tests on several pictures. */
    public static final Setting<Double> ALPHA = Setting.number(
            "clipunit.golden.alpha",
            "how often a test on several pictures may fail by chance, although they did not get worse",
            0.01,
            1e-6,
            0.49);

    /** The false positive rate of all set goldens of a run together. */
    public static final Setting<Double> RUN_ALPHA = Setting.number(
            "clipunit.golden.run-alpha",
            "how often a run may fail by chance, over all goldens of several pictures, although nothing got worse; 0 gives"
                    + " each golden its own clipunit.golden.alpha",
            0.0,
            0,
            0.49);

    /** The single golden to rewrite. */
    public static final Setting<String> ONLY = Setting.text(
            "clipunit.golden.only",
            "the path of the only golden to rewrite; ? matches any character; all unless set",
            "");

    private GoldenSettings() {}
}
