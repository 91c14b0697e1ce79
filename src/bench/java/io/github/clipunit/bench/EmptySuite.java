package io.github.clipunit.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The same suite as {@link PictureSuite}, but its tests do nothing. */
class EmptySuite {

    static Stream<Path> pictures() throws IOException {
        return SuiteRun.pictures();
    }

    @ParameterizedTest(name = "{index}")
    @MethodSource("pictures")
    void should_do_nothing(Path picture) {}
}
