package io.github.clipunit.prompt;

import io.github.clipunit.internal.VisibleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * Divides a prompt into its statements: never inside a word or a quoted text.
 *
 * <p>Each line and each sentence is one. A line of three or more items between commas that ends in no full stop is a list, and
 * each item is one. A sentence that the model cannot take as a whole is divided into clauses: at semicolons, colons, dashes and
 * commas; a clause that is still too long before a conjunction or preposition, and at last between words, always as near to the
 * middle as can be.
 */
final class PromptStatements {

    private static final int LEAST_OF_LIST = 3;
    private static final int SHOWN = 40;

    private static final Pattern LINE = Pattern.compile("\\R+");
    private static final Pattern ITEM_MARK = Pattern.compile("^\\s*(?:[-*•‣▪]|\\d{1,2}[.)])\\s+");
    private static final Pattern SENTENCE = Pattern.compile("(?:[.!?…]+[\"'”’»)\\]]*(?=\\s|$)|[。！？]+[」』”’）]*)");
    private static final Pattern COMMA = Pattern.compile("[,;|](?=\\s|$)|[、，；]|(?<=\\s)[|](?=\\s)");
    private static final Pattern CLAUSE =
            Pattern.compile("[;:,|](?=\\s|$)|[、，；：]|(?<=\\s)[-–—|](?=\\s)|(?<=\\w)—(?=\\w)");
    private static final Pattern CONJUNCTION = Pattern.compile(
            "\\s+(?=(?:and|or|but|while|as|with|where|which|who|that|in|on|at|under|above|below|behind|beside|near|against"
                    + "|by|from|into|over|through)\\s)");
    private static final Pattern SPACE = Pattern.compile("\\s+");
    private static final Pattern QUOTED = Pattern.compile(
            "\"[^\"\\n]*\"|“[^”\\n]*”|„[^“”\\n]*[“”]|«[^»\\n]*»|‹[^›\\n]*›"
                    + "|「[^」\\n]*」|『[^』\\n]*』|`[^`\\n]+`|(?<![\\p{L}\\p{N}])['‘][^'’\\n]+(?:['’](?=\\p{L})[^'’\\n]+){0,20}['’](?![\\p{L}\\p{N}])");
    private static final Set<String> ABBREVIATIONS =
            Set.of(("mr mrs ms dr prof st sr jr vs etc e.g i.e approx ca no nr fig"
                            + " vol ft inc co ltd u.s a.m p.m z.b d.h bzw usw")
                    .split(" "));

    private final String prompt;
    private final int most;
    private final ToIntFunction<String> tokens;
    private final boolean[] isQuoted;

    /**
     * @param most the most tokens that a statement may have
     * @param tokens counts the tokens of a text
     */
    PromptStatements(String prompt, int most, ToIntFunction<String> tokens) {
        this.prompt = prompt;
        this.most = most;
        this.tokens = tokens;
        this.isQuoted = new boolean[prompt.length() + 1];
        Matcher quoted = QUOTED.matcher(prompt);
        while (quoted.find()) {
            for (int i = quoted.start() + 1; i < quoted.end(); i++) {
                isQuoted[i] = true;
            }
        }
    }

    /**
     * The statements in their order.
     *
     * @throws IllegalArgumentException if a word or a quoted text by itself has more tokens than the model takes
     */
    List<Span> all() {
        List<Span> all = new ArrayList<>();
        for (Span line : cut(new Span(0, prompt.length()), LINE, false)) {
            Span bare = withoutMark(line);
            List<Span> sentences = cut(bare, SENTENCE, true);
            List<Span> items = isUnended(bare) ? cut(sentences.get(sentences.size() - 1), COMMA, false) : List.of();
            if (items.size() >= LEAST_OF_LIST) {
                sentences = new ArrayList<>(sentences.subList(0, sentences.size() - 1));
                sentences.addAll(items);
            }
            sentences.forEach(sentence -> all.addAll(fitting(sentence)));
        }
        return all;
    }

    String text(Span span) {
        return prompt.substring(span.start(), span.end());
    }

    private Span withoutMark(Span line) {
        Matcher mark = ITEM_MARK.matcher(text(line));
        return mark.find() && mark.end() < line.length() ? new Span(line.start() + mark.end(), line.end()) : line;
    }

    private boolean isUnended(Span line) {
        return !Pattern.compile("[.!?…。！？][\"'”’»)\\]」』]*$").matcher(text(line)).find();
    }

