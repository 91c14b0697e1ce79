package io.github.clipunit.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What this process takes from here on. */
final class Stopwatch {

    private static final Path STATUS = Path.of("/proc/self/status");
    private static final OperatingSystemMXBean SYSTEM =
            ManagementFactory.getPlatformMXBean(OperatingSystemMXBean.class);

    private final long clock = System.nanoTime();
    private final double processor = processor();

    /** The time since it was made. */
    Timing read() {
        return new Timing((System.nanoTime() - clock) / 1e6, processor() - processor);
    }

    /** Milliseconds of processor since the process began. */
    static double processor() {
        return SYSTEM.getProcessCpuTime() / 1e6;
    }

    /** The most memory this process ever had, in MiB; not a number where the system does not tell. */
    static double peakMemory() throws IOException {
        if (!Files.isReadable(STATUS)) {
            return Double.NaN;
        }
        try (Stream<String> lines = Files.lines(STATUS)) {
            return lines.filter(line -> line.startsWith("VmHWM"))
                    .mapToDouble(line -> Double.parseDouble(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElse(Double.NaN);
        }
    }
}
