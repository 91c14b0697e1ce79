package io.github.clipunit.prompt;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Typing errors at places that depend only on the prompt, in words of four letters or more if there are any. */
final class Typos {

    /** The keys of an English keyboard, row by row; neighbouring letters are neighbouring keys. */
    private static final List<String> ROWS = List.of("qwertyuiop", "asdfghjkl", "zxcvbnm");

    private static final int LONG_WORD = 4;

    private final String prompt;
    private final Random random;

    Typos(String prompt) {
        this.prompt = prompt;
        this.random = new Random(prompt.hashCode()); // which the language defines, so places never change
    }

    Stream<String> all() {
        return Stream.of(exchanged(), omitted(), doubled(), neighbour());
    }

    private String exchanged() {
        List<Integer> places = places().stream()
                .filter(i -> i + 1 < prompt.length()
                        && Character.isLetter(prompt.charAt(i + 1))
                        && prompt.charAt(i) != prompt.charAt(i + 1))
                .toList();
        return places.isEmpty() ? "" : exchanged(draw(places));
    }

    private String exchanged(int at) {
        return prompt.substring(0, at) + prompt.charAt(at + 1) + prompt.charAt(at) + prompt.substring(at + 2);
    }

    private String omitted() {
        List<Integer> places = places();
        return places.isEmpty() ? "" : replaced(draw(places), "");
    }

    private String doubled() {
        List<Integer> places = places();
        if (places.isEmpty()) {
            return "";
        }
        int at = draw(places);
        return replaced(at, prompt.substring(at, at + 1).repeat(2));
    }

    private String neighbour() {
        List<Integer> places =
                places().stream().filter(i -> row(prompt.charAt(i)) != null).toList();
        if (places.isEmpty()) {
            return "";
        }
        int at = draw(places);
        return replaced(at, beside(prompt.charAt(at)));
    }

    private static String beside(char letter) {
        String row = row(letter);
        if (row == null) {
            return "";
        }
        int place = row.indexOf(letter);
        return row.substring(place == 0 ? 1 : place - 1, place == 0 ? 2 : place);
    }

    private static @Nullable String row(char letter) {
        return ROWS.stream().filter(row -> row.indexOf(letter) >= 0).findFirst().orElse(null);
    }

    private String replaced(int at, String by) {
        return prompt.substring(0, at) + by + prompt.substring(at + 1);
    }

    private int draw(List<Integer> places) {
        return places.get(random.nextInt(places.size()));
    }

    /** Returns the letters after the first of each long word, or of all words if none is long. */
    private List<Integer> places() {
        List<Integer> inLong = places(LONG_WORD);
        return inLong.isEmpty() ? places(2) : inLong;
    }

    private List<Integer> places(int least) {
        return IntStream.range(1, prompt.length())
                .filter(i -> Character.isLetter(prompt.charAt(i)) && Character.isLetter(prompt.charAt(i - 1)))
                .filter(i -> wordLength(i) >= least)
                .boxed()
                .toList();
    }

    private int wordLength(int at) {
        int start = at;
        while (start > 0 && Character.isLetter(prompt.charAt(start - 1))) {
            start--;
        }
        int end = at;
        while (end < prompt.length() && Character.isLetter(prompt.charAt(end))) {
            end++;
        }
        return end - start;
    }
}
