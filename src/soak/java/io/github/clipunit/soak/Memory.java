package io.github.clipunit.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What this JVM holds, sampled over time: flat where the mean of the last quarter of the samples lies no more than 5 % above
 * that of the second quarter. The first quarter is the warm-up.
 */
final class Memory {

    private static final double MOST_GROWTH = 0.05;
    private static final Path DESCRIPTORS = Path.of("/proc/self/fd");
    private static final Path STATUS = Path.of("/proc/self/status");

    private final List<Double> heap = new ArrayList<>();
    private final List<Double> resident = new ArrayList<>();

    /** Takes a sample, in MiB: the heap after a collection, and the process as the system sees it. */
    void sample() throws IOException {
        Runtime runtime = Runtime.getRuntime();
        System.gc();
        heap.add((runtime.totalMemory() - runtime.freeMemory()) / 1048576.0);
        if (Files.isReadable(STATUS)) {
            try (Stream<String> lines = Files.lines(STATUS)) {
                resident.add(lines.filter(line -> line.startsWith("VmRSS:"))
                                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                                .sum()
                        / 1024.0);
            }
        }
    }

    /** How many files and sockets are open, or 0 where the system does not tell. */
    static long descriptors() throws IOException {
        if (!Files.isDirectory(DESCRIPTORS)) {
            return 0;
        }
        try (Stream<Path> open = Files.list(DESCRIPTORS)) {
            return open.count();
        }
    }

    boolean isFlat() {
        return growth(heap) <= MOST_GROWTH && growth(resident) <= MOST_GROWTH;
    }

    /** Whether each mean of the last quarter lies at most so many MiB, beside the 5 %, above that of the second. */
    boolean growsAtMost(double mebibytes) {
        return Stream.of(heap, resident)
                .filter(samples -> samples.size() >= 4)
                .allMatch(samples -> quarter(samples, 3) <= (1 + MOST_GROWTH) * quarter(samples, 1) + mebibytes);
    }

    private static double growth(List<Double> samples) {
        return samples.size() < 4 ? 0 : quarter(samples, 3) / quarter(samples, 1) - 1;
    }

    private static double quarter(List<Double> samples, int number) {
        int size = samples.size();
        return samples.subList(size * number / 4, size * (number + 1) / 4).stream()
                .mapToDouble(sample -> sample)
                .average()
                .orElseThrow();
    }

    @Override
    public String toString() {
        return "heap " + said(heap) + ", resident " + said(resident);
    }

    private static String said(List<Double> samples) {
        return samples.size() < 4
                ? "not told"
                : String.format(
                        Locale.ROOT,
                        "%.1f to %.1f MiB (%+.1f %%)",
                        quarter(samples, 1),
                        quarter(samples, 3),
                        100 * growth(samples));
    }
}
