package io.github.clipunit.conformance;

import io.github.clipunit.Embedding;
import java.util.List;
import java.util.Locale;

/**
 * The beginning of an embedding that was published before normalisation. Its length was not published, so its numbers
 * are compared as shares of their total.
 *
 * @param sum the sum of all its numbers
 * @param first its first numbers
 */
record PublishedEmbedding(double sum, List<Double> first) {

    Figure figure(String what, Embedding embedding, double within) {
        float[] unit = embedding.toArray();
        double total = 0;
        for (float number : unit) {
            total += number;
        }
        double widest = 0;
        double largest = 0;
        for (int i = 0; i < first.size(); i++) {
            double share = first.get(i) / sum;
            largest = Math.max(largest, Math.abs(share));
            widest = Math.max(widest, Math.abs(share - unit[i] / total));
        }
        return new Figure(
                what + ", first " + first.size() + " numbers",
                String.format(Locale.ROOT, "%.6f of the sum", first.get(0) / sum),
                String.format(Locale.ROOT, "%.6f of the sum", unit[0] / total),
                widest / largest,
                within);
    }
}
