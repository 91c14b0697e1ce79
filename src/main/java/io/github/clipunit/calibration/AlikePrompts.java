package io.github.clipunit.calibration;

import io.github.clipunit.internal.VisibleText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pairs that were taken not to match although their prompts may mean the same, as their embeddings show: cut-offs made of them
 * are too strict.
 *
 * <p>What is alike depends on the model and on how narrow the prompts are, so it is measured from their median cosine: from
 * three quarters of the way between that and 1 on. With the model in the jar those are 49 % of pairs of synonyms, 76 % of
 * other phrasings, 5 % of pairs that differ in colour alone, and 0.03 % of names of other things. Text does not tell a
 * paraphrase from a near miss that should count, so nothing is left out for it.
 *
 * @param pairs how many such pairs there are
 * @param examples those whose prompts are most alike, a few
 * @hidden
 */
public record AlikePrompts(int pairs, List<Example> examples) {

    static final AlikePrompts NONE = new AlikePrompts(0, List.of());

    private static final double WAY = 0.75;
    private static final int MOST_EXAMPLES = 5;

    public AlikePrompts {
        examples = List.copyOf(examples);
    }

    /** Those among mismatched pairs, at least one. */
    static AlikePrompts in(List<MismatchedPair> mismatched, List<String> prompts) {
        double[] cosines =
                mismatched.stream().mapToDouble(MismatchedPair::alike).sorted().toArray();
        double median = cosines[cosines.length / 2];
        List<MismatchedPair> alike = mismatched.stream()
                .filter(pair -> pair.alike() > median + WAY * (1 - median))
                .toList();
        return new AlikePrompts(
                alike.size(),
                strongest(alike.stream()
                        .map(pair ->
                                Example.of(prompts.get(pair.picture()), prompts.get(pair.other()), pair.alike()))));
    }

    AlikePrompts and(AlikePrompts others) {
        return new AlikePrompts(
                pairs + others.pairs, strongest(Stream.concat(examples.stream(), others.examples.stream())));
    }

    private static List<Example> strongest(Stream<Example> examples) {
        return examples.distinct()
                .sorted(Comparator.comparingDouble(Example::cosine).reversed())
                .limit(MOST_EXAMPLES)
                .toList();
    }

    /**
     * A warning in one line.
     *
     * @param others how many pairs were taken not to match
     */
    public String warning(int others) {
        return pairs + " of " + others + " pairs that were taken not to match have prompts that mean much the same: "
                + examples.stream().map(Example::toString).collect(Collectors.joining(", "))
                + "; if such pictures do match, the cut-offs are too strict: say so in a column `matches`, or write one prompt"
                + " the same way";
    }

    /**
     * Two prompts.
     *
     * @param first the one that comes first in the alphabet
     * @param second the other
     * @param cosine the cosine of their embeddings
     */
    public record Example(String first, String second, double cosine) {

        static Example of(String one, String other, double cosine) {
            return one.compareTo(other) <= 0 ? new Example(one, other, cosine) : new Example(other, one, cosine);
        }

        @Override
        public String toString() {
            return VisibleText.quoted(first) + " and " + VisibleText.quoted(second)
                    + String.format(Locale.ROOT, " (%.3f)", cosine);
        }
    }
}
