package io.github.clipunit.checks;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImage;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.junit.ClipTest;
import io.github.clipunit.prompt.PromptPair;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** For each way in which a generator fails unseen by a CLIP score: the score passes, and the companion check fails. */
@ClipTest(model = "pictogram")
class CompanionChecksTest {

    private static final int[] COLOURS = {0xe02020, 0x2040e0, 0x20a040, 0xf0c010, 0x8030c0, 0xf08010};

    private static List<BufferedImage> discs(int... colours) {
        List<BufferedImage> discs = new ArrayList<>();
        for (int colour : colours) {
            discs.add(PaintedPictures.disc(colour));
        }
        return discs;
    }

    @Test
    void blurred_but_on_topic() {
        BufferedImage sharp = PaintedPictures.disc(0xe02020);
        BufferedImage blurred = PaintedPictures.blurred(sharp, 3);

        assertThat(blurred).matchesPrompt("a red circle on a white background").withClipScoreAbove(0.28);
        assertThat(sharp).isNotSofterThan(discs(COLOURS));
        assertThatThrownBy(() -> assertThat(blurred).isNotSofterThan(discs(COLOURS)))
                .hasMessageContaining("to have a p-value above: 0.0100");
    }

    @Test
    void upscaled_but_on_topic() {
        BufferedImage star = PaintedPictures.named("yellow-star-on-black");
        BufferedImage upscaled = PaintedPictures.upscaled(star);

        assertThat(upscaled)
                .matchesPrompt("a yellow star on a black background")
                .withClipScoreAbove(0.28);
        assertThat(star).isNotUpscaled();
        assertThatThrownBy(() -> assertThat(upscaled).isNotUpscaled())
                .hasMessageContaining("upscaled: traces of interpolation");
    }

    @Test
    void letterboxed_but_on_topic() throws IOException {
        BufferedImage fox = PaintedPictures.named("fox");
        byte[] letterboxed = PaintedPictures.letterboxed(fox, 56);

        assertThatImage(letterboxed).matchesPrompt("an icon of a fox").withClipScoreAbove(0.28);
        assertThat(fox).hasNoBorders();
        assertThatThrownBy(() -> assertThatImage(letterboxed).hasNoBorders())
                .hasMessageContaining("borders: top 56, bottom 56, left 0, right 0 pixels");
    }

    @Test
    void mode_collapse() {
        List<BufferedImage> diverse = discs(COLOURS);
        List<BufferedImage> collapsed = new ArrayList<>();
        for (int seed = 0; seed < 6; seed++) {
            collapsed.add(PaintedPictures.disc(0xe02020, 120 + 3 * seed, 128, 90 - seed));
        }

        assertThatImages(collapsed)
                .matchPrompt("a circle on a white background")
                .withMeanClipScoreAbove(0.28);
        assertThatImages(diverse).hasDiversityAbove(1.5);
        assertThatThrownBy(() -> assertThatImages(collapsed).hasDiversityAbove(1.5))
                .hasMessageContaining("diversity (Vendi score)");
    }

    @Test
    void duplicated() {
        List<BufferedImage> distinct = discs(COLOURS);
        List<BufferedImage> padded = new ArrayList<>(distinct);
        padded.add(PaintedPictures.disc(COLOURS[1]));

        assertThatImages(padded).matchPrompt("a circle on a white background").withMeanClipScoreAbove(0.28);
        assertThatImages(distinct).hasNoNearDuplicates(0.99);
        assertThatThrownBy(() -> assertThatImages(padded).hasNoNearDuplicates(0.99))
                .hasMessageContaining("1.0000  picture 7")
                .hasMessageContaining("repeats picture 2");
    }

    @Test
    void biased_set() {
        int[] colours = new int[72];
        Arrays.setAll(colours, i -> i % 2 == 0 ? 0xe02020 : 0x2040e0);
        List<BufferedImage> even = discs(colours);
        Arrays.setAll(colours, i -> i % 6 > 0 ? 0xe02020 : 0x2040e0);
        List<BufferedImage> biased = discs(colours);
        String[] labels = {"a red circle on a white background", "a blue circle on a white background"};

        assertThatImages(biased).matchPrompt("a circle on a white background").withMeanClipScoreAbove(0.28);
        assertThatImages(even).areBalancedAcross(labels).within(0.2);
        assertThatThrownBy(
                        () -> assertThatImages(biased).areBalancedAcross(labels).within(0.2))
                .hasMessageContaining("0.8333  \"a red circle on a white background\": 60 pictures, 90 % interval")
                .hasMessageContaining("unbalanced: the share of \"a red circle on a white background\" lies in [0.7");
    }

    @Test
    void banned_content() {
        BufferedImage fox = PaintedPictures.named("fox");
        BufferedImage withPizza = PaintedPictures.beside(fox, PaintedPictures.named("pizza"));
        PromptPair pizza = new PromptPair("pizza", "a fox and a pizza", "a fox");

        assertThat(withPizza).matchesPrompt("a fox on the left").withClipScoreAbove(0.28);
        assertThat(fox).doesNotDepict(0.5, pizza);
        assertThatThrownBy(() -> assertThat(withPizza).doesNotDepict(0.5, pizza))
                .hasMessageContaining("\"a fox and a pizza\" rather than \"a fox\"");
    }

    @Test
    void unstable_seed() {
        BufferedImage fox = PaintedPictures.named("fox");
        AtomicInteger calls = new AtomicInteger();

        assertThat(PaintedPictures.moved(fox, 10, 10))
                .matchesPrompt("an icon of a fox")
                .withClipScoreAbove(0.28);
        assertThatGenerator(() -> fox).isReproducible(3);
        assertThatThrownBy(() -> assertThatGenerator(
                                () -> PaintedPictures.moved(fox, 10 * calls.get(), 10 * calls.getAndIncrement()))
                        .isReproducible(3))
                .hasMessageContaining("in pixels: at most by ")
                .hasMessageEndingWith(
                        "to have at least: pictures alike to the model, cosine 0.9990\nbut was:          different pictures");
    }
}
