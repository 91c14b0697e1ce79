package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first JUnit records the goldens of these tests; every other one, with or without names of parameters, finds them. */
@ClipTest
class NamesTest {

    private static final Path FILE = Path.of("src/test/resources/signs/red-circle.png");
    private static final String CIRCLE = "a red circle on a white background";

    enum Colour {
        RED,
        BLUE
    }

    private static void check() {
        check(ClipImage.of(FILE));
    }

    private static void check(ClipImage sign) {
        assertThat(sign).matchesPrompt(CIRCLE).hasNotRegressed();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a red circle", "say \"circle\", it's"})
    void text(String prompt) {
        check();
    }

    @ParameterizedTest
    @CsvSource({"red, 1000, 0.5, true, x", "'blue, dark', 123456789, 1e-9, false, ''"})
    void values(String colour, int size, double share, boolean round, String rest, ClipScorer clip, TestInfo test) {
        check();
    }

    @ParameterizedTest
    @EnumSource
    void constants(Colour colour) {
        check();
    }

    @ParameterizedTest(name = "{index}: the {0} one")
    @ValueSource(strings = {"red", "blue"})
    void displayed(String colour) {
        check();
    }

    static Stream<Arguments> pictures() {
        return Stream.of(
                arguments(Named.of("the \"red\" circle", ClipImage.of(FILE)), 1),
                arguments(Named.of("again", ClipImage.of(FILE)), 2));
    }

    @ParameterizedTest
    @MethodSource
    void pictures(ClipImage sign, int number) {
        check(sign);
    }

    @ParameterizedTest
    @MethodSource
    void places(Path file) {
        check();
    }

    static Stream<Path> places() {
        return Stream.of(FILE, FILE.toAbsolutePath().getParent());
    }

    @RepeatedTest(2)
    void repeated() {
        check();
    }

    @TestFactory
    Stream<DynamicTest> dynamic() {
        return Stream.of("red", "blue").map(name -> dynamicTest(name, NamesTest::check));
    }
}
