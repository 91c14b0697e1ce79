package io.github.clipunit.calibration;

import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.FileFailure;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.TextDamage;
import io.github.clipunit.stats.Sample;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;

/** Calibrations as JSON, meant to be committed, in the published format {@code calibration.schema.json}. */
public final class CalibrationFile {

    private static final int FORMAT = 1;
    private static final String REMEDY = "restore it from version control, or make it again with `clipunit calibrate`";

    private CalibrationFile() {}

    /**
     * Writes a calibration, replacing an existing file.
     *
     * @throws UncheckedIOException if the file cannot be written
     */
    public static void write(Path file, ModelCalibration calibration) {
        Demands.require("file", file);
        Demands.require("calibration", calibration);
        String json = new GsonBuilder()
                .setPrettyPrinting()
                .disableHtmlEscaping()
                .create()
                .toJson(json(calibration));
        try {
            new AtomicFile(file).write(json + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("calibration [" + file + "] cannot be written: " + FileFailure.reason(e), e);
        }
    }

    /**
     * Reads a calibration.
     *
     * @throws CalibrationException if the file is missing or has another format; the message names field and value
     */
    public static ModelCalibration read(Path file) {
        byte[] content;
        try {
            content = Files.readAllBytes(Demands.require("file", file));
        } catch (NoSuchFileException e) {
            throw new CalibrationException(
                    "no calibration at [" + file.toAbsolutePath() + "]: make it with `clipunit calibrate`, or correct "
                            + Calibrations.FILE.name(),
                    e);
        } catch (IOException e) {
            throw new CalibrationException("calibration [" + file + "] cannot be read: " + e + "; " + REMEDY, e);
        }
        try {
            return calibration(JsonFields.parse(content));
        } catch (IllegalArgumentException e) {
            throw new CalibrationException("calibration [" + file + "] " + TextDamage.say(content, e, REMEDY), e);
        }
    }

    private static JsonObject json(ModelCalibration calibration) {
        Calibration measured = calibration.calibration();
        JsonObject model = new JsonObject();
        model.addProperty("id", calibration.modelId());
        model.addProperty("digest", calibration.modelDigest());
        model.addProperty("preprocessing", calibration.preprocessing());
        JsonArray cutoffs = new JsonArray();
        measured.cutoffs().forEach(cutoff -> cutoffs.add(json(cutoff)));
        JsonObject probability = new JsonObject();
        probability.addProperty("slope", measured.probability().slope());
        probability.addProperty("intercept", measured.probability().intercept());
        JsonObject json = new JsonObject();
        json.addProperty("format", FORMAT);
        json.add("model", model);
        json.add("matching", json(measured.matching(), calibration.matchingDeciles()));
        json.add("others", json(measured.others(), calibration.otherDeciles()));
        json.addProperty("rocArea", measured.rocArea());
        json.add("cutoffs", cutoffs);
        json.add("probability", probability);
        json.addProperty("warning", calibration.warning());
        return json;
    }

    private static JsonObject json(Sample sample, List<Double> deciles) {
        JsonArray tenths = new JsonArray();
        deciles.forEach(tenths::add);
        JsonObject json = new JsonObject();
        json.addProperty("size", sample.size());
        json.addProperty("mean", sample.mean());
        json.addProperty("deviation", sample.deviation());
        json.add("deciles", tenths);
        return json;
    }

    private static JsonObject json(Cutoff cutoff) {
        JsonObject json = new JsonObject();
        json.addProperty("falsePositiveRate", cutoff.falsePositiveRate());
        json.addProperty("threshold", cutoff.threshold());
        json.addProperty("detectionRate", cutoff.detectionRate());
        return json;
    }

    private static ModelCalibration calibration(JsonFields json) {
        json.number("format", FORMAT, FORMAT);
        JsonFields model = json.fields("model");
        JsonFields probability = json.fields("probability");
        Calibration measured = new Calibration(
                sample(json.fields("matching")),
                sample(json.fields("others")),
                json.number("rocArea", 0, 1),
                json.list("cutoffs", CalibrationFile::cutoff),
                new MatchProbability(probability.number("slope"), probability.number("intercept")));
        return new ModelCalibration(
                model.string("id"),
                model.string("digest"),
                model.string("preprocessing"),
                measured,
                json.fields("matching").numbers("deciles"),
                json.fields("others").numbers("deciles"),
                json.string("warning"));
    }

    private static Sample sample(JsonFields json) {
        int size = (int) json.number("size", Calibrator.FEWEST, Integer.MAX_VALUE);
        return new Sample(size, json.number("mean", -1, 1), json.number("deviation", 0, 2));
    }

    private static Cutoff cutoff(JsonFields json) {
        return new Cutoff(
                json.number("falsePositiveRate", 0, 1),
                json.number("threshold", -1, 1),
                json.number("detectionRate", 0, 1));
    }
}
