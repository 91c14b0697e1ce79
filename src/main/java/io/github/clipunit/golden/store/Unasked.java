package io.github.clipunit.golden.store;

import java.util.List;
import java.util.SortedMap;
import java.util.stream.Collectors;

/**
 * The goldens and cassettes that no test asked for.
 *
 * @param obsolete those that no test that is known can ask for, as paths for people
 * @param unjudged the folders that hold others, with why a test might still ask for these
 */
public record Unasked(List<String> obsolete, SortedMap<String, String> unjudged) {

    public boolean isEmpty() {
        return obsolete.isEmpty() && unjudged.isEmpty();
    }

    /** The notice for people, for the console and for the failure that the setting may demand. */
    public String notice() {
        String listed = obsolete.isEmpty()
                ? ""
                : "Goldens that no test asked for: " + obsolete.size()
                        + ". They were kept, as another run may ask for them." + lines(obsolete);
        String open = unjudged.isEmpty()
                ? ""
                : "Goldens that no test asked for so far, but one may:"
                        + lines(unjudged.entrySet().stream()
                                .map(entry -> entry.getKey() + ": " + entry.getValue())
                                .toList());
        return listed.isEmpty() || open.isEmpty() ? listed + open : listed + "\n" + open;
    }

    private static String lines(List<String> lines) {
        return lines.stream().map(line -> "\n  " + line).collect(Collectors.joining());
    }
}
