package io.github.clipunit.assertj;

import io.github.clipunit.explain.GenericCaptions;
import io.github.clipunit.stats.PercentileRank;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Where a prompt's score ranks among those of generic captions for the same picture.
 *
 * @param percentile the share of captions that score lower, in percent
 * @param others how many captions there are beside the prompt
 * @param highest the captions that score highest, with their cosines, the highest first
 */
record CaptionRank(double percentile, int others, Map<String, Double> highest) {

    private static final int SHOWN = 3;

    static CaptionRank of(PromptMatch match) {
        List<String> captions = GenericCaptions.all().stream()
                .filter(caption -> !caption.equals(match.prompt()))
                .toList();
        double[] cosines = match.cosinesWith(captions);
        double[] others = Arrays.copyOfRange(cosines, 1, cosines.length);
        Map<String, Double> highest = new LinkedHashMap<>();
        IntStream.range(0, others.length)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer i) -> others[i]).reversed())
                .limit(SHOWN)
                .forEach(i -> highest.put(captions.get(i), others[i]));
        return new CaptionRank(PercentileRank.of(match.cosine(), others), others.length, highest);
    }
}
