package io.github.clipunit.bench;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The ratios of comparisons by their names, as {@code bench/ratios.csv} keeps them. It lies among the tests, as its test
 * does: the benchmarks compile it, too.
 *
 * @param machine what they were measured on
 */
record Ratios(String machine, Map<String, Double> byName) {

    /** A ratio further from the committed one than this share of it has drifted. */
    private static final double DRIFT = 0.15;

    private static final Pattern ROW = Pattern.compile("\"([^\"]+)\",(\\d+(?:\\.\\d+)?)");

    /**
     * Reads the lines of a file: comments with the machine, and rows of a quoted name and a ratio.
     *
     * @throws IllegalArgumentException if a line is neither, or names a comparison again; names the file and the line
     */
    static Ratios parse(String file, List<String> lines) {
        List<String> comments = new ArrayList<>();
        Map<String, Double> byName = new LinkedHashMap<>();
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            Matcher row = ROW.matcher(line);
            if (line.startsWith("# ")) {
                comments.add(line.substring(2));
            } else if (!row.matches() || Double.parseDouble(row.group(2)) == 0) {
                throw unreadable(file, i, "must be \"NAME\",RATIO with a ratio above 0", line);
            } else if (byName.put(row.group(1), Double.valueOf(row.group(2))) != null) {
                throw unreadable(file, i, "must not name a comparison again", line);
            }
        }
        return new Ratios(String.join("; ", comments), byName);
    }

    private static IllegalArgumentException unreadable(String file, int index, String rule, String line) {
        return new IllegalArgumentException(
                "%s, line %d %s, but is [%s]; restore the file, or copy".formatted(file, index + 1, rule, line)
                        + " target/bench/ratios.csv of another run over it");
    }

    /** The lines of a file that holds them. */
    List<String> lines() {
        List<String> lines = new ArrayList<>(List.of("# " + machine));
        byName.forEach((name, ratio) -> lines.add(String.format(Locale.ROOT, "\"%s\",%.3f", name, ratio)));
        return lines;
    }

    /** Lines of Markdown that say which ratios drifted, are new and are gone since others were committed. */
    List<String> since(Ratios committed) {
        List<String> drifted = new ArrayList<>();
        List<String> rest = new ArrayList<>();
        byName.forEach((name, now) -> {
            Double before = committed.byName.get(name);
            if (before == null) {
                rest.add(String.format(Locale.ROOT, "- new: %s, %.2f", name, now));
            } else if (Math.abs(now / before - 1) > DRIFT) {
                drifted.add(String.format(
                        Locale.ROOT, "| %s | %.2f | %.2f | %+.0f %% |", name, before, now, 100 * (now / before - 1)));
            }
        });
        committed.byName.forEach((name, before) -> {
            if (!byName.containsKey(name)) {
                rest.add(String.format(Locale.ROOT, "- gone: %s, %.2f", name, before));
            }
        });
        if (drifted.isEmpty()) {
            drifted.add("nothing drifted by more than 15 %");
        } else {
            drifted.addAll(
                    0, List.of("| drifted by more than 15 % | committed | now | drift |", "| --- | --- | --- | --- |"));
        }
        List<String> lines = new ArrayList<>(List.of("- committed on " + committed.machine, "- now on " + machine));
        lines.addAll(rest);
        lines.add("");
        lines.addAll(drifted);
        return lines;
    }
}
