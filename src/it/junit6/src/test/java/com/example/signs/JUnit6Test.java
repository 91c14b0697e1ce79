package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import java.io.File;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.engine.JupiterTestEngine;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ClipTest
class JUnit6Test {

    private static final String VERSION = System.getProperty("junit6.version");

    private static ClipScorer shared;

    @BeforeAll
    static void remember(ClipScorer clip) {
        shared = clip;
    }

    @Test
    void runs_on_junit_6() {
        assertTrue(VERSION.startsWith("6."), VERSION);
        assertEquals(Optional.of(VERSION), new JupiterTestEngine().getVersion());
    }

    @Test
    void meets_no_other_junit() {
        List<String> jars = Stream.of(
                        System.getProperty("surefire.test.class.path").split(File.pathSeparator))
                .map(entry -> new File(entry).getName())
                .filter(name -> name.startsWith("junit-"))
                .toList();
        assertTrue(jars.size() >= 6, jars.toString());
        assertTrue(jars.stream().allMatch(name -> name.endsWith("-" + VERSION + ".jar")), jars.toString());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a red circle on a white background", "a circle"})
    void scores(String prompt) {
        assertThat(sign()).matchesPrompt(prompt).ratherThan("an icon of a pizza");
    }

    @Nested
    class Inside {

        @RepeatedTest(2)
        void shares_the_scorer(ClipScorer clip) {
            assertSame(shared.model(), clip.model());
            assertThat(sign()).isSimilarTo(sign()).withCosineAbove(0.999);
        }
    }

    private static ClipImage sign() {
        return ClipImage.of(Path.of("src/test/resources/signs/red-circle.png"));
    }
}
