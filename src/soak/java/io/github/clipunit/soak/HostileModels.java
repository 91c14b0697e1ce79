package io.github.clipunit.soak;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Models that are damaged, loaded in JVMs of their own: where one crashes, another goes on after the model that did it. */
final class HostileModels {

    private static final String NUMBER = "number ";

    private HostileModels() {}

    static Count run(int models, String seed, Path scratch) throws IOException, InterruptedException {
        Map<String, Integer> outcomes = new TreeMap<>();
        int crashes = 0;
        int next = 0;
        while (next < models) {
            Child.Ended ended = Child.run(
                    "io.github.clipunit.onnx.DamagedModels",
                    List.of("-Xmx256m"),
                    seed,
                    String.valueOf(next),
                    String.valueOf(models),
                    scratch.toString());
            for (String line : ended.lines()) {
                if (line.startsWith(NUMBER)) {
                    next = Integer.parseInt(line.substring(NUMBER.length())) + 1;
                } else if (line.startsWith("outcome ")) {
                    outcomes.merge(line.substring("outcome ".length()), 1, Integer::sum);
                } else if (line.startsWith("complaint")) {
                    System.out.println("  " + line);
                }
            }
            if (ended.exitCode() != 0) {
                crashes++;
                System.out.println("  model " + (next - 1) + " ended the JVM with " + ended.exitCode());
                ended.lines().stream()
                        .filter(line ->
                                line.startsWith("#") || line.contains("panicked") || line.startsWith("Exception"))
                        .limit(12)
                        .forEach(line -> System.out.println("    " + line));
                next = Math.max(next, 1);
            }
        }
        return new Count(models, outcomes, crashes);
    }

    /** How many ended how. */
    record Count(int models, Map<String, Integer> outcomes, int crashes) {

        boolean isWhole() {
            return crashes == 0 && outcomes.keySet().stream().noneMatch(outcome -> outcome.startsWith("raw"));
        }

        @Override
        public String toString() {
            return models + " hostile models: " + outcomes + ", " + crashes + " crashes or hangs";
        }
    }
}
