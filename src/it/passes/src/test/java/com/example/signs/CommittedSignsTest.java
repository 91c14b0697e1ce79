package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import java.nio.file.Path;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@ClipTest
class CommittedSignsTest {

    @ParameterizedTest
    @CsvSource({
        "red-circle.png, a red circle on a white background, a blue circle on a white background",
        "blue-square.png, a blue square on a white background, a red square on a white background",
        "yellow-star-on-black.png, a yellow star on a black background, a blue star on a black background",
    })
    void match_their_prompts(String file, String prompt, String nearMiss) {
        ClipImage sign = ClipImage.of(Path.of("src/test/resources/signs", file));
        assertThat(sign).matchesPrompt(prompt).withClipScoreAbove(0.28);
        assertThat(sign).matchesPrompt(prompt).ratherThan(nearMiss, "an icon of a pizza");
    }
}
