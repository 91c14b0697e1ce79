package io.github.clipunit.docs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.junit.ClipExtension;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The code of the page on extension points, which {@link ExtendingPageTest} plays. */
class OwnParts {

    static final ClipScorer SCORER =
            ClipScorer.of("redness-1", (picture, prompt) -> prompt.contains("red") ? redness(picture) : 0);

    static final PictureJudge JUDGE = PictureJudge.named("frame-1", (picture, question) -> hasFrame(picture) ? 1 : 0);

    static final Queue<String> LOG = new ConcurrentLinkedQueue<>();

    @RegisterExtension
    static final ClipExtension clip = ClipExtension.scoredBy(SCORER)
            .withJudge(JUDGE)
            .withListener((test, check) -> LOG.add(test.selector() + ": " + check.name()));

    @Test
    void asksYourScorerAndYourJudge() {
        assertThat(poster()).matchesPrompt("a red poster").withClipScoreAbove(0.9);
        assertThat(poster()).answers("Is there a frame?").withYesAbove(0.5);
        assertThat(LOG).hasSize(2);
    }

    record Row(String id, Path file, String prompt) {}

    static List<String> scores(ClipScorer scorer, List<Row> table) {
        return scorer.scoreAll(table.stream(), row -> ClipImage.of(row.file()), Row::prompt)
                .map(result -> result.item().id() + " "
                        + (result.hasFailed() ? result.error() : result.value().cosine()))
                .toList();
    }

    private static BufferedImage poster() {
        BufferedImage poster = new BufferedImage(2, 2, BufferedImage.TYPE_INT_RGB);
        poster.setRGB(0, 0, 0xff0000);
        return poster;
    }

    private static double redness(ClipImage picture) {
        return (picture.rgb().get(0) & 0xff) / 255.0;
    }

    private static boolean hasFrame(ClipImage picture) {
        return picture.width() == 2;
    }
}
