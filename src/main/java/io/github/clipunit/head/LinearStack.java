package io.github.clipunit.head;

import io.github.clipunit.Embedding;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.DoubleStream;

/** Consecutive linear layers without activations, multiplied into one linear map {@code weights . embedding + bias}. */
final class LinearStack {

    private static final int LISTED = 12;
    private static final String WEIGHT = "weight";

    private final Map<String, Tensor> tensors;
    private double[] weights = {1};
    private double bias;
    private int layers;

    /**
     * Creates the map of a state dict.
     *
     * @param tensors in the order of the layers: each has a {@code weight} [out, in], and a {@code bias} [out] or none
     * @throws IllegalArgumentException if they are anything else, or if the last layer returns more than one number
     */
    LinearStack(Map<String, Tensor> tensors) {
        this.tensors = tensors;
        int biases = 0;
        List<Map.Entry<String, Tensor>> lastFirst = new ArrayList<>(tensors.entrySet());
        Collections.reverse(lastFirst);
        for (Map.Entry<String, Tensor> tensor : lastFirst) {
            String name = tensor.getKey();
            if (name.equals(WEIGHT) || name.endsWith("." + WEIGHT)) {
                Tensor added = tensors.get(name.substring(0, name.length() - WEIGHT.length()) + "bias");
                if (added != null) {
                    bias += through(added, 1)[0];
                    biases++;
                }
                weights = through(tensor.getValue(), 2);
                layers++;
            }
        }
        require(layers > 0 && layers + biases == tensors.size());
        if (!DoubleStream.concat(DoubleStream.of(weights), DoubleStream.of(bias))
                .allMatch(Double::isFinite)) {
            throw new IllegalArgumentException("not all of its numbers are finite");
        }
    }

    private double[] through(Tensor layer, int rank) {
        int all = layer.numbers().remaining();
        require(layer.shape().size() == rank && layer.shape().get(0) == weights.length && all > 0);
        int columns = all / weights.length;
        double[] sums = new double[columns];
        for (int i = 0; i < all; i++) {
            sums[i % columns] += weights[i / columns] * layer.numbers().get(i);
        }
        return sums;
    }

    private void require(boolean fits) {
        if (!fits) {
            throw new IllegalArgumentException(
                    "linear layers must have a weight [out, in] each and a bias [out] or none, take the output"
                            + " of the one before and end in one number, but it has "
                            + tensors.entrySet().stream()
                                    .limit(LISTED)
                                    .map(tensor -> HeadFile.shown(tensor.getKey()) + " "
                                            + tensor.getValue().shape())
                                    .collect(Collectors.joining(", ", "", tensors.size() > LISTED ? ", …" : ""))
                            + ": give a head of another kind, or one with activations, as .onnx");
        }
    }

    /** Returns the kind; several layers are described as having no activations, because there might be some. */
    String kind() {
        return layers == 1 ? "linear" : layers + " linear layers without activations";
    }

    int dimension() {
        return weights.length;
    }

    double score(Embedding image) {
        float[] unit = image.toArray();
        double score = bias;
        for (int i = 0; i < unit.length; i++) {
            score += weights[i] * unit[i];
        }
        return score;
    }
}
