package io.github.clipunit.calibration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Project;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CalibratorTest {

    @TempDir
    Path folder;

    /** A picture one pixel wide whose red says where on the unit circle it lies. */
    private static ClipImage picture(int degrees) {
        BufferedImage image = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, degrees << 16);
        return ClipImage.of(image);
    }

    private static Embedding at(int degrees) {
        return Embedding.of((float) Math.cos(Math.toRadians(degrees)), (float) Math.sin(Math.toRadians(degrees)));
    }

    /** Places pictures by their red, and prompts by the number that they are. */
    private record Circle(String preprocessing) implements ClipScorer {

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return images.stream().map(image -> at(image.rgb().get(0) & 0xff)).toList();
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return prompts.stream().map(prompt -> at(Integer.parseInt(prompt))).toList();
        }

        @Override
        public ClipModel model() {
            return ClipModel.of(
                    "circle",
                    Preprocessing.of(preprocessing),
                    () -> Logits.CLIP,
                    OptionalInt.empty(),
                    () -> new TreeMap<>(Map.of("model.onnx", "ab")));
        }

        @Override
        public void close() {}
    }

    private static ModelCalibration calibrated(double... rates) {
        Calibrator calibrator = Calibrator.of(new Circle("none"));
        for (int i = 0; i < 20; i++) {
            calibrator.add(picture(i), Integer.toString(2 * i), true);
            calibrator.add(picture(i), Integer.toString(60 + 2 * i), false);
        }
        return calibrator.calibrate(rates);
    }

    @Test
    void should_measure_labelled_pairs() {
        ModelCalibration calibration = calibrated();
        assertThat(calibration.calibration().matching().size()).isEqualTo(20);
        assertThat(calibration.calibration().rocArea()).isEqualTo(1);
        assertThat(calibration.calibration().cutoffs())
                .extracting(Cutoff::falsePositiveRate)
                .containsExactly(0.05, 0.1);
        assertThat(calibration.matchingDeciles().get(0)).isCloseTo(Math.cos(Math.toRadians(19)), within(1e-6));
        assertThat(calibration.matchingDeciles().get(10)).isCloseTo(1, within(1e-6));
        assertThat(calibration.otherDeciles().get(5))
                .isCloseTo((Math.cos(Math.toRadians(69)) + Math.cos(Math.toRadians(70))) / 2, within(1e-6));
        assertThat(calibration.probability(0.99)).isGreaterThan(0.9);
        assertThat(calibration.probability(0.4)).isLessThan(0.1);
    }

    @Test
    void should_give_cutoffs_at_chosen_rates() {
        assertThat(calibrated(0.2).calibration().cutoffs())
                .extracting(Cutoff::falsePositiveRate)
                .containsExactly(0.2);
    }

    @Test
    void should_hold_unlabelled_pictures_against_the_prompts_of_others() {
        Calibrator calibrator = Calibrator.of(new Circle("none"));
        for (int i = 0; i < 100; i++) {
            calibrator.add(picture(2 * i), Integer.toString(2 * i));
        }
        ModelCalibration calibration = calibrator.calibrate();
        assertThat(calibration.calibration().matching().mean()).isCloseTo(1, within(1e-6));
        assertThat(calibration.calibration().others().size()).isEqualTo(500);
        assertThat(calibration.calibration().rocArea()).isEqualTo(1);
    }

    @Test
    void should_keep_only_the_last_thousands_of_unlabelled_pairs() {
        Calibrator calibrator = Calibrator.of(new Circle("none"));
        for (int i = 0; i < 5000; i++) {
            calibrator.add(picture(i % 180), Integer.toString(i % 180));
        }
        ModelCalibration calibration = calibrator.calibrate();
        assertThat(calibration.calibration().matching().size()).isEqualTo(5000);
        assertThat(calibration.calibration().others().size()).isBetween(24_000, 25_000);
    }

    @Test
    void should_name_prompts_that_were_taken_not_to_match_but_may() {
        Calibrator calibrator = Calibrator.of(new Circle("none"));
        for (int i = 0; i < 10; i++) {
            calibrator.add(picture(18 * i), Integer.toString(18 * i));
            calibrator.add(picture(18 * i), Integer.toString(18 * i + 1));
        }
        ModelCalibration calibration = calibrator.calibrate();
        assertThat(calibration.calibration().others().size()).isEqualTo(100);
        // on a circle those 18 degrees apart too, but the twins come first
        assertThat(calibration.warning())
                .matches("30 of 100 pairs assumed not to match have prompts of similar meaning: "
                        + "(\"\\d+\" and \"\\d+\" \\(1\\.000\\), ){4}\"\\d+\" and \"\\d+\" \\(1\\.000\\); if these pictures do"
                        + " match, the cut-offs are too strict: mark matching pairs in a column `matches`, or write equal"
                        + " prompts the same way");
        CalibrationFile.write(folder.resolve("alike.json"), calibration);
        assertThat(CalibrationFile.read(folder.resolve("alike.json"))).isEqualTo(calibration);
        assertThat(calibrated().warning()).isEmpty();
    }

    @Test
    void should_refuse_what_says_nothing() {
        assertThatThrownBy(() -> Calibrator.of(new Circle("none")).calibrate())
                .hasMessage("pairs that match [0] must be at least 10, and should be hundreds: fewer say little about"
                        + " scores");
        Calibrator reversed = Calibrator.of(new Circle("none"));
        for (int i = 0; i < 20; i++) {
            reversed.add(picture(i), Integer.toString(i), false);
            reversed.add(picture(i), Integer.toString(70 + 2 * i), true);
        }
        assertThatThrownBy(reversed::calibrate)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageEndingWith("check whether the labels are swapped");
    }

    @Test
    void should_read_what_it_wrote() {
        Path file = folder.resolve("made").resolve("circle.json");
        CalibrationFile.write(file, calibrated());
        assertThat(CalibrationFile.read(file)).isEqualTo(calibrated());
    }

    @Test
    void should_keep_to_the_published_schema() throws IOException {
        Path file = folder.resolve("circle.json");
        CalibrationFile.write(file, calibrated());
        var schema = JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                .getSchema(CalibrationFile.class.getResourceAsStream("calibration.schema.json"));
        String json = Files.readString(file).replace(calibrated().modelDigest(), "0".repeat(64));
        assertThat(schema.validate(json, com.networknt.schema.InputFormat.JSON)).isEmpty();
        assertThat(schema.validate(json.replace("rocArea", "area"), com.networknt.schema.InputFormat.JSON))
                .isNotEmpty();
    }

    @Test
    void should_name_what_is_wrong_with_a_file() throws IOException {
        Path missing = folder.resolve("missing.json");
        assertThatThrownBy(() -> CalibrationFile.read(missing))
                .isInstanceOf(CalibrationException.class)
                .hasMessage("no calibration at [" + missing
                        + "]: make it with `clipunit calibrate`, or correct clipunit.calibration");
        Path file = folder.resolve("circle.json");
        CalibrationFile.write(file, calibrated());
        String good = Files.readString(file);
        Files.writeString(file, good.replace("\"rocArea\": 1.0", "\"rocArea\": 1.5"));
        assertThatThrownBy(() -> CalibrationFile.read(file))
                .hasMessage(
                        "calibration [" + file + "] cannot be read: field [rocArea] must be a number from 0.0 to 1.0,"
                                + " but is [1.5]; restore it from version control, or make it again with `clipunit calibrate`");
        Files.writeString(file, good.replace("\"slope\"", "\"steepness\""));
        assertThatThrownBy(() -> CalibrationFile.read(file))
                .hasMessageContaining("field [probability.slope] is missing");
        Files.writeString(file, "42");
        assertThatThrownBy(() -> CalibrationFile.read(file))
                .hasMessageContaining("field [the whole] must be an object, but is [42]");
    }

    @Test
    void should_refuse_the_calibration_of_another_model() {
        Path file = folder.resolve("circle.json");
        CalibrationFile.write(file, calibrated());
        Settings settings =
                Settings.of(Map.of("clipunit.calibration", "circle.json")).in(new Project(folder));
        ClipModel model = new Circle("none").model();
        assertThat(Calibrations.find(settings, model)).contains(calibrated());
        String digest = model.digest().substring(0, 8);
        assertThatThrownBy(() -> Calibrations.find(settings, new Circle("other").model()))
                .isInstanceOf(CalibrationMismatchException.class)
                .hasMessage("calibration [" + file
                        + "] was made with another model or preprocessing, so its numbers do not apply here"
                        + "\n  calibrated: circle (digest " + digest + "), none"
                        + "\n  actual:     circle (digest " + digest + "), other"
                        + "\nRun with that model, or calibrate this one with `clipunit calibrate`.");
        Settings none = Settings.of(Map.of());
        assertThat(Calibrations.find(none, model)).isEmpty();
        assertThatThrownBy(() -> Calibrations.require(none, model))
                .isInstanceOf(CalibrationException.class)
                .hasMessageStartingWith("a match probability needs a calibration of model [circle], but"
                        + " clipunit.calibration is not set: ");
    }
}
