package io.github.clipunit.checks;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.head.AestheticHead;
import io.github.clipunit.junit.PromptVariantSource;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.sets.EmbeddingMoments;
import java.awt.image.BufferedImage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;

/** The code that the guide to the checks shows; {@link ChecksGuideTest} runs each piece where it must pass and fail. */
final class ChecksGuide {

    private final Generator generator;

    ChecksGuide(Generator generator) {
        this.generator = generator;
    }

    /** Stands for a user's own. */
    interface Generator {
        BufferedImage generate(String prompt);

        BufferedImage generate(String prompt, int seed);
    }

    void calibrated(BufferedImage image) {
        assertThat(image).matchesPrompt("a red fox").isAMatch();
        assertThat(image).matchesPrompt("a red fox").withMatchProbabilityAbove(0.9);
        assertThat(image).matchesPrompt("a red fox").isAMatchAtFalsePositiveRate(0.01);
        assertThat(image).matchesPrompt("a red fox").withPercentileAbove(99);
    }

    void quality(BufferedImage image) {
        assertThat(image).hasQualityAbove(0.6);
        assertThat(image).hasAttribute(PromptPair.SHARPNESS).above(0.6);
        assertThat(image)
                .hasAttribute(new PromptPair("warmth", "Warm photo.", "Cold photo."))
                .above(0.6);
    }

    void aesthetics(BufferedImage image, List<BufferedImage> images) {
        assertThat(image).hasAestheticScoreAbove(5.0);
        assertThatImages(images).hasMeanAestheticScoreAbove(5.5);
    }

    void ownAesthetics(BufferedImage image, Path file, String itsModel) {
        AestheticHead ours = AestheticHead.of(file, itsModel);
        assertThat(image).hasAestheticScoreAbove(0.5, ours);
    }

    void signals(BufferedImage image) {
        assertThat(image).isNotBlank().isNotDark().isNotBright().isNotUpscaled().hasNoBorders();
        assertThat(image).hasNoFlaws();
    }

    void softness(BufferedImage image, List<BufferedImage> images, List<BufferedImage> accepted) {
        assertThat(image).isNotSofterThan(accepted);
        assertThatImages(images).isNotSofterThan(accepted);
    }

    void banned(BufferedImage image) {
        assertThat(image).doesNotDepict("a weapon", "nudity");
        assertThat(image).doesNotDepict(0.3, new PromptPair("gun", "a fox with a gun", "a fox"));
    }

    void sets(List<BufferedImage> images, List<Path> goldenSet) {
        assertThatImages(images).hasDiversityAbove(2).hasNoNearDuplicates(0.98);
        assertThatImages(images).isDistributedLike(goldenSet).withCmmdBelow(0.5);
        assertThatImages(images).coversLabels("a fox", "a wolf", "a dog").withSpreadAbove(2);
    }

    void millions(ClipScorer scorer, Path folder, EmbeddingMoments golden) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            EmbeddingMoments moments = scorer.embedFiles(files).collect(EmbeddingMoments.collector());
            assertThat(moments).isDistributedLike(golden).withCmmdBelow(0.5).withFrechetDistanceBelow(0.1);
        }
    }

    void bias(List<BufferedImage> doctors, List<Path> men, List<Path> women) {
        assertThatImages(Map.of("a man", men, "a woman", women)).areRecognised().evenlyWithin(0.1);
        assertThatImages(doctors).areBalancedAcross("a man", "a woman").within(0.2);
        assertThatImages(doctors).areBalancedAcross("a man", "a woman").withPValueAbove(0.01);
    }

    @ParameterizedTest
    @PromptVariantSource("a red fox in the snow")
    void paintsTheFoxHoweverItIsAskedFor(String variant, String prompt) {
        assertThat(generator.generate(variant)).matchesPrompt(prompt).withClipScoreAbove(0.28);
    }

    void robustness() {
        var painted = PromptVariants.of("a red fox").typos().templates().paint(generator::generate);
        assertThatImages(painted).matchOriginalPrompt("a red fox").withinSpread(0.05);
    }

    void reproducibility() {
        assertThatGenerator(() -> generator.generate("a red fox", 42)).isReproducible(3);
    }

    void edits(BufferedImage before, BufferedImage after) {
        assertThat(after).isEditOf(before, "a fox in summer", "a fox in winter").withDirectionalSimilarityAbove(0.1);
    }

    void references(BufferedImage image, List<Path> accepted) {
        assertThat(image).matchesPrompt("a red fox").withRefClipScoreAbove(0.7, "a fox sits in the snow");
        assertThat(image).isSimilarToAnyOf(accepted).withCosineAbove(0.8);
    }
}
