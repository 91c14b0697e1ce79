package io.github.clipunit.generator;

import io.github.clipunit.settings.Setting;

/**
 * The settings of generators.
 *
 * @hidden
 */
public final class GeneratorSettings {

    /**
     * The result of a test whose generator is unavailable.
     *
     * @hidden
     */
    public enum Unavailable {
        /** The test fails. */
        FAIL,
        /** The test is aborted, which builds count as skipped. */
        ABORT
    }

    /** The result of a test whose generator is unavailable. */
    public static final Setting<Unavailable> UNAVAILABLE = Setting.choice(
            "clipunit.generator.unavailable",
            "the result of a test whose generator does not answer or asks to try again later: fail, or abort, which"
                    + " counts as skipped; lasting failures, such as an empty account, always fail",
            Unavailable.FAIL);

    /** The largest number of generator calls in a run. */
    public static final Setting<Long> MAX_CALLS = Setting.whole(
            "clipunit.generator.max-calls",
            "the largest number of generator calls in a run (with Gradle: in each worker), by cassettes and"
                    + " assertThatGenerator, retries included; 0 for no limit",
            0L,
            0,
            Integer.MAX_VALUE);

    private GeneratorSettings() {}
}
