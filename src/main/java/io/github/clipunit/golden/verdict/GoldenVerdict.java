package io.github.clipunit.golden.verdict;

import io.github.clipunit.check.Check;
import java.nio.file.Path;

/**
 * What comparing with a golden led to.
 *
 * @param outcome what happened
 * @param golden the golden's file
 * @param check the same as reports are told; its message is the whole failure message
 */
public record GoldenVerdict(Outcome outcome, Path golden, Check check) {

    /** The fact of a {@link Check} that names the golden's file. */
    public static final String FILE = "goldenFile";

    /** The fact of a {@link Check} that names the outcome, in lower case. */
    public static final String OUTCOME = "goldenOutcome";

    /** What happened to a golden. */
    public enum Outcome {
        /** It holds for the new pictures. */
        HELD,
        /** The new pictures are worse. */
        REGRESSED,
        /** There was none; the new pictures are it. */
        RECORDED,
        /** The new pictures replaced it. */
        UPDATED
    }

    /** Whether the test goes on. */
    public boolean passed() {
        return check.passed();
    }

    /** The whole failure message, or an empty text where it passed. */
    public String message() {
        return check.message() == null ? "" : check.message();
    }
}
