package io.github.clipunit.prompt;

import java.util.Arrays;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The same words in another form. */
final class PromptForms {

    private static final Pattern PLACE = Pattern.compile(
            "^(.+?) ((?:in|on|at|under|above|below|behind|beside|near|over|with|by|next to|in front of) .+)$",
            Pattern.CASE_INSENSITIVE);

    private PromptForms() {}

    static Stream<String> cases(String prompt) {
        String lower = prompt.toLowerCase(Locale.ROOT);
        String words =
                Arrays.stream(lower.split(" ", -1)).map(PromptForms::capital).collect(Collectors.joining(" "));
        return Stream.of(lower, prompt.toUpperCase(Locale.ROOT), capital(prompt), words);
    }

    private static String capital(String text) {
        if (text.isEmpty()) {
            return text;
        }
        int first = text.offsetByCodePoints(0, 1);
        return text.substring(0, first).toUpperCase(Locale.ROOT) + text.substring(first);
    }

    static Stream<String> punctuation(String prompt) {
        String bare = prompt.replaceAll("[\\p{Punct}&&[^'-]]+", " ")
                .replaceAll(" +", " ")
                .strip();
        String open = prompt.replaceAll("[.!?]+$", "");
        return Stream.of(open + ".", open + "!", "\"" + open + "\"", bare);
    }

    static Stream<String> wordOrder(String prompt) {
        int comma = prompt.indexOf(',');
        if (comma > 0 && !prompt.substring(comma + 1).isBlank()) {
            return Stream.of(prompt.substring(comma + 1).strip() + ", " + prompt.substring(0, comma));
        }
        Matcher place = PLACE.matcher(prompt);
        return place.matches() ? Stream.of(place.group(2) + ", " + place.group(1)) : Stream.empty();
    }
}
