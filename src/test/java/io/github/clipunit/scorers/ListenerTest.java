package io.github.clipunit.scorers;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipExtension;
import io.github.clipunit.junit.ClipTest;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

@ClipTest(model = "pictogram")
class ListenerTest {

    static final Queue<String> TOLD = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    static final ClipExtension clip = new ClipExtension().withListener((test, check) -> TOLD.add(test.selector()));

    @Test
    void isTold() {
        ClipImage fox = ClipImage.of(Path.of("src/test/resources/pictures/fox.png"));
        assertThat(fox).matchesPrompt("an icon of a fox").withClipScoreAbove(0.28);
        assertThat(TOLD).containsExactly("ListenerTest#isTold");
    }
}
