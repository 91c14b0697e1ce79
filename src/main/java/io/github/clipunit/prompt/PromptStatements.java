package io.github.clipunit.prompt;

import io.github.clipunit.internal.VisibleText;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.ToIntFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

/**
 * The division of a prompt into statements, never inside a word or a quoted text.
 *
 * <p>Each line and each sentence is a statement. A line of three or more items between commas without a full stop at
 * its end is a list, and each item is a statement. A sentence that exceeds the model's context is divided into clauses:
 * at semicolons, colons, dashes and commas. A clause that is still too long is divided before a conjunction or
 * preposition, and finally between words, always as near to the middle as possible.
 */
final class PromptStatements {

    private static final int LEAST_OF_LIST = 3;
    private static final int SHOWN = 40;

    private static final Pattern LINE = Pattern.compile("\\R+");
    private static final Pattern ITEM_MARK =
            Pattern.compile("^\\s*(?:[-*•‣▪●◦–→✅]|#{1,6}|\\(?\\d{1,3}[.)]|\\(?[a-z]\\))\\s+(?=\\S)");
    private static final Pattern LABEL = Pattern.compile("^\\p{L}[\\p{L} ]{0,30}:\\s");
    private static final Pattern ENUMERATION = Pattern.compile("^(?:and|or|und|oder|et|ou|y|o)\\s");
    private static final Pattern END = Pattern.compile("[.!?…।॥。！？؟．｡][\"'”’»)\\]」』]*$");
    private static final Pattern SENTENCE = Pattern.compile("(?:[.!?…।॥؟]+[\"'”’»)\\]]*(?=\\s|$)|[。！？．｡]+[」』”’）]*)");
    private static final Pattern COMMA =
            Pattern.compile("(?<!\\d),|,(?!\\d)|(?<!&[A-Za-z0-9#]{2,8});(?=\\s|$)|[、，；،؛]|\\|");
    private static final Pattern CLAUSE = Pattern.compile(
            "(?<!&[A-Za-z0-9#]{2,8});(?=\\s|$)|[:,](?=\\s|$)|[、，；：،؛]" + "|(?<=\\s)[-–—|](?=\\s)|(?<=\\w)—(?=\\w)");
    private static final Pattern CONJUNCTION = Pattern.compile(
            "\\s+(?=(?:and|or|but|while|as|with|where|which|who|that|in|on|at|under|above|below|behind|beside|near|against"
                    + "|by|from|into|over|through)\\s)");
    private static final Pattern SPACE = Pattern.compile("\\s+");

    /** The shortest line that may be wrapped rather than ended. */
    private static final int LEAST_WRAPPED = 30;

    /** Abbreviations that may also end a sentence if a capital follows. */
    private static final Set<String> LAST_WORDS = Set.of("etc", "a.m", "p.m", "inc", "co", "ltd", "jr", "sr", "ft");

    private static final Set<String> ABBREVIATIONS =
            Set.of(("mr mrs ms dr prof st sr jr vs etc e.g i.e approx ca no nr fig"
                            + " vol ft inc co ltd u.s u.k e.u d.c a.m p.m z.b d.h bzw usw mt jan feb apr jun jul aug sep sept oct nov dec")
                    .split(" "));

    private final String prompt;
    private final int most;
    private final ToIntFunction<String> tokens;
    private final QuotedText quoted;
    private final Map<Span, Integer> counts = new HashMap<>();

    /**
     * Creates the division of a prompt.
     *
     * @param most the most tokens that a statement may have
     * @param tokens counts the tokens of a text
     */
    PromptStatements(String prompt, int most, ToIntFunction<String> tokens) {
        this.prompt = prompt;
        this.most = most;
        this.tokens = tokens;
        this.quoted = QuotedText.andAsides(prompt);
    }

    /**
     * Returns the statements in their order.
     *
     * @throws IllegalArgumentException if a word or a quoted text by itself has more tokens than the model takes
     */
    List<Span> all() {
        List<Span> all = new ArrayList<>();
        for (Span line : cut(new Span(0, prompt.length()), LINE, false)) {
            List<Span> sentences = new ArrayList<>(cut(withoutMark(line), SENTENCE, true));
            Span last = sentences.get(sentences.size() - 1);
            List<Span> items = cut(last, COMMA, false);
            if (isList(last, items)) {
                sentences.remove(sentences.size() - 1);
                sentences.addAll(items);
            }
            sentences.forEach(sentence -> all.addAll(fitting(sentence)));
        }
        return all;
    }

    private boolean isList(Span sentence, List<Span> items) {
        return items.size() >= LEAST_OF_LIST
                && !END.matcher(text(sentence)).find()
                && !LABEL.matcher(text(sentence)).find()
                && items.stream()
                        .noneMatch(item -> ENUMERATION.matcher(text(item)).find());
    }

