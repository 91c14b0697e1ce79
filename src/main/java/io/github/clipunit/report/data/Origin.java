package io.github.clipunit.report.data;

/**
 * Which line of which journal a check comes from: what tells copies of one check from checks that are alike.
 *
 * @param run the run, shared by all its forks
 * @param module the name of the folder that the tests ran in
 * @param process the fork
 * @param attempt how often, before this check, the fork had begun the test, from 0
 * @param sequence the number of the check in its fork, from 1
 */
public record Origin(String run, String module, String process, int attempt, int sequence) {}
