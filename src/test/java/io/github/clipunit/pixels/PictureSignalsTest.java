package io.github.clipunit.pixels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.sets.Reference;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PictureSignalsTest {

    private static final BufferedImage LEAVES = Pictures.leaves(320, 240);
    private static final BufferedImage CROP = LEAVES.getSubimage(80, 60, 160, 120);

    @Test
    void should_measure_what_numpy_measures() {
        for (Reference expected : Reference.of("signals.json").list("pictures")) {
            int width = (int) expected.number("width");
            int height = (int) expected.number("height");

            boolean isWaves = "waves".equals(expected.json().get("kind").getAsString());
            PictureSignals signals = PictureSignals.of(ClipImage.of(
                    Pictures.paint(width, height, isWaves ? PictureSignalsTest::waves : PictureSignalsTest::doubled)));

            assertThat(signals.detail()).isCloseTo(expected.number("detail"), within(1e-6));
            assertThat(signals.resampling()).isCloseTo(expected.number("resampling"), within(1e-6));
            assertThat(signals.checkerboard()).isCloseTo(expected.number("checkerboard"), within(1e-4));
            if (expected.has("latentGrid")) {
                assertThat(signals.latentGrid()).isCloseTo(expected.number("latentGrid"), within(1e-4));
            } else {
                assertThat(signals.latentGrid()).isNaN();
            }
            assertThat(signals.deviation()).isCloseTo(expected.number("deviation"), within(1e-9));
            assertThat(signals.range()).isEqualTo((int) expected.number("range"));
        }
    }

    /** The other formula of signals.py: numbers between which every second pixel is interpolated. */
    private static int doubled(int x, int y) {
        int i = x / 2 + 1;
        int j = y / 2 + 1;
        int beside = i - 1 + 2 * (x % 2);
        int below = j - 1 + 2 * (y % 2);
        int mixed = 9 * number(i, j) + 3 * number(beside, j) + 3 * number(i, below) + number(beside, below);
        return 0x010101 * (mixed / 16 + x % 8 * (y % 8) % 5 * 6);
    }

    private static int number(int i, int j) {
        return (i * i * 17 + j * j * 29 + i * j * (i + j)) % 181;
    }

    /** The formula of signals.py. */
    private static int waves(int x, int y) {
        int rgb = 0;
        for (int c = 0; c < 3; c++) {
            double waves = 60 * Math.sin(x / (3.0 + c)) + 50 * Math.cos(y / 7.0 + x / 31.0);
            rgb = rgb << 8 | (int) Math.floor(128 + waves) + (x * 7 + y * 13 + x * y) % 11 + (x / 2 + y / 2) % 2 * 6;
        }
        return rgb;
    }

    @Test
    void should_find_nothing_wrong_with_good_pictures() {
        assertThat(PictureSignals.of(ClipImage.of(LEAVES)).flaws()).isEmpty();
        assertThat(PictureSignals.of(ClipImage.of(Pictures.disc(224))).flaws())
                .as("white ground")
                .containsExactly(PictureFlaw.CLIPPED);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 20, 64, 300})
    void should_see_that_a_picture_is_blank_at_any_size(int size) {
        PictureSignals gray = PictureSignals.of(ClipImage.of(Pictures.paint(size, size, (x, y) -> 0x808284)));
        PictureSignals black = PictureSignals.of(ClipImage.of(Pictures.paint(size, size, (x, y) -> 0)));
        PictureSignals white = PictureSignals.of(ClipImage.of(Pictures.paint(size, size, (x, y) -> 0xffffff)));

        assertThat(gray.flaws()).containsExactly(PictureFlaw.BLANK, PictureFlaw.UNIFORM);
        assertThat(black.flaws())
                .containsExactly(PictureFlaw.BLANK, PictureFlaw.UNIFORM, PictureFlaw.DARK, PictureFlaw.CLIPPED);
        assertThat(white.flaws())
                .containsExactly(PictureFlaw.BLANK, PictureFlaw.UNIFORM, PictureFlaw.BRIGHT, PictureFlaw.CLIPPED);
    }

    @Test
    void should_see_fog_that_is_not_blank() {
        PictureSignals fog =
                PictureSignals.of(Pictures.changed(LEAVES, (x, y) -> Pictures.gray(120 + light(x, y) / 24.0)));

        assertThat(fog.flaws()).containsExactly(PictureFlaw.UNIFORM);
    }

    @Test
    void should_see_extreme_exposure() {
        PictureSignals dark = PictureSignals.of(Pictures.changed(LEAVES, (x, y) -> Pictures.gray(light(x, y) / 9.0)));
        PictureSignals bright =
                PictureSignals.of(Pictures.changed(LEAVES, (x, y) -> Pictures.gray(228 + light(x, y) / 10.0)));
        PictureSignals blown =
                PictureSignals.of(Pictures.changed(LEAVES, (x, y) -> Pictures.gray(light(x, y) * 3.0 - 100)));

        assertThat(dark.flaws()).containsExactly(PictureFlaw.DARK);
        assertThat(bright.flaws()).containsExactly(PictureFlaw.BRIGHT);
        assertThat(blown.flaws()).containsExactly(PictureFlaw.CLIPPED);
        assertThat(blown.clipped()).isGreaterThan(0.5);
    }

    private static int light(int x, int y) {
        return LEAVES.getRGB(x, y) >> 8 & 0xff;
    }

    @Test
    void should_see_that_a_picture_was_upscaled() {
        for (Object smooth :
                new Object[] {RenderingHints.VALUE_INTERPOLATION_BILINEAR, RenderingHints.VALUE_INTERPOLATION_BICUBIC
                }) {
            for (int factor : new int[] {2, 3, 4}) {
                PictureSignals signals =
                        PictureSignals.of(ClipImage.of(Pictures.scaled(CROP, 160 * factor, 120 * factor, smooth)));

                assertThat(signals.flaws())
                        .as("%s by %d: %s", smooth, factor, signals)
                        .containsExactly(PictureFlaw.UPSCALED, PictureFlaw.SOFT);
            }
        }
    }

    @Test
    void should_see_traces_of_other_kernels_and_factors() {
        for (Twins.Kernel kernel : List.of(Twins.Kernel.BILINEAR, Twins.Kernel.BICUBIC, Twins.Kernel.LANCZOS)) {
            for (double factor : new double[] {1.5, 2}) {
                PictureSignals signals = PictureSignals.of(ClipImage.of(Twins.upscaled(CROP, factor, kernel)));

                assertThat(signals.flaws()).as("%s by %s", kernel, factor).contains(PictureFlaw.UPSCALED);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {95, 75, 50})
    void should_not_take_the_blocks_of_jpeg_for_a_trace_or_a_grid(int quality) {
        PictureSignals signals = PictureSignals.of(ClipImage.of(Twins.jpeg(LEAVES, quality)));

        assertThat(signals.flaws()).isEmpty();
        assertThat(signals.resampling()).isZero();
        assertThat(signals.latentGrid()).isLessThan(0.1);
    }

    @Test
    void should_see_that_a_picture_is_soft_but_not_upscaled() {
        PictureSignals signals = PictureSignals.of(ClipImage.of(Twins.blurred(LEAVES, 1.5)));

        assertThat(signals.flaws()).containsExactly(PictureFlaw.SOFT);
    }

    @Test
    void should_see_a_grid_of_eight_pixels() {
        for (int strength : new int[] {2, 4}) {
            PictureSignals signals = PictureSignals.of(ClipImage.of(Twins.patterned(LEAVES, 8, strength, 1)));

            assertThat(signals.latentGrid()).isBetween(0.4 * strength, 1.1 * strength);
            assertThat(signals.flaws()).contains(PictureFlaw.LATENT_GRID);
        }
        assertThat(PictureSignals.of(ClipImage.of(Twins.patterned(LEAVES, 4, 4, 1)))
                        .latentGrid())
                .as("a pattern of four pixels")
                .isLessThan(0.4);
    }

    @Test
    void should_find_next_to_nothing_wrong_with_what_generators_paint() {
        List<String> flawed = new ArrayList<>();
        for (SoundPictures kind : SoundPictures.values()) {
            for (int seed = 2000; seed < 2006; seed++) {
                Set<PictureFlaw> flaws = PictureSignals.of(ClipImage.of(kind.paint(seed, 192, 160)))
                        .flaws();
                flaws.removeAll(EnumSet.of(PictureFlaw.CLIPPED, PictureFlaw.SOFT));
                if (!flaws.isEmpty()) {
                    flawed.add(kind + " " + seed + " " + flaws);
                }
            }
        }
        assertThat(flawed).hasSizeLessThanOrEqualTo(1);
    }

    @Test
    void should_find_nothing_wrong_with_what_diffusion_models_painted() throws IOException {
        Path painted = Path.of("../shared/cases/generated");
        assumeTrue(Files.isDirectory(painted), painted + " is not there");
        List<Path> flawed = new ArrayList<>();
        try (Stream<Path> files = Files.list(painted)) {
            for (Path file : files.sorted().toList()) {
                Set<PictureFlaw> flaws = PictureSignals.of(ClipImage.of(file)).flaws();
                flaws.removeAll(EnumSet.of(PictureFlaw.CLIPPED, PictureFlaw.SOFT));
                if (!flaws.isEmpty()) {
                    assertThat(flaws).as("%s", file).containsExactly(PictureFlaw.BORDERED);
                    flawed.add(file.getFileName());
                }
            }
        }
        assertThat(flawed)
                .as("it has a white bar of five pixels at either side")
                .map(Path::toString)
                .containsExactly("ldm_256__assets__fire_5.png");
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 8})
    void should_see_that_pixels_were_repeated(int factor) {
        PictureSignals signals = PictureSignals.of(ClipImage.of(Pictures.scaled(
                CROP, 160 * factor, 120 * factor, RenderingHints.VALUE_INTERPOLATION_NEAREST_NEIGHBOR)));

        assertThat(signals.repeat()).isEqualTo(factor);
        assertThat(signals.flaws()).contains(PictureFlaw.UPSCALED);
    }

    @Test
    void should_see_a_letterbox() {
        PictureSignals signals = PictureSignals.of(
                Pictures.changed(LEAVES, (x, y) -> y < 30 || y >= 205 ? 0x050505 : LEAVES.getRGB(x, y)));

        assertThat(signals.borders()).isEqualTo(new Borders(30, 35, 0, 0));
        assertThat(signals.flaws()).containsExactly(PictureFlaw.BORDERED);
    }

    @Test
    void should_see_pillars_and_frames() {
        assertThat(Borders.of(Pictures.changed(LEAVES, (x, y) -> x < 9 || x >= 310 ? 0xffffff : LEAVES.getRGB(x, y))))
                .isEqualTo(new Borders(0, 0, 9, 10));
        assertThat(Borders.of(Pictures.changed(
                        LEAVES, (x, y) -> x < 9 || x >= 310 || y < 7 || y >= 230 ? 0x204060 : LEAVES.getRGB(x, y))))
                .isEqualTo(new Borders(7, 10, 9, 10));
    }

    @ParameterizedTest
    @ValueSource(ints = {95, 85, 75, 50})
    void should_see_bars_after_jpeg(int quality) {
        for (int colour : new int[] {0x000000, 0xffffff, 0x808080}) {
            BufferedImage letterbox = Twins.barred(LEAVES, 0.125, true, colour);
            BufferedImage pillarbox = Twins.barred(LEAVES, 0.1, false, colour);

            Borders bars = Borders.of(ClipImage.of(Twins.jpeg(letterbox, quality)));
            assertThat(bars.top()).isCloseTo(30, within(2));
            assertThat(bars.bottom()).isCloseTo(30, within(2));
            bars = Borders.of(ClipImage.of(Twins.jpeg(pillarbox, quality)));
            assertThat(bars.left()).isCloseTo(32, within(2));
            assertThat(bars.right()).isCloseTo(32, within(2));
        }
    }

    @Test
    void should_not_take_a_flag_or_an_upright_rectangle_for_a_framed_picture() {
        BufferedImage flag = Pictures.paint(300, 200, (x, y) -> x < 100 ? 0x0055a4 : x < 200 ? 0xffffff : 0xef4135);
        BufferedImage triband = Pictures.paint(300, 200, (x, y) -> y < 50 || y >= 150 ? 0xc60b1e : 0xffc400);
        BufferedImage tile = Pictures.paint(
                200, 200, (x, y) -> x < 40 || x >= 160 || y < 40 || y >= 160 ? 0xffffff : 0x3000a0 + y * 0x000100);

        for (BufferedImage picture : List.of(flag, triband, tile)) {
            assertThat(Borders.of(ClipImage.of(picture))).isEqualTo(new Borders(0, 0, 0, 0));
        }
    }

    @Test
    void should_not_take_a_plain_ground_for_a_border() {
        assertThat(Borders.of(ClipImage.of(Pictures.disc(224))).isPresent()).isFalse();
        assertThat(Borders.of(Pictures.changed(LEAVES, (x, y) -> y < 100 ? 0x80c0ff : 0x20a030))
                        .isPresent())
                .as("sky and meadow")
                .isFalse();
        assertThat(Borders.of(Pictures.changed(
                                LEAVES,
                                (x, y) -> x > 40 && x < 200 && y > 30 && y < 150 ? LEAVES.getRGB(x, y) : 0xff8000))
                        .isPresent())
                .as("a square beside the middle")
                .isFalse();
    }

    @Test
    void should_see_a_checkerboard_of_two_levels() {
        for (int period : new int[] {2, 4}) {
            PictureSignals signals = PictureSignals.of(
                    Pictures.changed(LEAVES, (x, y) -> shifted(LEAVES.getRGB(x, y), pattern(x, y, period))));

            assertThat(signals.flaws()).as("%s", signals).contains(PictureFlaw.CHECKERBOARD);
            assertThat(signals.checkerboard()).isBetween(0.8, 2.2);
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {56, 64, 100, 128, 224})
    void should_not_take_chance_in_a_small_picture_for_a_pattern(int size) {
        for (int i = 0; i < 10; i++) {
            BufferedImage crop =
                    LEAVES.getSubimage((320 - size) * i / 10, Math.max(0, 240 - size) * (9 - i) / 10, size, size);

            assertThat(PictureSignals.of(ClipImage.of(crop)).checkerboard()).isLessThan(0.5);
        }
    }

    private static int pattern(int x, int y, int period) {
        int half = period / 2;
        return (x / half + y / half) % 2 == 0 ? 2 : -2;
    }

    private static int shifted(int rgb, int by) {
        int shifted = 0;
        for (int shift = 16; shift >= 0; shift -= 8) {
            shifted = shifted << 8 | Math.max(0, Math.min(255, (rgb >> shift & 0xff) + by));
        }
        return shifted;
    }

    @Test
    void should_leave_open_what_a_tiny_picture_does_not_show() {
        PictureSignals signals =
                PictureSignals.of(ClipImage.of(Pictures.paint(20, 20, (x, y) -> x * y * 0x010101 / 2)));

        assertThat(signals.detail()).isNaN();
        assertThat(signals.checkerboard()).isNaN();
        assertThat(signals.latentGrid()).isNaN();
        assertThat(signals.resampling()).isNaN();
        assertThat(signals.flaws()).isEmpty();
    }

    @Test
    void should_explain_each_flaw() {
        assertThat(PictureFlaw.values())
                .extracting(PictureFlaw::description)
                .containsExactly(
                        "blank: every pixel has the same colour",
                        "uniform: colours hardly vary",
                        "dark: nearly all pixels are nearly black",
                        "bright: nearly all pixels are nearly white",
                        "clipped: many pixels are pure black or pure white",
                        "upscaled: traces of interpolation, or repeated pixels",
                        "soft: hardly any fine detail",
                        "bordered: bars of one colour on opposite sides",
                        "checkerboard: a pattern repeats every two or four pixels",
                        "latent grid: a pattern repeats every eight pixels");
    }
}