    private boolean fits(Span span) {
        return tokens.applyAsInt(text(span)) <= most;
    }

    /** The span itself where the model takes it, or its clauses, as few as can be. */
    private List<Span> fitting(Span span) {
        if (fits(span)) {
            return List.of(span);
        }
        List<Span> clauses = cut(span, CLAUSE, true);
        if (clauses.size() > 1) {
            List<Span> small =
                    clauses.stream().flatMap(clause -> fitting(clause).stream()).toList();
            return packed(small);
        }
        Span left = half(span, CONJUNCTION);
        if (left.length() == span.length()) {
            left = half(span, SPACE);
        }
        if (left.length() == span.length()) {
            throw new IllegalArgumentException(
                    "prompt cannot be divided, as [" + VisibleText.onOneLine(VisibleText.excerpt(text(span), SHOWN))
                            + "] has "
                            + tokens.applyAsInt(text(span)) + " tokens, over the " + most
                            + " that the model reads, and words and quoted texts stay whole; shorten it");
        }
        List<Span> both = new ArrayList<>(fitting(left));
        both.addAll(fitting(trimmed(left.end(), span.end())));
        return packed(both);
    }

    private List<Span> packed(List<Span> small) {
        return new EvenPacking(this, most, tokens).pack(small);
    }

    /** What lies before the place nearest to the middle that matches, or all where none does. */
    private Span half(Span span, Pattern place) {
        Matcher found = place.matcher(text(span));
        int middle = span.start() + span.length() / 2;
        List<Integer> places = new ArrayList<>();
        while (found.find()) {
            int at = span.start() + found.start();
            if (!isQuoted[at] && at > span.start() && span.start() + found.end() < span.end()) {
                places.add(at);
            }
        }
        return places.stream()
                .min(Comparator.comparingInt(at -> Math.abs(at - middle)))
                .map(at -> new Span(span.start(), at))
                .orElse(span);
    }

    /** The pieces between marks outside of quoted texts; with the mark at their end, or without. */
    private List<Span> cut(Span span, Pattern mark, boolean isKept) {
        List<Span> pieces = new ArrayList<>();
        Matcher found = mark.matcher(text(span));
        int from = span.start();
        while (found.find()) {
            int start = span.start() + found.start();
            int end = span.start() + found.end();
            if (mark == SENTENCE ? isEnd(from, start, end) : !isQuoted[start]) {
                add(pieces, from, isKept ? end : start);
                from = end;
            }
        }
        add(pieces, from, span.end());
        return pieces.isEmpty() ? List.of(span) : pieces;
    }

    /** A sentence that ends within quotes ends only if a capital follows them. */
    private boolean isEnd(int from, int start, int end) {
        if (!isQuoted[start]) {
            return !isAbbreviation(from, start);
        }
        Span rest = trimmed(end, prompt.length());
        return !isQuoted[end] && (rest.length() == 0 || Character.isUpperCase(prompt.codePointAt(rest.start())));
    }

    private void add(List<Span> pieces, int from, int to) {
        Span piece = trimmed(from, to);
        if (text(piece).codePoints().anyMatch(Character::isLetterOrDigit)
                || text(piece).codePoints().anyMatch(c -> c > 0x2000)) {
            pieces.add(piece);
        }
    }

    private Span trimmed(int from, int to) {
        int start = from;
        int end = to;
        while (start < end && Character.isWhitespace(prompt.charAt(start))) {
            start++;
        }
        while (end > start && Character.isWhitespace(prompt.charAt(end - 1))) {
            end--;
        }
        return new Span(start, end);
    }

    /** Whether the dot ends an abbreviation or an initial, and no sentence. */
    private boolean isAbbreviation(int from, int dot) {
        if (prompt.charAt(dot) != '.' || dot + 1 >= prompt.length()) {
            return false;
        }
        String before = prompt.substring(from, dot);
        String word = before.substring(IntStream.rangeClosed(0, before.length())
                .map(i -> before.length() - i)
                .filter(i -> i == 0 || Character.isWhitespace(before.charAt(i - 1)) || before.charAt(i - 1) == '(')
                .findFirst()
                .orElse(0));
        boolean isInitial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
        return isInitial || ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** A piece of the prompt: {@code end} is the first character after it. */
    record Span(int start, int end) {

        int length() {
            return end - start;
        }
    }
}
