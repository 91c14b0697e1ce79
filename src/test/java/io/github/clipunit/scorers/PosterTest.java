package io.github.clipunit.scorers;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipExtension;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class PosterTest {

    static final FakeService SERVICE = new FakeService();

    @RegisterExtension
    static final ClipExtension clip = ClipExtension.scoredBy(CachingScorer.inMemory(new RemoteScorer(SERVICE)));

    @Test
    void paintsItRed() {
        BufferedImage poster = paint("a red poster");
        assertThat(poster).matchesPrompt("a red poster").withClipScoreAbove(0.9);
        assertThat(poster).matchesPrompt("a red poster").ratherThan("a blue poster");
    }

    @Test
    void paintsAllInParallel(ClipScorer scorer) {
        Stream.of("a red poster", "a blue poster").parallel().forEach(prompt -> assertThat(paint(prompt))
                .scoredBy(scorer)
                .matchesPrompt(prompt)
                .withClipScoreAbove(0.9));
    }

    @Test
    void asksTheServiceOnce(ClipScorer scorer) {
        scorer.scores(ClipImage.of(paint("a blue poster")), List.of("blue", "red"));
        int requests = SERVICE.requests.size();
        scorer.score(ClipImage.of(paint("a blue poster")), "red");
        assertThat(SERVICE.requests).hasSize(requests);
    }

    private static BufferedImage paint(String prompt) {
        BufferedImage image = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(prompt.contains("red") ? Color.RED : Color.BLUE);
        graphics.fillRect(0, 0, 8, 8);
        graphics.dispose();
        return image;
    }
}
