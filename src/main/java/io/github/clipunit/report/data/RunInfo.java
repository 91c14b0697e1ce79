package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One run of one module's tests.
 *
 * @param id the run, shared by all its forks
 * @param module the name of the folder in which the tests ran
 * @param started when the first fork began, in ISO 8601, UTC
 * @param ended when the last fork ended, or null if one did not
 * @param machine the machine that the tests ran on
 * @param commit the tested commit, in hexadecimal, or null if it is unknown
 * @param sources the link to which the path of a source file is appended, so that a browser shows it, or null if it is
 *     unknown
 * @param generators how often the processes called generators, by process, or null if none did
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

    /** Creates a run in which no generator was called yet. */
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

    /** Merges the data of two forks of the run; the result does not depend on their order. */
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

    /**
     * Returns the lesser of two values that should be equal, or the one that is present; the result does not depend on
     * their order.
     */
    static <T extends Comparable<? super T>> @Nullable T least(@Nullable T one, @Nullable T other) {
        if (one == null || other == null) {
            return one == null ? other : one;
        }
        return one.compareTo(other) <= 0 ? one : other;
    }

    /** Returns the same run after one of its forks ended. */
    public RunInfo endedAt(String instant) {
        return new RunInfo(id, module, started, instant, machine, commit, sources, generators);
    }

    /** Returns the same run after one of its processes called generators. */
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
     * The calls of generators by one process.
     *
     * @param calls all calls, including failed ones
     * @param refused the calls refused by a content filter
     * @param unavailable the calls that found the generator unavailable
     * @param cost the cost of the pictures by currency, as far as their facts state it
     */
    public record GeneratorTotals(int calls, int refused, int unavailable, Map<String, Double> cost) {

        public GeneratorTotals {
            requireNonNull(cost, "cost");
        }
    }

    /**
     * The machine of a run.
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
