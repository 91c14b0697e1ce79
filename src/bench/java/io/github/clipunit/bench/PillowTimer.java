package io.github.clipunit.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Times Pillow on the same picture, by a script in a Python of this machine. */
final class PillowTimer {

    static final String PYTHON = System.getProperty("clipunit.bench.python", "python3");
    private static final String SCRIPT = "bench/pillow_preprocessing.py";

    private PillowTimer() {}

    /**
     * What one call takes.
     *
     * @param normalised whether the tensor is made too, with numpy, or the resized picture is the end
     * @return empty where there is no such Python, or it lacks Pillow
     */
    static Optional<Timing> time(boolean normalised) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(PYTHON, SCRIPT, normalised ? "tensor" : "picture")
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip();
        if (process.waitFor() != 0) {
            System.out.println("no times of Pillow: " + answer.lines().reduce("", (first, last) -> last));
            return Optional.empty();
        }
        int gap = answer.indexOf(' ');
        return Optional.of(new Timing(
                Double.parseDouble(answer.substring(0, gap)), Double.parseDouble(answer.substring(gap + 1))));
    }
}
