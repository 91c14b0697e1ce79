package io.github.clipunit.generator;

import io.github.clipunit.settings.Setting;

/**
 * What can be set about generators.
 *
 * @hidden
 */
public final class GeneratorSettings {

    /**
     * What becomes of a test whose generator is unavailable.
     *
     * @hidden
     */
    public enum Unavailable {
        /** It fails. */
        FAIL,
        /** It is aborted, which builds count as skipped. */
        ABORT
    }

    /** What becomes of a test whose generator is unavailable. */
    public static final Setting<Unavailable> UNAVAILABLE = Setting.choice(
            "clipunit.generator.unavailable",
            "what becomes of a test whose generator does not answer or says to come back later: fail, or abort, which counts"
                    + " as skipped",
            Unavailable.FAIL);

    /** How often generators may be called in a run. */
    public static final Setting<Long> MAX_CALLS = Setting.whole(
            "clipunit.generator.max-calls",
            "how often generators may be called in a run, by cassettes and assertThatGenerator, retries included; 0 for no"
                    + " limit",
            0L,
            0,
            Integer.MAX_VALUE);

    private GeneratorSettings() {}
}
