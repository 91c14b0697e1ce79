package io.github.clipunit.checks;

import static io.github.clipunit.checks.ColourScorer.picture;

import io.github.clipunit.calibration.CalibrationFile;
import io.github.clipunit.calibration.Calibrator;
import io.github.clipunit.head.TestHeads;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/**
 * Plays tests that a model of colours scores: foxes are red, wolves green and dogs blue; good things are red, bad ones green.
 *
 * @param folder where calibration, head and goldens lie
 */
record ColourScope(Path folder) {

    static final int RED = 0xff0000;
    static final int GREEN = 0x00ff00;
    static final int BLUE = 0x0000ff;

    static final ColourScorer COLOURS = new ColourScorer(Map.of())
            .with(
                    RED,
                    "a red fox",
                    "a red fox in the snow",
                    "a fox sits in the snow",
                    "a fox",
                    "a man",
                    "a fox in summer")
            .with(RED, "Good photo.", "Sharp photo.", "Warm photo.", "a tool", "people in clothes")
            .with(GREEN, "Bad photo.", "Blurry photo.", "Cold photo.", "a weapon", "nudity", "a fox with a gun")
            .with(GREEN, "a wolf", "a woman", "a fox in winter")
            .with(BLUE, "a dog");

    /** Plays a test to its end, which writes goldens that were missing. */
    void run(ColourScorer scorer, ThrowingCallable test) throws Throwable {
        Settings settings = Settings.of(Map.of(
                        "clipunit.calibration",
                        calibrated(),
                        "clipunit.explain",
                        "off",
                        "clipunit.golden.dir",
                        folder.resolve("goldens").toString(),
                        "clipunit.aesthetic.head",
                        red().toString(),
                        "clipunit.aesthetic.head.model",
                        "circle"))
                .in(new Project(folder));
        TestIdentity identity = new TestIdentity(ColourScope.class, Optional.empty(), Optional.empty(), "[test:guide]");
        try (TestScope scope = TestScope.open(scorer, settings, identity, check -> {})) {
            test.call();
            Assertions.assertThat(scope.unfinished()).isEmpty();
            scope.end(true);
        }
    }

    /** A head that likes red. */
    Path red() {
        return TestHeads.write(folder.resolve("red.safetensors"), 10, 0, 0);
    }

    /** Of ten foxes, and of a hundred pictures that show none. */
    private String calibrated() {
        Path file = folder.resolve("clipunit-calibration.json");
        Calibrator calibrator = Calibrator.of(COLOURS);
        for (int i = 0; i < 100; i++) {
            if (i < 10) {
                calibrator.add(ClipImage.of(picture(RED + i)), "a red fox", true);
            }
            calibrator.add(ClipImage.of(picture(GREEN + i)), "a red fox", false);
        }
        CalibrationFile.write(file, calibrator.calibrate(0.01));
        return file.toString();
    }
}
