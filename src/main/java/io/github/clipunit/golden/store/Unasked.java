package io.github.clipunit.golden.store;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The goldens and cassettes that no test used.
 *
 * @param obsolete those that no known test can use, as paths for people
 * @param unjudged the other files, each with the reason why a test might still use it
 */
public record Unasked(List<String> obsolete, SortedMap<String, String> unjudged) {

    public boolean isEmpty() {
        return obsolete.isEmpty() && unjudged.isEmpty();
    }

    /** Returns the notice for the console, which is also the failure message if the setting demands failure. */
    public String notice() {
        String listed = obsolete.isEmpty()
                ? ""
                : "Goldens that no test used: " + obsolete.size() + ". They were kept because another run may use them."
                        + lines(obsolete);
        String open = unjudged.isEmpty()
                ? ""
                : "Goldens that no test has used so far, but one still may:"
                        + lines(unjudged.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .toList());
        return listed.isEmpty() || open.isEmpty() ? listed + open : listed + "\n" + open;
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
