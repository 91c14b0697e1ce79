package io.github.clipunit.check;

import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What each part of a prompt adds to its score, by leaving it out (occlusion, Zeiler and Fergus 2014, arXiv 1311.2901, on
 * words): the contribution of part w of prompt p to picture x is {@code cos(x, p) - cos(x, p without w)}.
 *
 * <p>Parts are content words and phrases of two or three adjacent ones; articles, prepositions, pronouns and other English
 * function words always stay. At most ten prompts are embedded, in one batch: a long prompt is cut into coarser parts.
 * Contributions do not add up to the score, and a word can seem to harm because the prompt without it is the more usual
 * one; so they hint at what is missing, and prove nothing.
 *
 * @param all the contributions in the prompt's order; empty for a prompt of a single part, which cannot be left out
 * @hidden
 */
public record WordContributions(List<WordContribution> all) {

    private static final int SHOWN = 3;

    /** Those of a prompt about which nothing is known. */
    public static final WordContributions NONE = new WordContributions(List.of());

    public WordContributions {
        all = List.copyOf(all);
    }

    /** What the picture lacks and what it shows, a line each, the most telling parts first. */
    public Stream<String> lines() {
        return Stream.of(
                        line("words the picture lacks: ", ranked().filter(word -> !word.isShown())),
                        line(
                                "words it shows: ",
                                ranked().filter(WordContribution::isShown)
                                        .sorted(Comparator.comparingDouble(WordContribution::contribution)
                                                .reversed())))
                .flatMap(Optional::stream);
    }

    private Stream<WordContribution> ranked() {
        return all.stream().sorted(Comparator.comparingDouble(WordContribution::contribution));
    }

    private static Optional<String> line(String label, Stream<WordContribution> words) {
        String listed = words.limit(SHOWN).map(WordContribution::toString).collect(Collectors.joining(", "));
        return listed.isEmpty() ? Optional.empty() : Optional.of(label + listed);
    }
}
