package io.github.clipunit.soak;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A JVM of its own that runs one of the programs, and dies alone. */
public final class Child {

    private final List<String> command = new ArrayList<>();

    private Child(String main, List<String> options) {
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-Djava.awt.headless=true", "-XX:+UseSerialGC", "-XX:-CreateCoredumpOnCrash"));
        command.addAll(options);
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), main));
    }

    /** The command that runs a program with options of the JVM and arguments. */
    public static ProcessBuilder command(String main, List<String> options, String... arguments) {
        Child child = new Child(main, options);
        child.command.addAll(List.of(arguments));
        return new ProcessBuilder(child.command);
    }

    /** Starts it and passes each line on that it prints, errors included. */
    static Ended run(String main, List<String> options, String... arguments) throws IOException, InterruptedException {
        Process process =
                command(main, options, arguments).redirectErrorStream(true).start();
        List<String> lines = new ArrayList<>();
        try (BufferedReader output = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = output.readLine(); line != null; line = output.readLine()) {
                lines.add(line);
            }
        }
        return new Ended(process.waitFor(), lines);
    }

    /** How it ended, and what it said. */
    record Ended(int exitCode, List<String> lines) {}
}
