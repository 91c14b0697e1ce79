package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

/**
 * The journal and line that an entry comes from. It distinguishes copies of one test from tests that look the same.
 *
 * @param run the run, shared by all its forks
 * @param module the name of the folder in which the tests ran
 * @param process the fork
 * @param attempt how often the fork had begun the test before this attempt, from 0
 * @param sequence the number of the line in its fork, from 1
 */
public record Origin(String run, String module, String process, int attempt, int sequence) {

    public Origin {
        requireNonNull(run, "run");
        requireNonNull(module, "module");
        requireNonNull(process, "process");
    }
}
