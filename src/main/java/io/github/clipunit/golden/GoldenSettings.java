package io.github.clipunit.golden;

import io.github.clipunit.settings.Setting;

/**
 * The settings of goldens.
 *
 * @hidden
 */
public final class GoldenSettings {

    /** What a run may do to goldens. */
    public static final Setting<GoldenMode> MODE = Setting.choice(
            "clipunit.golden.mode",
            "interactive records missing goldens, but not on build servers; readonly never does; update rewrites those that"
                    + " fail, update=all every one",
            GoldenMode.INTERACTIVE);

    /** Where goldens lie. */
    public static final Setting<String> DIRECTORY = Setting.path(
            "clipunit.golden.dir",
            "the directory of the goldens (default: src/test/resources/golden; for another source set of Gradle's,"
                    + " src/NAME/resources/golden)",
            "");

    /** How far a score may lie below its golden's. */
    public static final Setting<Double> TOLERANCE = Setting.number(
            "clipunit.golden.tolerance", "how far a score may lie below its golden's, as a cosine", 0.01, 0, 2);

    /** The false positive rate of the tests for several pictures. */
    public static final Setting<Double> ALPHA = Setting.number(
            "clipunit.golden.alpha",
            "how often pictures that did not get worse may fail a test of several, by chance",
            0.01,
            1e-6,
            0.49);

    /** The false positive rate of all set goldens of a run together. */
    public static final Setting<Double> RUN_ALPHA = Setting.number(
            "clipunit.golden.run-alpha",
            "how often a run in which nothing got worse may be red, by chance, over all goldens of several pictures; 0 where"
                    + " each golden has clipunit.golden.alpha to itself",
            0.0,
            0,
            0.49);

    /** The one golden that is rewritten. */
    public static final Setting<String> ONLY = Setting.text(
            "clipunit.golden.only",
            "the path of the one golden that is rewritten, in which ? is any character; all unless set",
            "");

    private GoldenSettings() {}
}
