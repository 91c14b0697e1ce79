package io.github.clipunit.soak;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.assertj.PromptMatchAssert;
import io.github.clipunit.junit.ClipTest;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The suite of {@link ManyTests}; no build runs it, as its name is no test's. */
@ClipTest(model = "pictogram")
class ManySigns {

    /** Each golden that is new looks through all of its method. */
    static final int TESTS_A_GOLDEN = 10;

    private static final int TESTS_A_SAMPLE = 100;

    private static int tests;
    private static long seed;
    private static Memory memory = new Memory();

    static void prepare(int count, long colour, Memory samples) {
        tests = count;
        seed = colour;
        memory = samples;
    }

    static IntStream numbers() {
        return IntStream.range(0, tests);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("numbers")
    void should_paint_a_circle(int number) throws IOException {
        PromptMatchAssert match =
                assertThat(circle(number)).matchesPrompt("a red circle").withClipScoreAbove(-1);
        if (number % TESTS_A_GOLDEN == 0) {
            match.hasNotRegressed();
        }
        if (number % TESTS_A_SAMPLE == 0) {
            memory.sample();
        }
    }

    /** Another one a test: none is found in a cache. */
    private static BufferedImage circle(int number) {
        BufferedImage image = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, 128, 128);
        graphics.setColor(new Color(200 + number % 50, number / 50 % 50, (int) (seed % 50)));
        graphics.fillOval(14 + number / 2500, 14, 100, 100);
        graphics.dispose();
        return image;
    }
}
