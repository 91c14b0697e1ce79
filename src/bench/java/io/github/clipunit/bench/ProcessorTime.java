package io.github.clipunit.bench;

import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/** The processor time that one call costs the whole JVM, in nanoseconds: other processes hardly change it. */
public final class ProcessorTime implements InternalProfiler {

    static final String LABEL = "processor time";

    private final OperatingSystemMXBean system = ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);
    private long start;

    /** Made by JMH. */
    public ProcessorTime() {}

    @Override
    public String getDescription() {
        return LABEL + " of one call";
    }

    @Override
    public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
        start = system.getProcessCpuTime();
    }

    @Override
    public List<Result<?>> afterIteration(
            BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
        double spent = system.getProcessCpuTime() - start;
        return List.of(new ScalarResult(LABEL, spent / result.getMetadata().getAllOps(), "ns", AggregationPolicy.AVG));
    }
}
