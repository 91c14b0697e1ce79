package io.github.clipunit.assertj;

import io.github.clipunit.Embedding;
import io.github.clipunit.explain.GenericCaptions;
import io.github.clipunit.stats.PercentileRank;
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
        Embedding picture = match.scored().embedding();
        List<String> captions = GenericCaptions.all();
        List<Embedding> embeddings = GenericCaptions.embeddings(match.scorer());
        Map<String, Double> cosines = new LinkedHashMap<>();
        IntStream.range(0, captions.size())
                .filter(i -> !captions.get(i).equals(match.prompt()))
                .forEach(i -> cosines.put(captions.get(i), picture.cosine(embeddings.get(i))));
        double[] others =
                cosines.values().stream().mapToDouble(Double::doubleValue).toArray();
        Map<String, Double> highest = new LinkedHashMap<>();
        cosines.entrySet().stream()
                .sorted(Map.Entry.comparingByValue(Comparator.reverseOrder()))
                .limit(SHOWN)
                .forEach(one -> highest.put(one.getKey(), one.getValue()));
        return new CaptionRank(PercentileRank.of(match.cosine(), others), others.length, highest);
    }
}
