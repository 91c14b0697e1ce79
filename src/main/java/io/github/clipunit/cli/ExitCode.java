package io.github.clipunit.cli;

/** The exit codes, by which scripts and builds decide. */
final class ExitCode {

    /** Everything was done, and the result is good. */
    static final int OK = 0;
    /** Everything was done, and the result is bad: a score below --min, a damaged file, a wrong number, a golden not migrated. */
    static final int NO = 1;
    /** The command line or a setting is wrong. */
    static final int USAGE = 2;
    /** Some pictures, lines of a manifest or goldens could not be read; the others were scored. */
    static final int UNREADABLE = 3;
    /** The work could not be done, for example because a model is missing. */
    static final int FAILED = 4;

    private ExitCode() {}
}
