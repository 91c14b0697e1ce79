package io.github.clipunit.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** Runs what was asked for, each in a JVM of its own, and ends with 1 if one of them broke a promise. */
public final class Soak {

    private static final String HALF_A_GIGABYTE = "-Xmx512m";
    private static final String QUARTER_OF_A_GIGABYTE = "-Xmx256m";

    private final String seed;
    private boolean isBroken;

    private Soak(String seed) {
        this.seed = seed;
    }

    /**
     * Runs the programs.
     *
     * @param args which of them ({@code all}, or {@code endurance}, {@code pictures}, {@code models}, {@code tests}), the
     *     seed, and how much of each: minutes, pictures, models and tests
     */
    public static void main(String[] args) throws IOException, InterruptedException {
        Path scratch = Files.createTempDirectory("clipunit-soak");
        Soak soak = new Soak(args[1]);
        System.out.println("seed " + soak.seed);
        try {
            soak.run(args, scratch);
        } finally {
            delete(scratch);
        }
        if (soak.isBroken) {
            System.exit(1);
        }
    }

    private void run(String[] args, Path scratch) throws IOException, InterruptedException {
        String only = args[0];
        if (wants(only, "endurance")) {
            String folder = Files.createDirectory(scratch.resolve("cache")).toString();
            run("endurance", Endurance.class.getName(), HALF_A_GIGABYTE, args[2], seed, folder);
        }
        if (wants(only, "pictures")) {
            run(
                    "pictures",
                    "io.github.clipunit.image.FuzzedPictures",
                    QUARTER_OF_A_GIGABYTE,
                    seed,
                    args[3],
                    "src/test/resources/pillow",
                    "src/test/resources/broken",
                    "src/test/resources/pictures");
        }
        if (wants(only, "models")) {
            HostileModels.Count count = HostileModels.run(Integer.parseInt(args[4]), seed, scratch.resolve("models"));
            tell("models", count.toString(), count.isWhole());
        }
        if (wants(only, "tests")) {
            Path folder = Files.createDirectory(scratch.resolve("tests"));
            run("tests", ManyTests.class.getName(), QUARTER_OF_A_GIGABYTE, args[5], seed, folder.toString());
        }
    }

    private static boolean wants(String only, String name) {
        return only.equals("all") || only.equals(name);
    }

    private void run(String name, String main, String heap, String... arguments)
            throws IOException, InterruptedException {
        Child.Ended ended = Child.run(main, List.of(heap), arguments);
        List<String> lines = ended.lines();
        int last = Math.max(0, lines.size() - 1);
        lines.subList(0, last).stream()
                .filter(line -> !line.startsWith("clipunit") && !line.startsWith(" ")) // its notices, one a golden
                .forEach(line -> System.out.println("  " + line));
        String said = lines.isEmpty() ? "said nothing" : lines.get(last);
        tell(name, said + (ended.exitCode() > 1 ? "; JVM ended with " + ended.exitCode() : ""), ended.exitCode() == 0);
    }

    private void tell(String name, String counts, boolean isKept) {
        isBroken |= !isKept;
        System.out.println(name + ": " + (isKept ? "kept: " : "BROKEN: ") + counts);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
