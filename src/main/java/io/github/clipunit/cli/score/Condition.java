package io.github.clipunit.cli.score;

import io.github.clipunit.sets.ScoreSummary;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A condition on scores under which a run fails, such as {@code mean(poster) < 0.27}: a measure, a group in parentheses or none
 * for all lines, a comparison and a number.
 *
 * @param text the condition as the user wrote it
 * @param measure the name of the measure
 * @param at the number in that name: the percentile, or the threshold of {@code below}
 * @param group the group, or null for all lines or each group
 * @param isEach whether it is applied to each group separately
 * @param comparison one of {@code <}, {@code <=}, {@code >} and {@code >=}
 * @param limit the number on the right
 */
public record Condition(
        String text,
        String measure,
        double at,
        @Nullable String group,
        boolean isEach,
        String comparison,
        double limit) {

    private static final String NUMBER = "-?(?:[0-9]+(?:\\.[0-9]*)?|\\.[0-9]+)(?:[eE][-+]?[0-9]{1,3})?";
    private static final Pattern FORM = Pattern.compile("\\s*(?<measure>[a-z]+)(?<at>" + NUMBER + ")?\\s*"
            + "(?:\\(\\s*(?:\"(?<quoted>(?:[^\"]|\"\")*)\"|(?<group>[^()\"]*?))\\s*\\))?\\s*"
            + "(?<comparison><=|>=|<|>)\\s*(?<limit>" + NUMBER + ")\\s*");
    private static final List<String> PLAIN =
            List.of("mean", "median", "lowest", "highest", "deviation", "count", "errors");

    /**
     * Reads a condition.
     *
     * @throws IllegalArgumentException if it has another form, or a limit that the measure cannot reach
     */
    public static Condition of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw wrong(text);
        }
        String measure = form.group("measure");
        String at = form.group("at");
        double number = at == null ? Double.NaN : Double.parseDouble(at);
        boolean isKnown =
                switch (measure) {
                    case "p" -> number > 0 && number < 100;
                    case "below" -> number >= -1 && number <= 1;
                    default -> at == null && PLAIN.contains(measure);
                };
        if (!isKnown) {
            throw wrong(text);
        }
        String quoted = form.group("quoted");
        String plain = form.group("group");
        boolean isEach = "*".equals(plain);
        String group = quoted == null ? plain : quoted.replace("\"\"", "\"");
        double limit = Double.parseDouble(form.group("limit"));
        requireReachable(text, measure, limit);
        return new Condition(
                text.strip(),
                measure,
                number,
                group == null || isEach || (group.isEmpty() && quoted == null) ? null : group,
                isEach,
                form.group("comparison"),
                limit);
    }

    /** A limit out of the measure's range would let every run pass, or none. */
    private static void requireReachable(String text, String measure, double limit) {
        boolean isCount = measure.equals("count") || measure.equals("errors");
        boolean isShare = measure.equals("below") || measure.equals("deviation");
        double low = isCount || isShare ? 0 : -1;
        if (!(limit >= low && (isCount || limit <= 1))) {
            throw new IllegalArgumentException("--fail-if [" + text + "] has a limit that no " + measure
                    + " can have: it must be " + (isCount ? "0 or more" : "between " + (int) low + " and 1")
                    + (limit > 1 && limit <= 100 ? "; " + limit + " on the percent scale is " + limit / 100 : ""));
        }
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException(
                "--fail-if [" + text + "] must be a measure, a comparison and a number, such"
                        + " as \"mean(poster) < 0.27\"; measures are mean, median, lowest, highest, deviation, p1 to p99"
                        + " (percentiles), below0.25 (the share of scores below 0.25), count and errors");
    }

    /** Whether it is about groups, or each of them, instead of all lines. */
    public boolean isOfGroup() {
        return group != null || isEach;
    }

    /** Whether it limits the number of lines without a score. */
    public boolean isOfErrors() {
        return measure.equals("errors");
    }

    /** One sentence for each group for which it holds or cannot be decided. */
    List<String> met(Map<String, GroupScores> groups) {
        List<String> sentences = new ArrayList<>();
        groups.forEach((name, scores) -> {
            double value = value(scores);
            if (!isFalse(value)) {
                sentences.add(text + (isEach ? ": in group [" + name + "]" : ":") + " it is "
                        + (Double.isNaN(value) ? "unknown, as there are too few scores" : said(value)));
            }
        });
        return sentences;
    }

    private double value(GroupScores group) {
        ScoreSummary scores = group.scores();
        if (measure.equals("errors")) {
            return group.errors();
        }
        if (measure.equals("count")) {
            return scores.count();
        }
        if (scores.count() == 0) {
            return Double.NaN;
        }
        return switch (measure) {
            case "mean" -> scores.mean();
            case "median" -> scores.quantile(0.5);
            case "lowest" -> scores.min();
            case "highest" -> scores.max();
            case "deviation" -> scores.count() < 2 ? Double.NaN : scores.deviation();
            case "p" -> scores.quantile(at / 100);
            default -> scores.shareBelow(at);
        };
    }

    /** NaN is not on the safe side of any limit. */
    private boolean isFalse(double value) {
        return switch (comparison) {
            case "<" -> value >= limit;
            case "<=" -> value > limit;
            case ">" -> value <= limit;
            default -> value < limit;
        };
    }

    private String said(double value) {
        return measure.equals("count") || measure.equals("errors")
                ? String.valueOf((long) value)
                : String.format(Locale.ROOT, "%.4f", value);
    }
}
