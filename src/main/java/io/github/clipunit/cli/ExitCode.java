package io.github.clipunit.cli;

/** What the process ends with; scripts and builds decide by it. */
final class ExitCode {

    /** All was done, and well. */
    static final int OK = 0;
    /** All was done, and the answer is no: a score below the least, a damaged file, a number off the published one, a golden left. */
    static final int NO = 1;
    /** The command line or a setting cannot be understood. */
    static final int USAGE = 2;
    /** Some pictures, lines of a manifest or goldens could not be read; the others were scored. */
    static final int UNREADABLE = 3;
    /** The work could not be done, for want of a model say. */
    static final int FAILED = 4;

    private ExitCode() {}
}
