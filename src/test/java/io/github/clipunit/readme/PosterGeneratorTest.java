package io.github.clipunit.readme;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.junit.ClipTest;
import java.awt.image.BufferedImage;
import org.junit.jupiter.api.Test;

@ClipTest(model = "pictogram")
class PosterGeneratorTest {

    private final PosterGenerator generator = new PosterGenerator();

    @Test
    void paintsTheFox() {
        BufferedImage image = generator.generate("an icon of a fox");
        assertThat(image).matchesPrompt("an icon of a fox").withClipScoreAbove(0.28);
        assertThat(image)
                .matchesPrompt("an icon of a fox")
                .ratherThan("an icon of a cat", "a cactus")
                .byAtLeast(0.05);
        assertThat(image).doesNotMatchPrompt("a red circle").withClipScoreBelow(0.2);
    }
}
