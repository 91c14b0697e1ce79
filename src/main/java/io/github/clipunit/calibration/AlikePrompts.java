package io.github.clipunit.calibration;

import io.github.clipunit.internal.VisibleText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pairs assumed not to match although the embeddings of their prompts suggest the same meaning. They make cut-offs too
 * strict.
 *
 * <p>Similarity depends on the model and on how narrow the prompts are, so the threshold is three quarters of the way
 * from the median cosine of the prompts to 1. With the model in the jar, it catches 49 % of pairs of synonyms, 76 % of
 * paraphrases, 5 % of pairs that differ only in colour, and 0.03 % of names of different things. Text alone cannot
 * distinguish a paraphrase from a near miss that should count, so no pair is left out.
 *
 * @param pairs the number of these pairs
 * @param examples the prompts of some pairs, with their cosines, the most similar first
 */
record AlikePrompts(int pairs, List<String> examples) {

    static final AlikePrompts NONE = new AlikePrompts(0, List.of());

    private static final double WAY = 0.75;
    private static final int MOST_EXAMPLES = 5;

    public AlikePrompts {
        examples = List.copyOf(examples);
    }

    /** Finds them among mismatched pairs, of which there must be at least one. */
    static AlikePrompts in(List<MismatchedPair> mismatched, List<String> prompts) {
        double[] cosines =
                mismatched.stream().mapToDouble(MismatchedPair::alike).sorted().toArray();
        double median = cosines[cosines.length / 2];
        List<MismatchedPair> alike = mismatched.stream()
                .filter(pair -> pair.alike() > median + WAY * (1 - median))
                .sorted(Comparator.comparingDouble(MismatchedPair::alike).reversed())
                .toList();
        return new AlikePrompts(
                alike.size(),
                alike.stream()
                        .map(pair -> Stream.of(prompts.get(pair.picture()), prompts.get(pair.other()))
                                        .sorted()
                                        .map(VisibleText::quoted)
                                        .collect(Collectors.joining(" and "))
                                + String.format(Locale.ROOT, " (%.3f)", pair.alike()))
                        .distinct()
                        .limit(MOST_EXAMPLES)
                        .toList());
    }

    /**
     * Merges both. The result does not depend on the order of parts, because the examples kept are the first by name.
     */
    AlikePrompts and(AlikePrompts others) {
        Stream<String> all = Stream.concat(examples.stream(), others.examples.stream());
        return new AlikePrompts(
                pairs + others.pairs,
                all.distinct().sorted().limit(MOST_EXAMPLES).toList());
    }

    /** Returns a one-line warning that some pairs assumed not to match may do so, or an empty text. */
    String warning(int others) {
        return pairs == 0
                ? ""
                : pairs + " of " + others + " pairs assumed not to match have prompts of similar meaning: "
                        + String.join(", ", examples)
                        + "; if these pictures do match, the cut-offs are too strict: mark matching pairs in a column `matches`,"
                        + " or write equal prompts the same way";
    }
}
