package io.github.clipunit.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A process that has ended.
 *
 * @param first its first line
 * @param untilFirst from its start until that line came, in milliseconds
 * @param untilEnd from its start to its end, in milliseconds
 */
record Program(String first, double untilFirst, double untilEnd) {

    /**
     * Runs a program, which prints what it measured in its first line.
     *
     * @throws IllegalStateException if it fails; the message holds the last thing it said
     */
    static Program run(List<String> command) throws IOException, InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(false);
        builder.redirectError(ProcessBuilder.Redirect.INHERIT);
        long start = System.nanoTime();
        Process process = builder.start();
        try (BufferedReader output =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String first = output.readLine();
            double untilFirst = (System.nanoTime() - start) / 1e6;
            output.lines().forEach(more -> {});
            if (process.waitFor() != 0 || first == null) {
                throw new IllegalStateException(String.join(" ", command) + " failed: " + first);
            }
            return new Program(first, untilFirst, (System.nanoTime() - start) / 1e6);
        }
    }

    /** Runs a program of the benchmarks in a JVM of its own, on the same model. */
    static Program java(Class<?> main, Map<String, String> properties, String... arguments)
            throws IOException, InterruptedException {
        return java(List.of(), main, properties, arguments);
    }

    /** Does so with options of the JVM. */
    static Program java(List<String> options, Class<?> main, Map<String, String> properties, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(command(options, main, properties));
        command.addAll(List.of(arguments));
        return run(command);
    }

    /** The command of a JVM that runs a program of the benchmarks; arguments may follow. */
    static List<String> command(Class<?> main, Map<String, String> properties) {
        return command(List.of(), main, properties);
    }

    private static List<String> command(List<String> options, Class<?> main, Map<String, String> properties) {
        List<String> command = new ArrayList<>(List.of(System.getProperty("java.home") + "/bin/java"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        properties.forEach((key, value) -> command.add("-D" + key + "=" + value));
        command.add(main.getName());
        return command;
    }

    /** Runs a program that may fail, and gives the error it ended with, or nothing if it ended well. */
    static Optional<String> error(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return process.waitFor() == 0
                ? Optional.empty()
                : Optional.of(output.lines()
                        .filter(line -> line.matches(".*(Error|Exception)\\b.*: .*"))
                        .findFirst()
                        .orElse(output.strip()));
    }

    /** The numbers of its first line. */
    double[] numbers() {
        return List.of(first.strip().split("\\s+")).stream()
                .mapToDouble(Double::parseDouble)
                .toArray();
    }

    /** The time until its first line, whose second number is what it took on the processor. */
    Timing start() {
        return new Timing(untilFirst, numbers()[1]);
    }

    /** The first two numbers: milliseconds by the clock and on the processor. */
    Timing timing() {
        return new Timing(numbers()[0], numbers()[1]);
    }
}