    String text(Span span) {
        return prompt.substring(span.start(), span.end());
    }

    private Span withoutMark(Span line) {
        Matcher mark = ITEM_MARK.matcher(text(line));
        return mark.find() && mark.end() < line.length() ? new Span(line.start() + mark.end(), line.end()) : line;
    }

    /** Returns the most tokens that a statement may have. */
    int most() {
        return most;
    }

    /** Returns the tokens of a piece, cached because packing tries many pieces. */
    int tokens(Span span) {
        return counts.computeIfAbsent(span, some -> tokens.applyAsInt(text(some)));
    }

    private boolean fits(Span span) {
        return tokens(span) <= most;
    }

    /** Returns the span itself if it fits, or its clauses, as few as possible. */
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
            throw new IllegalArgumentException("prompt cannot be divided, because ["
                    + VisibleText.onOneLine(VisibleText.excerpt(text(span), SHOWN))
                    + "] has "
                    + tokens(span) + " tokens, over the " + most
                    + " that the model reads, and words and quoted texts stay whole; shorten it");
        }
        List<Span> both = new ArrayList<>(fitting(left));
        both.addAll(fitting(trimmed(left.end(), span.end())));
        return packed(both);
    }

    private List<Span> packed(List<Span> small) {
        return new EvenPacking(this).pack(small);
    }

    /** Returns the part before the match that is nearest to the middle, or the whole span without a match. */
    private Span half(Span span, Pattern place) {
        Matcher found = place.matcher(text(span));
        int middle = span.start() + span.length() / 2;
        List<Integer> places = new ArrayList<>();
        while (found.find()) {
            int at = span.start() + found.start();
            if (!quoted.holds(at) && at > span.start() && span.start() + found.end() < span.end()) {
                places.add(at);
            }
        }
        return places.stream()
                .min(Comparator.comparingInt(at -> Math.abs(at - middle)))
                .map(at -> new Span(span.start(), at))
                .orElse(span);
    }

    /** Returns the pieces between marks outside of quoted texts, with the mark at their end or without it. */
    private List<Span> cut(Span span, Pattern mark, boolean isKept) {
        List<Span> pieces = new ArrayList<>();
        Matcher found = mark.matcher(text(span));
        int from = span.start();
        while (found.find()) {
            int start = span.start() + found.start();
            int end = span.start() + found.end();
            if (mark == SENTENCE
                    ? isEnd(from, start, end)
                    : !quoted.holds(start) && !(mark == LINE && isWrapped(from, start, end))) {
                add(pieces, from, isKept ? end : start);
                from = end;
            }
        }
        add(pieces, from, span.end());
        return pieces.isEmpty() ? List.of(span) : pieces;
    }

    /** Returns whether a line continues in the next one, because an editor wrapped the text. */
    private boolean isWrapped(int from, int start, int end) {
        return prompt.substring(start, end).matches("\\R")
                && start - from >= LEAST_WRAPPED
                && end < prompt.length()
                && Character.isLowerCase(prompt.codePointAt(end))
                && Character.isLetterOrDigit(prompt.charAt(start - 1));
    }

    /** Returns whether a sentence ends here; inside quotes and after an ellipsis it does only if a capital follows. */
    private boolean isEnd(int from, int start, int end) {
        Span rest = trimmed(end, prompt.length());
        boolean isCapitalNext = rest.length() == 0 || !Character.isLowerCase(prompt.codePointAt(rest.start()));
        if (quoted.holds(start)) {
            return !quoted.holds(end) && isCapitalNext;
        }
        boolean isOpen = prompt.charAt(start) == '…' || prompt.startsWith("..", start);
        return isOpen ? isCapitalNext : !isAbbreviation(from, start, isCapitalNext);
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

    /** Returns whether the dot ends an abbreviation, an initial or an ordinal number instead of a sentence. */
    private boolean isAbbreviation(int from, int dot, boolean isCapitalNext) {
        if (prompt.charAt(dot) != '.' || dot + 1 >= prompt.length()) {
            return false;
        }
        String before = prompt.substring(from, dot);
        String word = before.substring(IntStream.rangeClosed(0, before.length())
                .map(i -> before.length() - i)
                .filter(i -> i == 0 || Character.isWhitespace(before.charAt(i - 1)) || before.charAt(i - 1) == '(')
                .findFirst()
                .orElse(0));
        String lower = word.toLowerCase(Locale.ROOT);
        boolean isInitial = word.length() == 1 && Character.isUpperCase(word.charAt(0));
        boolean isOrdinal = word.matches("\\d{1,2}");
        return isInitial
                || isOrdinal
                || (ABBREVIATIONS.contains(lower) && !(isCapitalNext && LAST_WORDS.contains(lower)));
    }

    /** A piece of the prompt; {@code end} is the index after its last character. */
    record Span(int start, int end) {

        int length() {
            return end - start;
        }
    }
}
