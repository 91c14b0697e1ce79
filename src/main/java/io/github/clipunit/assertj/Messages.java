package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.Fixed.fixed;
import static io.github.clipunit.assertj.Fixed.gap;
import static io.github.clipunit.internal.VisibleText.quoted;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.List;

/** What failures say: labelled facts, in the order a reader needs them. */
final class Messages {

    private static final String SCORE = """

            Expecting %s of:
              %s
            for prompt:
              %s
            by model:
              %s
            """;

    private Messages() {}

    /** A message with what explains the failure below it. */
    static String explained(String message, Explanation explanation) {
        List<String> lines = new ArrayList<>(List.of(message));
        lines.addAll(explanation.lines());
        return String.join("\n", lines);
    }

    private static String subject(PromptMatch match, String label) {
        return SCORE.formatted(
                label, match.image(), match.promptWithTokens(), match.scorer().model());
    }

    static String score(PromptMatch match, ScoreScale scale, String relation, double threshold, double score) {
        String wanted = "to be " + relation + ": ";
        return subject(match, scale.label())
                + wanted + fixed(threshold, score) + "\n"
                + padded("but was: ", wanted.length()) + fixed(score, threshold) + miss(score, threshold, "too low");
    }

    static String notBelow(PromptMatch match, double threshold, double score) {
        return subject(match, ScoreScale.CLIP.label())
                + "to be below: " + fixed(threshold, score) + "\n"
                + "but was:     " + fixed(score, threshold) + miss(score, threshold, "too high");
    }

    static String between(PromptMatch match, double low, double high, double score) {
        return subject(match, ScoreScale.CLIP.label())
                + "to be between: " + fixed(low) + " and " + fixed(high) + "\n"
                + "but was:       " + fixed(score, score > high ? high : low)
                + (score > high ? miss(score, high, "too high") : miss(score, low, "too low"));
    }

    static String miss(double score, double bound, String how) {
        if (Double.isNaN(score)) {
            return " (not a number: the model is broken)";
        }
        return score == bound ? " (exactly the threshold)" : " (" + gap(score, bound) + " " + how + ")";
    }

    private static String padded(String text, int length) {
        return text + " ".repeat(Math.max(0, length - text.length()));
    }

    static String preference(PromptPreference preference, String demand) {
        PromptMatch match = preference.match();
        StringBuilder message = new StringBuilder("\nExpecting picture:\n  " + match.image()
                + "\nto match prompt:\n  " + fixed(match.cosine()) + "  " + match.promptWithTokens()
                + "\nrather than:\n");
        for (PromptPreference.Rival rival : preference.rivals()) {
            message.append("  ")
                    .append(fixed(rival.cosine()))
                    .append("  ")
                    .append(quoted(rival.prompt()))
                    .append('\n');
        }
        return message + "by model:\n  " + match.scorer().model() + "\n" + demand;
    }

    /** What is said when a distractor scores as high or higher. */
    static String beaten(PromptPreference preference) {
        PromptPreference.Rival nearest = preference.nearest();
        String lead = preference.lead() == 0
                ? "but " + quoted(nearest.prompt()) + " scores the same"
                : "but " + quoted(nearest.prompt()) + " is ahead by " + gap(preference.lead(), 0);
        return preference(preference, Double.isNaN(preference.lead()) ? "but a score is not a number" : lead);
    }

    static String margin(PromptPreference preference, double margin) {
        return preference(
                preference,
                "by at least: " + fixed(margin, preference.lead()) + "\n"
                        + "but was:     " + fixed(preference.lead(), margin) + " ahead of "
                        + quoted(preference.nearest().prompt()) + miss(preference.lead(), margin, "too little"));
    }

    static String probability(PromptProbability result, double threshold) {
        StringBuilder message =
                new StringBuilder("\nExpecting picture:\n  " + result.match().image() + "\nto match prompt:\n  "
                        + result.match().promptWithTokens() + "\namong labels:\n");
        result.ranked().forEach(label -> message.append("  ")
                .append(fixed(label.probability()))
                .append("  ")
                .append(quoted(label.prompt()))
                .append('\n'));
        return message + "by model:\n  " + result.match().scorer().model() + "\nwith probability above: "
                + fixed(threshold, result.probability()) + "\nbut was:                "
                + fixed(result.probability(), threshold) + miss(result.probability(), threshold, "too low");
    }

    static String similarity(ClipImage image, ClipImage other, ClipScorer scorer, double threshold, double cosine) {
        return "\nExpecting picture:\n  " + image + "\nto be similar to:\n  " + other + "\nby model:\n  "
                + scorer.model()
                + "\nwith cosine above: " + fixed(threshold, cosine) + "\nbut was:           "
                + fixed(cosine, threshold)
                + miss(cosine, threshold, "too low");
    }
}
