package io.github.clipunit.calibration;

import io.github.clipunit.internal.VisibleText;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Pairs taken not to match although their prompts may mean the same, as their embeddings show: such cut-offs are too strict.
 *
 * <p>What is alike depends on the model and on how narrow the prompts are, so it is measured from their median cosine: from
 * three quarters of the way between that and 1 on. With the model in the jar those are 49 % of pairs of synonyms, 76 % of
 * other phrasings, 5 % of pairs that differ in colour alone, and 0.03 % of names of other things. Text does not tell a
 * paraphrase from a near miss that should count, so nothing is left out for it.
 *
 * @param pairs how many such pairs there are
 * @param examples the prompts of some, with their cosines, those most alike first
 */
record AlikePrompts(int pairs, List<String> examples) {

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

    /** Both together, the same in whatever order parts come: those that stay are the first by name. */
    AlikePrompts and(AlikePrompts others) {
        Stream<String> all = Stream.concat(examples.stream(), others.examples.stream());
        return new AlikePrompts(
                pairs + others.pairs,
                all.distinct().sorted().limit(MOST_EXAMPLES).toList());
    }

    /** A warning in one line that so many of the pairs which were taken not to match may do, or empty. */
    String warning(int others) {
        return pairs == 0
                ? ""
                : pairs + " of " + others + " pairs that were taken not to match have prompts that mean much the same: "
                        + String.join(", ", examples)
                        + "; if such pictures do match, the cut-offs are too strict: say so in a column `matches`, or write one"
                        + " prompt the same way";
    }
}
