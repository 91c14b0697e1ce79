package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.Fixed.fixed;
import static io.github.clipunit.assertj.Fixed.gap;
import static io.github.clipunit.internal.VisibleText.quoted;

import io.github.clipunit.stats.Sample;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;

/** What failures about several pictures say. */
final class SetMessages {

    private static final int LISTED = 12;

    private SetMessages() {}

    private static String subject(ImagesMatch match, String label) {
        StringBuilder message = new StringBuilder(
                "\nExpecting " + label + " of " + match.scored().size() + " pictures:\n");
        List<ImagesMatch.Scored> worstFirst = match.scored().stream()
                .sorted(Comparator.comparingDouble(ImagesMatch.Scored::score))
                .toList();
        worstFirst.stream().limit(LISTED).forEach(picture -> message.append("  ")
                .append(fixed(picture.score()))
                .append("  ")
                .append(picture.image())
                .append('\n'));
        if (worstFirst.size() > LISTED) {
            message.append("  and ").append(worstFirst.size() - LISTED).append(" that score higher\n");
        }
        return message + "for prompt:\n  " + quoted(match.prompt()) + "\nby model:\n  "
                + match.scorer().model() + "\n";
    }

    static String mean(ImagesMatch match, double threshold) {
        Sample sample = match.sample();
        return subject(match, "mean CLIP score")
                + "to be above: " + fixed(threshold, sample.mean()) + "\n"
                + "but was:     " + fixed(sample.mean(), threshold) + " (" + gap(sample.mean(), threshold) + " too low)"
                + spread(sample);
    }

    private static String spread(Sample sample) {
        return sample.size() == 1
                ? ""
                : "\nwith standard deviation " + fixed(sample.deviation()) + " and 95 % confidence interval "
                        + sample.interval(0.95);
    }

    static String minimum(ImagesMatch match, double threshold) {
        double lowest = match.worst().score();
        return subject(match, "minimum CLIP score")
                + "to be above: " + fixed(threshold, lowest) + "\n"
                + "but was:     " + fixed(lowest, threshold) + " (" + gap(lowest, threshold) + " too low)";
    }

    static String atLeast(ImagesMatch match, int count, long above, double threshold) {
        return subject(match, "CLIP scores")
                + String.format(
                        Locale.ROOT,
                        "to be above: %s for at least %d of %d\nbut was:     above for %d",
                        fixed(threshold),
                        count,
                        match.scored().size(),
                        above);
    }
}
