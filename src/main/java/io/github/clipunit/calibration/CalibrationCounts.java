package io.github.clipunit.calibration;

import com.google.gson.JsonObject;
import io.github.clipunit.ClipModel;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.SumFormat;
import java.util.ArrayList;
import java.util.List;

/**
 * The cosines of matching pairs and of others with one model, from which calibrations are made. Counts of parts merge
 * in any order and grouping and give the calibration of a single machine to the last bit. Cosines are stored unrounded,
 * in 8 bytes each, because rounding would create ties and change thresholds. Not for use by several threads at once.
 */
public final class CalibrationCounts {

    private static final SumFormat FORMAT = new SumFormat(
            "clipunit.calibrationCounts/1",
            List.of("model", "digest", "preprocessing", "examples"),
            List.of("alike"),
            List.of("matching", "others"));

    /** The model's name, digest and preprocessing. */
    private final List<String> model;

    private final List<Double> matching = new ArrayList<>();
    private final List<Double> others = new ArrayList<>();
    private AlikePrompts alike = AlikePrompts.NONE;

    private CalibrationCounts(List<String> model) {
        this.model = model;
    }

    /** Creates empty counts for a model. */
    public static CalibrationCounts of(ClipModel model) {
        String preprocessing = Demands.require("model", model).preprocessing().version();
        return new CalibrationCounts(List.of(model.id(), model.digest(), preprocessing));
    }

    /**
     * Adds a pair.
     *
     * @param cosine the cosine between picture and prompt, in [-1, 1]
     * @param matches whether they match
     * @throws IllegalArgumentException if the cosine is NaN or outside that range
     */
    public void add(double cosine, boolean matches) {
        Demands.requireCosine("cosine", cosine);
        (matches ? matching : others).add(cosine);
    }

    void add(AlikePrompts prompts) {
        alike = alike.and(prompts);
    }

    /**
     * Adds the counts of another part.
     *
     * @return this
     * @throws IllegalArgumentException if they belong to another model or preprocessing
     */
    public CalibrationCounts merge(CalibrationCounts other) {
        if (!model.equals(Demands.require("other", other).model)) {
            throw new IllegalArgumentException("only counts of one model can be merged, but these are of " + model
                    + " and " + other.model + "; count all parts with one model, under one name");
        }
        matching.addAll(other.matching);
        others.addAll(other.others);
        add(other.alike);
        return this;
    }

    /**
     * Calibrates with all pairs.
     *
     * @param falsePositiveRates as {@link Calibrator#calibrate} takes them
     * @throws IllegalArgumentException as {@link Calibrator#calibrate} does
     */
    public ModelCalibration calibrate(double... falsePositiveRates) {
        Demands.require("falsePositiveRates", falsePositiveRates);
        double[] hits = requireEnough("match", matching);
        double[] misses = requireEnough("do not match", others);
        Calibration calibration = Calibration.of(hits, misses, falsePositiveRates);
        String warning = alike.warning(misses.length);
        return new ModelCalibration(
                model.get(0), model.get(1), model.get(2), calibration, Deciles.of(hits), Deciles.of(misses), warning);
    }

    private static double[] requireEnough(String what, List<Double> cosines) {
        if (cosines.size() < Calibrator.FEWEST) {
            throw new IllegalArgumentException("pairs that " + what + " [" + cosines.size() + "] must be at least "
                    + Calibrator.FEWEST + ", and should be hundreds: fewer say little about scores");
        }
        return ascending(cosines);
    }

    private static double[] ascending(List<Double> cosines) {
        return cosines.stream().mapToDouble(Double::doubleValue).sorted().toArray();
    }

    /** Returns the counts as bytes, big endian, in the format described in docs/statistics.md. */
    public byte[] toBytes() {
        return FORMAT.bytes(fields());
    }

    /**
     * Reads counts that {@link #toBytes} wrote, bit for bit. Other or damaged bytes cause an IllegalArgumentException.
     */
    public static CalibrationCounts ofBytes(byte[] bytes) {
        return FORMAT.read(Demands.require("bytes", bytes), CalibrationCounts::restored);
    }

    /** Returns the counts as JSON with its own checksum. */
    public String toJson() {
        return FORMAT.json(fields());
    }

    /**
     * Reads counts that {@link #toJson} wrote, bit for bit. Other or damaged text causes an IllegalArgumentException.
     */
    public static CalibrationCounts ofJson(String json) {
        return FORMAT.parse(Demands.require("json", json), CalibrationCounts::restored);
    }

    private JsonObject fields() {
        String examples = String.join("\n", alike.examples());
        return FORMAT.fields(
                model.get(0),
                model.get(1),
                model.get(2),
                examples,
                alike.pairs(),
                ascending(matching),
                ascending(others));
    }

    private static CalibrationCounts restored(JsonFields fields) {
        CalibrationCounts counts = new CalibrationCounts(
                List.of(fields.string("model"), fields.string("digest"), fields.string("preprocessing")));
        fields.numbers("matching").forEach(cosine -> counts.add(cosine, true));
        fields.numbers("others").forEach(cosine -> counts.add(cosine, false));
        List<String> examples = fields.string("examples").lines().toList();
        counts.add(new AlikePrompts((int) fields.number("alike", 0, Integer.MAX_VALUE), examples));
        return counts;
    }
}
