package io.github.clipunit.bench;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A user's suite: a test and a prompt a picture. {@link SuiteRun} runs it; no build does, as its name is no test's. */
@ClipTest
class PictureSuite {

    static Stream<Path> pictures() throws IOException {
        return SuiteRun.pictures();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("pictures")
    void should_show_what_was_asked_for(Path picture) {
        assertThat(ClipImage.of(picture)).matchesPrompt(promptFor(picture)).withClipScoreAbove(-1);
    }

    static String promptFor(Path picture) {
        return "a photo of wave " + picture.getFileName();
    }
}
