package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

/**
 * Which line of which journal something comes from: what tells copies of one test from tests that are alike.
 *
 * @param run the run, shared by all its forks
 * @param module the name of the folder that the tests ran in
 * @param process the fork
 * @param attempt how often, before this one, the fork had begun the test, from 0
 * @param sequence the number of the line in its fork, from 1
 */
public record Origin(String run, String module, String process, int attempt, int sequence) {

    public Origin {
        requireNonNull(run, "run");
        requireNonNull(module, "module");
        requireNonNull(process, "process");
    }
}
