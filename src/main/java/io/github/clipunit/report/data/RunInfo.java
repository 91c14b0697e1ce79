package io.github.clipunit.report.data;

/**
 * One run of one module's tests.
 *
 * @param id the run, shared by all its forks
 * @param module the name of the folder that the tests ran in
 * @param started when its first fork opened its journal, in ISO 8601, UTC
 */
public record RunInfo(String id, String module, String started) {}
