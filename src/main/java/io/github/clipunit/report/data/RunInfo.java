package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of one module's tests.
 *
 * @param id the run, shared by all its forks
 * @param module the name of the folder that the tests ran in
 * @param started when its first fork began, in ISO 8601, UTC
 * @param ended when its last fork ended, or null where one did not
 * @param machine what it ran on
 * @param commit the commit that was tested, in hex, or null where it is not known
 * @param sources what the path of a source file is appended to, so that a browser shows it, or null where it is not known
 * @param generators how often its processes called generators, by process, or null where none did
 */
public record RunInfo(
        String id,
        String module,
        String started,
        @Nullable String ended,
        Machine machine,
        @Nullable String commit,
        @Nullable String sources,
        @Nullable Map<String, GeneratorTotals> generators) {

    /** A run in which no generator was called yet. */
    public RunInfo(
            String id,
            String module,
            String started,
            @Nullable String ended,
            Machine machine,
            @Nullable String commit,
            @Nullable String sources) {
        this(id, module, started, ended, machine, commit, sources, null);
    }

    public RunInfo {
        requireNonNull(id, "id");
        requireNonNull(module, "module");
        requireNonNull(started, "started");
        requireNonNull(machine, "machine");
    }

    /** The same run as two of its forks know it, whichever is asked. */
    public RunInfo or(RunInfo other) {
        return new RunInfo(
                id,
                module,
                started.compareTo(other.started) <= 0 ? started : other.started,
                ended == null || (other.ended != null && ended.compareTo(other.ended) < 0) ? other.ended : ended,
                machine.toString().compareTo(other.machine.toString()) <= 0 ? machine : other.machine,
                least(commit, other.commit),
                least(sources, other.sources),
                union(generators, other.generators));
    }

    /** Of two that should be equal, the same in either order; where there is but one, that. */
    static <T extends Comparable<? super T>> @Nullable T least(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** The same when a fork of it has ended. */
    public RunInfo endedAt(String instant) {
        return new RunInfo(id, module, started, instant, machine, commit, sources, generators);
    }

    /** The same when a process of it has called generators. */
    public RunInfo calling(String process, GeneratorTotals totals) {
        return new RunInfo(
                id, module, started, ended, machine, commit, sources, union(generators, Map.of(process, totals)));
    }

    private static @Nullable Map<String, GeneratorTotals> union(
            @Nullable Map<String, GeneratorTotals> some, @Nullable Map<String, GeneratorTotals> others) {
        if (some == null || others == null) {
            return some == null ? others : some;
        }
        Map<String, GeneratorTotals> all = new TreeMap<>(some);
        all.putAll(others);
        return all;
    }

    /**
     * How often one process called generators.
     *
     * @param calls with those that came to nothing
     * @param refused how many a content filter refused
     * @param unavailable how many found no generator
     * @param cost what the pictures cost, by currency, as far as their facts tell
     */
    public record GeneratorTotals(int calls, int refused, int unavailable, Map<String, Double> cost) {

        public GeneratorTotals {
            requireNonNull(cost, "cost");
        }
    }

    /**
     * What a run ran on.
     *
     * @param clipunit the version of clipunit
     * @param java the version and the vendor of the JVM
     * @param system the operating system, its version and the architecture
     */
    public record Machine(String clipunit, String java, String system) {

        public Machine {
            requireNonNull(clipunit, "clipunit");
            requireNonNull(java, "java");
            requireNonNull(system, "system");
        }
    }
}
