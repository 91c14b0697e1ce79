package io.github.clipunit.explain;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The parts of a prompt that carry content: single words, and runs of them with only space between, such as an
 * adjective with its noun. English articles, prepositions, pronouns and the like are not content.
 */
public final class PromptParts {

    /** The limit of parts; each costs a run of the text tower. */
    static final int MOST = 10;

    private static final int LONGEST_PHRASE = 3;
    private static final Pattern WORD = Pattern.compile("[\\p{L}\\p{M}\\p{N}]+(?:['’-][\\p{L}\\p{M}\\p{N}]+)*");
    private static final Set<String> STOP_WORDS = Set.of(("a an the this that these those some any each every no not"
                    + " and or but nor so as than then if while"
                    + " of in on at by for from to into onto with without within over under above below between among"
                    + " behind beside before after near next against across through along around upon off out up down"
                    + " inside outside toward towards during about like via per"
                    + " is are was were be been being am has have had having do does did can could will would shall"
                    + " should may might must"
                    + " i you he she it we they me him her us them my your his its our their who whom whose which what"
                    + " where when there here very too just also only")
            .split(" "));

    private final String prompt;

    public PromptParts(String prompt) {
        this.prompt = prompt;
    }

    /**
     * Returns the parts in the prompt's order, a phrase before its words. If there are more than {@value #MOST}, the
     * single words of phrases are dropped first; then neighbouring parts are joined, so that each word remains in one
     * of them.
     */
    public List<Part> all() {
        List<List<Part>> runs = runs();
        List<Part> phrases = runs.stream().flatMap(PromptParts::phrases).toList();
        Stream<Part> words = runs.stream().flatMap(List::stream);
        List<Part> both = Stream.concat(phrases.stream(), words)
                .distinct()
                .sorted(Comparator.comparingInt(Part::start).thenComparing(Part::end, Comparator.reverseOrder()))
                .toList();
        return both.size() <= MOST ? both : joined(phrases);
    }

    private List<List<Part>> runs() {
        List<List<Part>> runs = new ArrayList<>();
        int end = -1;
        Matcher words = WORD.matcher(prompt);
        while (words.find()) {
            if (STOP_WORDS.contains(words.group().toLowerCase(Locale.ROOT))) {
                continue;
            }
            if (end < 0 || !prompt.substring(end, words.start()).isBlank()) {
                runs.add(new ArrayList<>());
            }
            runs.get(runs.size() - 1).add(new Part(words.start(), words.end()));
            end = words.end();
        }
        return runs;
    }

    /** Returns the run as phrases of at most three words. */
    private static Stream<Part> phrases(List<Part> run) {
        List<Part> phrases = new ArrayList<>();
        for (int from = 0; from < run.size(); from += LONGEST_PHRASE) {
            phrases.add(span(run.subList(from, Math.min(run.size(), from + LONGEST_PHRASE))));
        }
        return phrases.stream();
    }

    private static List<Part> joined(List<Part> phrases) {
        if (phrases.size() <= MOST) {
            return phrases;
        }
        List<Part> joined = new ArrayList<>();
        for (int i = 0; i < MOST; i++) {
            joined.add(span(phrases.subList(i * phrases.size() / MOST, (i + 1) * phrases.size() / MOST)));
        }
        return joined;
    }

    private static Part span(List<Part> parts) {
        return new Part(parts.get(0).start(), parts.get(parts.size() - 1).end());
    }

    public String text(Part part) {
        return prompt.substring(part.start(), part.end()).replaceAll("\\s+", " ");
    }

    /** Returns the prompt without the part, with the gap closed; blank if no content is left. */
    public String without(Part part) {
        String rest = prompt.substring(0, part.start()) + " " + prompt.substring(part.end());
        boolean hasContent = !new PromptParts(rest).runs().isEmpty();
        return hasContent
                ? rest.replaceAll("\\s+", " ")
                        .replaceAll(" (?=[,;.:!?])", "")
                        .replaceAll("^[\\s,;.:!?]+|[\\s,;:]+$", "")
                        .replaceAll("([,;])[,;]+", "$1")
                : "";
    }

    @Override
    public String toString() {
        return all().stream().map(this::text).collect(Collectors.joining(" | "));
    }

    /** A span of the prompt; {@code end} is the index after its last character. */
    public record Part(int start, int end) {}
}
