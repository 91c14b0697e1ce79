package io.github.clipunit.assertj;

import static io.github.clipunit.CircleScorer.picture;
import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static io.github.clipunit.check.Relation.ABOVE;
import static io.github.clipunit.check.Relation.AT_LEAST;
import static io.github.clipunit.check.Relation.AT_MOST;
import static io.github.clipunit.check.Relation.BELOW;
import static io.github.clipunit.check.Relation.BETWEEN;
import static io.github.clipunit.check.Relation.EQUAL_TO;
import static io.github.clipunit.check.Relation.RECORDED;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.calibration.CalibrationFile;
import io.github.clipunit.calibration.Calibrator;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.CheckedGolden.Outcome;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.check.Relation;
import io.github.clipunit.generator.Reproduction.Level;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.head.AestheticHead;
import io.github.clipunit.head.TestHeads;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.pixels.Pictures;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.report.Report;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.report.data.TestOutcome;
import io.github.clipunit.report.data.TestStatus;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.annotation.CheckReturnValue;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What the check of each assertion carries, where it passes and where it fails. Pictures and prompts lie on a circle, so that
 * cosines are those of the angles between them.
 */
class CheckDataTest {

    private static final ClipScorer SCORER = new CircleScorer(Map.of(
            "zero", 0, "fifty", 50, "sixty", 60, "right", 90, "Good photo.", -60, "Bad photo.", 61, "a weapon", 40));
    private static final double COS_60 = 0.5;
    private static final double COS_50 = Math.cos(Math.toRadians(50));
    private static final double COS_61 = Math.cos(Math.toRadians(61));
    private static final ClipImage ZERO = picture(0);
    private static final ClipImage BLACK = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));
    private static final List<ClipImage> SPREAD = List.of(picture(0), picture(90), picture(0), picture(90));

    @TempDir
    static Path folder;

    /** An assertion, what it must tell when it passes and when it fails. */
    private record Case(String assertion, Asked passing, Asked failing) {
        @Override
        public String toString() {
            return assertion;
        }
    }

    private record Asked(Runnable question, Measurement expected) {}

    private static Case test(String assertion, Asked passing, Asked failing) {
        return new Case(assertion, passing, failing);
    }

    private static Asked ask(Runnable question, String measured, double found, Relation relation, double... wanted) {
        return new Asked(question, Measurement.of(measured, found, relation, wanted));
    }

    static Stream<Case> cases() {
        return Stream.of(ofPrompts(), ofPictures(), ofPixels(), ofSets(), ofAnswers(), ofGoldens())
                .flatMap(List::stream);
    }

    private static PromptMatchAssert sixty() {
        return assertThat(ZERO).matchesPrompt("sixty");
    }

    private static double share(double cosine, double other) {
        return 1 / (1 + Math.exp(-100 * (cosine - other)));
    }

    private static List<Case> ofPrompts() {
        double rescaled = 2 * 1.25 * COS_60 / (1.25 + COS_60);
        return List.of(
                test(
                        "PromptMatchAssert.withClipScoreAbove",
                        ask(() -> sixty().withClipScoreAbove(0.4), "CLIP score", COS_60, ABOVE, 0.4),
                        ask(() -> sixty().withClipScoreAbove(0.6), "CLIP score", COS_60, ABOVE, 0.6)),
                test(
                        "PromptMatchAssert.withClipScoreAtLeast",
                        ask(() -> sixty().withClipScoreAtLeast(0.4), "CLIP score", COS_60, AT_LEAST, 0.4),
                        ask(() -> sixty().withClipScoreAtLeast(0.6), "CLIP score", COS_60, AT_LEAST, 0.6)),
                test(
                        "PromptMatchAssert.withPercentScoreAbove",
                        ask(() -> sixty().withPercentScoreAbove(40), "percent score", 50, ABOVE, 40),
                        ask(() -> sixty().withPercentScoreAbove(60), "percent score", 50, ABOVE, 60)),
                test(
                        "PromptMatchAssert.withRescaledScoreAbove",
                        ask(() -> sixty().withRescaledScoreAbove(1), "rescaled score", 1.25, ABOVE, 1),
                        ask(() -> sixty().withRescaledScoreAbove(2), "rescaled score", 1.25, ABOVE, 2)),
                test(
                        "PromptMatchAssert.withClipScoreBetween",
                        ask(() -> sixty().withClipScoreBetween(0.4, 0.6), "CLIP score", COS_60, BETWEEN, 0.4, 0.6),
                        ask(() -> sixty().withClipScoreBetween(0.6, 0.7), "CLIP score", COS_60, BETWEEN, 0.6, 0.7)),
                test(
                        "PartsMatchAssert.withClipScoreAbove",
                        ask(() -> sixty().inEveryPart().withClipScoreAbove(0.4), "CLIP score", COS_60, ABOVE, 0.4),
                        ask(() -> sixty().inEveryPart().withClipScoreAbove(0.6), "CLIP score", COS_60, ABOVE, 0.6)),
                test(
                        "PartsMatchAssert.withClipScoreAtLeast",
                        ask(() -> sixty().inEveryPart().withClipScoreAtLeast(0.4), "CLIP score", COS_60, AT_LEAST, 0.4),
                        ask(
                                () -> sixty().inEveryPart().withClipScoreAtLeast(0.6),
                                "CLIP score",
                                COS_60,
                                AT_LEAST,
                                0.6)),
                test(
                        "PromptMatchAssert.ratherThan",
                        ask(() -> sixty().ratherThan("right"), LEAD, COS_60, ABOVE, 0),
                        ask(() -> sixty().ratherThan("right", "fifty"), LEAD, COS_60 - COS_50, ABOVE, 0)),
                test(
                        "PromptPreferenceAssert.byAtLeast",
                        ask(() -> sixty().ratherThan("right").byAtLeast(0.4), LEAD, COS_60, AT_LEAST, 0.4),
                        ask(() -> sixty().ratherThan("right").byAtLeast(0.6), LEAD, COS_60, AT_LEAST, 0.6)),
                test(
                        "PromptProbabilityAssert.among",
                        ask(
                                () -> sixty().withProbabilityAbove(0.9).among("right"),
                                "probability",
                                share(COS_60, 0),
                                ABOVE,
                                0.9),
                        ask(
                                () -> sixty().withProbabilityAbove(0.9).among("fifty"),
                                "probability",
                                share(COS_60, COS_50),
                                ABOVE,
                                0.9)),
                test(
                        "PromptMatchAssert.isAMatch",
                        ask(
                                () -> assertThat(ZERO).matchesPrompt("zero").isAMatch(),
                                "match probability",
                                ANY,
                                ABOVE,
                                0.5),
                        ask(
                                () -> assertThat(ZERO).matchesPrompt("right").isAMatch(),
                                "match probability",
                                ANY,
                                ABOVE,
                                0.5)),
                test(
                        "PromptMatchAssert.withMatchProbabilityAbove",
                        ask(
                                () -> assertThat(ZERO).matchesPrompt("zero").withMatchProbabilityAbove(0.6),
                                "match probability",
                                ANY,
                                ABOVE,
                                0.6),
                        ask(
                                () -> assertThat(ZERO).matchesPrompt("right").withMatchProbabilityAbove(0.6),
                                "match probability",
                                ANY,
                                ABOVE,
                                0.6)),
                test(
                        "PromptMatchAssert.isAMatchAtFalsePositiveRate",
                        // above all ten other pairs, at 60 to 69 degrees, one more scores in 1 of 11
                        ask(
                                () -> assertThat(ZERO).matchesPrompt("zero").isAMatchAtFalsePositiveRate(0.1),
                                "CLIP score",
                                1,
                                ABOVE,
                                COS_60),
                        ask(
                                () -> assertThat(ZERO).matchesPrompt("right").isAMatchAtFalsePositiveRate(0.1),
                                "CLIP score",
                                0,
                                ABOVE,
                                COS_60)),
                test(
                        "PromptMatchAssert.withPercentileAbove",
                        // generic captions all lie at 180 degrees, as prompts do that the scorer was not told
                        ask(() -> sixty().withPercentileAbove(99), "percentile", 100, ABOVE, 99),
                        ask(
                                () -> assertThat(ZERO).matchesPrompt("unknown").withPercentileAbove(99),
                                "percentile",
                                50,
                                ABOVE,
                                99)),
                test(
                        "PromptMatchAssert.withRefClipScoreAbove",
                        // the reference is the prompt's own angle turned by 60 degrees: cosine 0.5
                        ask(() -> sixty().withRefClipScoreAbove(0.7, "zero"), "RefCLIPScore", rescaled, ABOVE, 0.7),
                        ask(() -> sixty().withRefClipScoreAbove(0.8, "zero"), "RefCLIPScore", rescaled, ABOVE, 0.8)),
                test(
                        "PromptMismatchAssert.withClipScoreBelow",
                        ask(
                                () -> assertThat(ZERO)
                                        .doesNotMatchPrompt("sixty")
                                        .withClipScoreBelow(0.6),
                                "CLIP score",
                                COS_60,
                                BELOW,
                                0.6),
                        ask(
                                () -> assertThat(ZERO)
                                        .doesNotMatchPrompt("sixty")
                                        .withClipScoreBelow(0.4),
                                "CLIP score",
                                COS_60,
                                BELOW,
                                0.4)));
    }

    private static final String LEAD = "lead over the nearest distractor";
    private static final double ANY = Double.NEGATIVE_INFINITY;

    private static List<Case> ofPictures() {
        return List.of(
                test(
                        "ImageSimilarityAssert.withCosineAbove",
                        ask(
                                () -> assertThat(ZERO).isSimilarTo(picture(60)).withCosineAbove(0.4),
                                "cosine",
                                COS_60,
                                ABOVE,
                                0.4),
                        ask(
                                () -> assertThat(ZERO).isSimilarTo(picture(60)).withCosineAbove(0.6),
                                "cosine",
                                COS_60,
                                ABOVE,
                                0.6)),
                test(
                        "ReferencePicturesAssert.withCosineAbove",
                        ask(
                                () -> assertThat(ZERO).isSimilarToAnyOf(SPREAD).withCosineAbove(0.9),
                                "cosine with nearest reference",
                                1,
                                ABOVE,
                                0.9),
                        ask(
                                () -> assertThat(picture(60))
                                        .isSimilarToAnyOf(List.of(ZERO))
                                        .withCosineAbove(0.9),
                                "cosine with nearest reference",
                                COS_60,
                                ABOVE,
                                0.9)),
                test(
                        "ImageAssert.hasQualityAbove",
                        ask(() -> assertThat(ZERO).hasQualityAbove(0.8), "quality", share(COS_60, COS_61), ABOVE, 0.8),
                        ask(() -> assertThat(ZERO).hasQualityAbove(0.9), "quality", share(COS_60, COS_61), ABOVE, 0.9)),
                test(
                        "ImageAssert.hasAestheticScoreAbove",
                        ask(
                                () -> assertThat(picture(60)).hasAestheticScoreAbove(4.9),
                                "aesthetic score",
                                10 * COS_60,
                                ABOVE,
                                4.9),
                        ask(
                                () -> assertThat(picture(60)).hasAestheticScoreAbove(5.1, head()),
                                "aesthetic score",
                                10 * COS_60,
                                ABOVE,
                                5.1)),
                test(
                        "ImageAttributeAssert.above",
                        ask(
                                () -> assertThat(ZERO).hasAttribute(WARMTH).above(0.9),
                                "warmth",
                                share(COS_60, 0),
                                ABOVE,
                                0.9),
                        ask(
                                () -> assertThat(picture(90))
                                        .hasAttribute(WARMTH)
                                        .above(0.9),
                                "warmth",
                                share(Math.cos(Math.toRadians(30)), 1),
                                ABOVE,
                                0.9)),
                test(
                        "ImageAttributeAssert.below",
                        ask(
                                () -> assertThat(picture(90))
                                        .hasAttribute(WARMTH)
                                        .below(0.9),
                                "warmth",
                                share(Math.cos(Math.toRadians(30)), 1),
                                BELOW,
                                0.9),
                        ask(
                                () -> assertThat(ZERO).hasAttribute(WARMTH).below(0.9),
                                "warmth",
                                share(COS_60, 0),
                                BELOW,
                                0.9)),
                test(
                        "ImageAssert.doesNotDepict",
                        ask(
                                () -> assertThat(picture(90)).doesNotDepict(0.5, new PromptPair("a", "zero", "right")),
                                CONTENT,
                                share(0, 1),
                                AT_MOST,
                                0.5),
                        ask(
                                () -> assertThat(ZERO)
                                        .doesNotDepict(
                                                0.5,
                                                new PromptPair("b", "right", "zero"),
                                                new PromptPair("a", "zero", "sixty")),
                                CONTENT,
                                // the calibrated probability of a cosine of 1, which is less than the share
                                ANY,
                                AT_MOST,
                                0.5)),
                test(
                        "EditAssert.withDirectionalSimilarityAbove",
                        ask(
                                () -> assertThat(picture(90))
                                        .isEditOf(ZERO, "zero", "right")
                                        .withDirectionalSimilarityAbove(0.9),
                                "directional similarity",
                                1,
                                ABOVE,
                                0.9),
                        ask(
                                () -> assertThat(ZERO)
                                        .isEditOf(picture(90), "zero", "right")
                                        .withDirectionalSimilarityAbove(0.9),
                                "directional similarity",
                                -1,
                                ABOVE,
                                0.9)),
                test(
                        "EmbeddingAssert.hasDimension",
                        ask(() -> assertThat(ZERO).embedding().hasDimension(2), "dimension", 2, EQUAL_TO, 2),
                        ask(() -> assertThat(ZERO).embedding().hasDimension(3), "dimension", 2, EQUAL_TO, 3)),
                test(
                        "EmbeddingAssert.hasCosineAbove",
                        ask(
                                () -> assertThat(ZERO).embedding().hasCosineAbove(SCORER.embed("sixty"), 0.4),
                                "cosine of the embeddings",
                                COS_60,
                                ABOVE,
                                0.4),
                        ask(
                                () -> assertThat(ZERO).embedding().hasCosineAbove(SCORER.embed("sixty"), 0.6),
                                "cosine of the embeddings",
                                COS_60,
                                ABOVE,
                                0.6)));
    }

    /** Ten times the cosine with no angle. */
    private static AestheticHead head() {
        return AestheticHead.of(folder.resolve("head.safetensors"), "circle");
    }

    private static final PromptPair WARMTH = new PromptPair("warmth", "sixty", "right");
    private static final String CONTENT = "probability of the most probable content";

    private static List<Case> ofPixels() {
        AtomicInteger calls = new AtomicInteger();
        return List.of(
                flaw("isNotBlank", ImageAssert::isNotBlank, BLACK, 1),
                flaw("isNotUniform", ImageAssert::isNotUniform, BLACK, 1),
                flaw("isNotDark", ImageAssert::isNotDark, BLACK, 1),
                flaw("isNotBright", ImageAssert::isNotBright, paint((x, y) -> 0xffffff), 1),
                flaw("isNotClipped", ImageAssert::isNotClipped, BLACK, 1),
                flaw("isNotUpscaled", ImageAssert::isNotUpscaled, paint((x, y) -> noise(x / 2, y / 2)), 1),
                flaw("isNotSoft", ImageAssert::isNotSoft, paint((x, y) -> 0x010101 * (2 * x + y)), 1),
                flaw(
                        "hasNoLatentGrid",
                        ImageAssert::hasNoLatentGrid,
                        ClipImage.of(Pictures.paint(128, 128, (x, y) -> 0x010101 * (x % 8 * 20 + y))),
                        1),
                test(
                        "PictureSignalsAssert.isNotSofterThan",
                        ask(
                                () -> assertThat(paint((x, y) -> noise(x, y)))
                                        .isNotSofterThan(List.of(
                                                paint((x, y) -> noise(y, x)),
                                                paint((x, y) -> noise(x, y + 64)),
                                                paint((x, y) -> noise(x + 64, y)))),
                                "p-value of fine detail",
                                ANY,
                                ABOVE,
                                0.01),
                        ask(
                                () -> assertThat(paint((x, y) -> 0x010101 * (2 * x + y)))
                                        .isNotSofterThan(List.of(
                                                paint((x, y) -> noise(y, x)),
                                                paint((x, y) -> noise(x, y + 64)),
                                                paint((x, y) -> noise(x + 64, y)))),
                                "p-value of fine detail",
                                ANY,
                                ABOVE,
                                0.01)),
                flaw(
                        "hasNoBorders",
                        ImageAssert::hasNoBorders,
                        paint((x, y) -> y < 16 || y >= 48 ? 0 : noise(x, y)),
                        1),
                flaw("hasNoCheckerboard", ImageAssert::hasNoCheckerboard, paint((x, y) -> (x + y) % 2 * 0x404040), 1),
                flaw("hasNoFlaws", ImageAssert::hasNoFlaws, BLACK, 3),
                test(
                        "GeneratorAssert.isReproducible",
                        ask(() -> assertThatGenerator(() -> picture(7)).isReproducible(2), LEVEL, 2, AT_LEAST, 1),
                        ask(
                                () -> assertThatGenerator(() -> picture(90 * (calls.getAndIncrement() % 2)))
                                        .isReproducible(2),
                                LEVEL,
                                0,
                                AT_LEAST,
                                1)),
                test(
                        "GeneratorAssert.isReproducible",
                        ask(
                                () -> assertThatGenerator(() -> picture(7)).isReproducible(2, Level.SAME_PIXELS),
                                LEVEL,
                                2,
                                AT_LEAST,
                                2),
                        ask(
                                () -> assertThatGenerator(() -> picture(7)).isReproducible(2, Level.SAME_BYTES),
                                LEVEL,
                                2,
                                AT_LEAST,
                                3)));
    }

    private static final String LEVEL = "level of reproduction";

    private static Case flaw(String name, Consumer<ImageAssert> check, ClipImage flawed, int flaws) {
        ClipImage sound = paint((x, y) -> noise(x, y));
        return test(
                "PictureSignalsAssert." + name,
                ask(() -> check.accept(assertThat(sound)), "flaws", 0, AT_MOST, 0),
                ask(() -> check.accept(assertThat(flawed)), "flaws", flaws, AT_MOST, 0));
    }

    private static ClipImage paint(Pictures.Painter painter) {
        return ClipImage.of(Pictures.paint(64, 64, painter));
    }

    private static int noise(int x, int y) {
        return 0x010101 * (40 + new Random(64L * y + x).nextInt(176));
    }

    private static List<Case> ofSets() {
        List<ClipImage> near = pictures(0, 20);
        List<ClipImage> far = pictures(90, 110);
        EmbeddingMoments moments = EmbeddingMoments.of(SCORER.embedImages(near));
        EmbeddingMoments others = EmbeddingMoments.of(SCORER.embedImages(far));
        return List.of(
                test(
                        "ImagesMatchAssert.withMeanClipScoreAbove",
                        ask(() -> spread().withMeanClipScoreAbove(0.4), "mean CLIP score", 0.5, ABOVE, 0.4),
                        ask(() -> spread().withMeanClipScoreAbove(0.6), "mean CLIP score", 0.5, ABOVE, 0.6)),
                test(
                        "ImagesMatchAssert.withMinimumClipScoreAbove",
                        ask(() -> spread().withMinimumClipScoreAbove(-0.1), "minimum CLIP score", 0, ABOVE, -0.1),
                        ask(() -> spread().withMinimumClipScoreAbove(0.1), "minimum CLIP score", 0, ABOVE, 0.1)),
                test(
                        "AtLeastAssert.withClipScoreAbove",
                        ask(
                                () -> spread().atLeast(2).withClipScoreAbove(0.9),
                                "pictures with CLIP score above",
                                2,
                                AT_LEAST,
                                2),
                        ask(
                                () -> spread().atLeast(2).withClipScoreAbove(1),
                                "pictures with CLIP score above",
                                0,
                                AT_LEAST,
                                2)),
                test(
                        "ImagesAssert.hasDiversityAbove",
                        ask(() -> assertThatImages(SPREAD).hasDiversityAbove(1.9), "diversity", 2, ABOVE, 1.9),
                        ask(() -> assertThatImages(SPREAD).hasDiversityAbove(2.5), "diversity", 2, ABOVE, 2.5)),
                test(
                        "ImagesAssert.hasMeanAestheticScoreAbove",
                        ask(
                                () -> assertThatImages(SPREAD).hasMeanAestheticScoreAbove(4.9),
                                "mean aesthetic score",
                                5,
                                ABOVE,
                                4.9),
                        ask(
                                () -> assertThatImages(SPREAD).hasMeanAestheticScoreAbove(5.1, head()),
                                "mean aesthetic score",
                                5,
                                ABOVE,
                                5.1)),
                test(
                        "ImagesAssert.isNotSofterThan",
                        ask(
                                () -> assertThatImages(List.of(paint((x, y) -> noise(x, y))))
                                        .isNotSofterThan(List.of(
                                                paint((x, y) -> noise(y, x)),
                                                paint((x, y) -> noise(x, y + 64)),
                                                paint((x, y) -> noise(x + 64, y)))),
                                "p-value of fine detail",
                                ANY,
                                ABOVE,
                                0.01),
                        ask(
                                () -> assertThatImages(List.of(
                                                paint((x, y) -> 0x010101 * (2 * x + y)),
                                                paint((x, y) -> 0x010101 * (x + 2 * y))))
                                        .isNotSofterThan(List.of(
                                                paint((x, y) -> noise(y, x)),
                                                paint((x, y) -> noise(x, y + 64)),
                                                paint((x, y) -> noise(x + 64, y)))),
                                "p-value of fine detail",
                                ANY,
                                ABOVE,
                                0.01)),
                test(
                        "ImagesAssert.hasNoNearDuplicates",
                        ask(
                                () -> assertThatImages(List.of(ZERO, picture(90)))
                                        .hasNoNearDuplicates(0.9),
                                "near-duplicates",
                                0,
                                AT_MOST,
                                0),
                        ask(() -> assertThatImages(SPREAD).hasNoNearDuplicates(0.9), "near-duplicates", 2, AT_MOST, 0)),
                test(
                        "BalanceAssert.within",
                        // two of four or more are 5 % probable where 6 p^2 - 8 p^3 + 3 p^4 is 0.05, at 0.0976
                        ask(
                                () -> balance(SPREAD).within(0.41),
                                "upper limit of deviation from equal shares",
                                0.402389,
                                AT_MOST,
                                0.41),
                        ask(
                                () -> balance(near).within(0.1),
                                "upper limit of deviation from equal shares",
                                0.5,
                                AT_MOST,
                                0.1)),
                test(
                        "BalanceAssert.withPValueAbove",
                        ask(() -> balance(SPREAD).withPValueAbove(0.05), "p-value of equal shares", 1, ABOVE, 0.05),
                        // all of twenty: 2 / 2^20
                        ask(
                                () -> balance(near).withPValueAbove(0.05),
                                "p-value of equal shares",
                                7.744216431044127e-6,
                                ABOVE,
                                0.05)),
                test(
                        "ClassSpreadAssert.withSpreadAbove",
                        ask(
                                () -> assertThatImages(SPREAD)
                                        .coversLabels("zero", "right")
                                        .withSpreadAbove(1.9),
                                "class spread",
                                2,
                                ABOVE,
                                1.9),
                        ask(
                                () -> assertThatImages(near)
                                        .coversLabels("zero", "right")
                                        .withSpreadAbove(1.9),
                                "class spread",
                                1,
                                ABOVE,
                                1.9)),
                test(
                        "ClassSpreadAssert.withConfidenceAbove",
                        ask(
                                () -> assertThatImages(SPREAD)
                                        .coversLabels("zero", "right")
                                        .withConfidenceAbove(0.9),
                                "class confidence",
                                1,
                                ABOVE,
                                0.9),
                        // half way between both labels
                        ask(
                                () -> assertThatImages(List.of(picture(45)))
                                        .coversLabels("zero", "right")
                                        .withConfidenceAbove(0.9),
                                "class confidence",
                                0.5,
                                ABOVE,
                                0.9)),
                test(
                        "DistributionAssert.withCmmdBelow",
                        ask(() -> like(near, near).withCmmdBelow(0.5), "CMMD", 0, BELOW, 0.5),
                        ask(() -> like(far, near).withCmmdBelow(0.5), "CMMD", ANY, BELOW, 0.5)),
                test(
                        "DistributionAssert.withUnbiasedCmmdBelow",
                        ask(() -> like(near, near).withUnbiasedCmmdBelow(0.5), "unbiased CMMD", ANY, BELOW, 0.5),
                        ask(() -> like(far, near).withUnbiasedCmmdBelow(0.5), "unbiased CMMD", ANY, BELOW, 0.5)),
                test(
                        "DistributionAssert.withPValueAbove",
                        ask(() -> like(near, near).withPValueAbove(0.01), "p-value of CMMD", 1, ABOVE, 0.01),
                        ask(() -> like(far, near).withPValueAbove(0.01), "p-value of CMMD", 0.001, ABOVE, 0.01)),
                test(
                        "DistributionAssert.withFrechetDistanceBelow",
                        ask(() -> like(near, near).withFrechetDistanceBelow(0.5), "Frechet distance", 0, BELOW, 0.5),
                        ask(() -> like(far, near).withFrechetDistanceBelow(0.5), "Frechet distance", ANY, BELOW, 0.5)),
                test(
                        "EmbeddingMomentsAssert.hasDiversityAbove",
                        ask(
                                () -> assertThat(EmbeddingMoments.of(SCORER.embedImages(SPREAD)))
                                        .hasDiversityAbove(1.9),
                                "diversity",
                                2,
                                ABOVE,
                                1.9),
                        ask(
                                () -> assertThat(EmbeddingMoments.of(SCORER.embedImages(SPREAD)))
                                        .hasDiversityAbove(2.5),
                                "diversity",
                                2,
                                ABOVE,
                                2.5)),
                test(
                        "DistributionAssert.withCmmdBelow",
                        ask(
                                () -> assertThat(moments)
                                        .isDistributedLike(moments)
                                        .withCmmdBelow(0.5),
                                "CMMD",
                                0,
                                BELOW,
                                0.5),
                        ask(
                                () -> assertThat(others)
                                        .isDistributedLike(moments)
                                        .withCmmdBelow(0.5),
                                "CMMD",
                                ANY,
                                BELOW,
                                0.5)),
                test(
                        "RecognitionAssert.evenlyWithin",
                        ask(
                                () -> assertThatImages(Map.of("zero", near, "right", far))
                                        .areRecognised()
                                        .evenlyWithin(0.2),
                                "upper limit of recognition gap",
                                // of twenty
                                1 - Math.pow(0.05, 1 / 20.0),
                                AT_MOST,
                                0.2),
                        ask(
                                () -> assertThatImages(Map.of("zero", near, "right", SPREAD))
                                        .areRecognised()
                                        .evenlyWithin(0.2),
                                "upper limit of recognition gap",
                                0.902389,
                                AT_MOST,
                                0.2)),
                test(
                        "VariantMatchAssert.withinSpread",
                        ask(() -> variants().withinSpread(0.6), "spread of mean CLIP scores", 0.5, AT_MOST, 0.6),
                        ask(() -> variants().withinSpread(0.4), "spread of mean CLIP scores", 0.5, AT_MOST, 0.4)));
    }

    private static List<ClipImage> pictures(int from, int to) {
        return IntStream.range(from, to).mapToObj(CircleScorer::picture).toList();
    }

    private static ImagesMatchAssert spread() {
        return assertThatImages(SPREAD).matchPrompt("zero");
    }

    private static BalanceAssert balance(List<ClipImage> pictures) {
        return assertThatImages(pictures).areBalancedAcross("zero", "right");
    }

    private static DistributionAssert like(List<ClipImage> pictures, List<ClipImage> golden) {
        return assertThatImages(pictures).isDistributedLike(golden);
    }

    private static VariantMatchAssert variants() {
        return assertThatImages(Map.of("a", List.of(ZERO), "b", List.of(picture(60))))
                .matchOriginalPrompt("zero");
    }

    /** Each golden is recorded by an earlier picture at no angle, which scores 1. */
    private static List<Case> ofGoldens() {
        double cos20 = Math.cos(Math.toRadians(20));
        return List.of(
                test(
                        "PromptMatchAssert.hasNotRegressed",
                        ask(() -> golden(ZERO).hasNotRegressed(), "CLIP score", 1, RECORDED),
                        ask(() -> golden(picture(20)).hasNotRegressed(), "CLIP score", cos20, AT_LEAST, 0.99)),
                test(
                        "PromptMatchAssert.hasNotRegressed",
                        ask(() -> golden(ZERO).hasNotRegressed(0.05), "CLIP score", 1, RECORDED),
                        ask(() -> golden(picture(20)).hasNotRegressed(0.05), "CLIP score", cos20, AT_LEAST, 0.95)),
                test(
                        "PromptMatchAssert.hasNotRegressedFrom",
                        ask(() -> golden(ZERO).hasNotRegressedFrom("fox"), "CLIP score", 1, RECORDED),
                        ask(() -> golden(picture(20)).hasNotRegressedFrom("fox"), "CLIP score", cos20, AT_LEAST, 0.99)),
                test(
                        "ImagesMatchAssert.haveNotRegressedFrom",
                        ask(() -> goldens(0).haveNotRegressedFrom("foxes"), MEAN, 1, RECORDED),
                        // scores do not vary: the mean may fall by the tolerance and what six digits resolve
                        ask(() -> goldens(20).haveNotRegressedFrom("foxes"), MEAN, cos20, ABOVE, 0.99 - 1e-6)),
                test(
                        "ImagesMatchAssert.haveNotRegressed",
                        ask(() -> goldens(0).haveNotRegressed(), MEAN, 1, RECORDED),
                        ask(() -> goldens(20).haveNotRegressed(), MEAN, cos20, ABOVE, 0.99 - 1e-6)),
                // SciPy 1.10: paired t tests of the cosines of 1 to 8 degrees against those of 41 to 48, at 0.01 or,
                // for a
                // proof in two looks, 0.005; binom.cdf(1, 4, 0.9) = 0.0037 and binom.cdf(4, 8, 0.9) = 0.0050 are
                // rejected
                test(
                        "ImagesMatchAssert.areNotInferior",
                        ask(() -> goldens(0).areNotInferior(), MEAN, 1, RECORDED),
                        ask(() -> goldens(20).areNotInferior(), LARGEST_DROP, 1 - SixDigits.round(cos20), BELOW, 0.01)),
                test(
                        "ImagesMatchAssert.areNotInferiorTo",
                        ask(() -> goldens(0).areNotInferiorTo("foxes"), MEAN, 1, RECORDED),
                        ask(
                                () -> goldens(20).areNotInferiorTo("foxes"),
                                LARGEST_DROP,
                                1 - SixDigits.round(cos20),
                                BELOW,
                                0.01)),
                test(
                        "GoldenSetAssert.haveNotRegressed",
                        ask(() -> goldens(0).pairedBySeed().haveNotRegressed(), MEAN, 1, RECORDED),
                        ask(() -> goldens(20).pairedBySeed().haveNotRegressed(), MEAN, cos20, ABOVE, 0.99 - 1e-6)),
                test(
                        "GoldenSetAssert.haveNotRegressedFrom",
                        ask(() -> goldens(0).pairedBySeed().haveNotRegressedFrom("foxes"), MEAN, 1, RECORDED),
                        ask(
                                () -> goldens(20).pairedBySeed().haveNotRegressedFrom("foxes"),
                                MEAN,
                                cos20,
                                ABOVE,
                                0.99 - 1e-6)),
                test(
                        "GoldenSetAssert.areNotInferior",
                        ask(() -> goldens(0).pairedBySeed().areNotInferior(), MEAN, 1, RECORDED),
                        ask(
                                () -> goldens(20).pairedBySeed().areNotInferior(),
                                LARGEST_DROP,
                                1 - SixDigits.round(cos20),
                                BELOW,
                                0.01)),
                test(
                        "GoldenSetAssert.areNotInferiorTo",
                        ask(() -> goldens(0).pairedBySeed().areNotInferiorTo("foxes"), MEAN, 1, RECORDED),
                        ask(
                                () -> goldens(20).pairedBySeed().areNotInferiorTo("foxes"),
                                LARGEST_DROP,
                                1 - SixDigits.round(cos20),
                                BELOW,
                                0.01)),
                test(
                        "SampledMatchAssert.hasNotRegressed",
                        ask(() -> sampled(0).hasNotRegressed(), MEAN, ANY, RECORDED),
                        ask(() -> sampled(40).hasNotRegressed(), MEAN, 0.71268, ABOVE, 0.9579271331429838)),
                test(
                        "SampledMatchAssert.hasNotRegressedFrom",
                        ask(() -> sampled(0).hasNotRegressedFrom("foxes"), MEAN, ANY, RECORDED),
                        ask(() -> sampled(40).hasNotRegressedFrom("foxes"), MEAN, 0.71268, ABOVE, 0.9579271331429838)),
                test(
                        "SampledMatchAssert.isNotInferior",
                        ask(() -> sampled(0).isNotInferior(), MEAN, ANY, RECORDED),
                        ask(() -> sampled(40).isNotInferior(), LARGEST_DROP, 0.31163, BELOW, 0.01)),
                test(
                        "SampledMatchAssert.withMeanClipScoreAbove",
                        ask(() -> sampled(0).withMeanClipScoreAbove(0.9), MEAN, 0.99886, ABOVE, 0.8977334722507797),
                        ask(() -> sampled(40).withMeanClipScoreAbove(0.9), MEAN, 0.71268, ABOVE, 0.8682488866413389)),
                test(
                        "AtLeastAssert.withClipScoreAbove",
                        ask(
                                () -> sampled(0).atLeast(0.9).withClipScoreAbove(0.9),
                                "pictures with CLIP score above",
                                4,
                                AT_LEAST,
                                2),
                        ask(
                                () -> sampled(40).atLeast(0.9).withClipScoreAbove(0.9),
                                "pictures with CLIP score above",
                                0,
                                AT_LEAST,
                                5)),
                test(
                        "SuiteMatchAssert.areNotInferior",
                        ask(() -> suite(0).areNotInferior(), MEAN, 1, RECORDED),
                        ask(() -> suite(20).pairedBySeed().areNotInferior(), LARGEST_DROP, ANY, BELOW, 0.01)),
                test(
                        "SuiteMatchAssert.haveNotRegressedFrom",
                        ask(() -> suite(0).haveNotRegressedFrom("suite"), MEAN, 1, RECORDED),
                        ask(() -> suite(20).haveNotRegressedFrom("suite"), "lowest p-value of a drop", 0, ABOVE, 0.01)),
                test(
                        "SuiteMatchAssert.haveNotRegressed",
                        ask(() -> suite(0).haveNotRegressed(), MEAN, 1, RECORDED),
                        ask(() -> suite(20).haveNotRegressed(), "lowest p-value of a drop", 0, ABOVE, 0.01)),
                test(
                        "GoldenLikenessAssert.withCosineAbove",
                        ask(
                                () -> assertThat(ZERO).resemblesGolden("logo").withCosineAbove(0.95),
                                "cosine with golden",
                                1,
                                RECORDED),
                        ask(
                                () -> assertThat(picture(20))
                                        .resemblesGolden("logo")
                                        .withCosineAbove(0.95),
                                "cosine with golden",
                                cos20,
                                ABOVE,
                                0.95)));
    }

    /** Says yes to a picture at no angle, and less so to others. */
    private static final PictureJudge JUDGE =
            PictureJudge.named("seer-1", (picture, question) -> picture.equals(ZERO) ? 0.9 : 0.2);

    private static AnswerAssert answer(ClipImage picture) {
        return assertThat(picture).judgedBy(JUDGE).answers("Is it at zero?");
    }

    private static List<Case> ofAnswers() {
        return List.of(
                test(
                        "AnswerAssert.withYesAbove",
                        ask(() -> answer(ZERO).withYesAbove(0.5), "yes", 0.9, ABOVE, 0.5),
                        ask(() -> answer(picture(20)).withYesAbove(0.5), "yes", 0.2, ABOVE, 0.5)),
                test(
                        "AnswerAssert.withYesAtLeast",
                        ask(() -> answer(ZERO).withYesAtLeast(0.9), "yes", 0.9, AT_LEAST, 0.9),
                        ask(() -> answer(picture(20)).withYesAtLeast(0.9), "yes", 0.2, AT_LEAST, 0.9)),
                test(
                        "AnswerAssert.withYesBelow",
                        ask(() -> answer(picture(20)).withYesBelow(0.5), "yes", 0.2, BELOW, 0.5),
                        ask(() -> answer(ZERO).withYesBelow(0.5), "yes", 0.9, BELOW, 0.5)),
                test(
                        "AnswerAssert.hasNotRegressed",
                        ask(() -> answer(ZERO).hasNotRegressed(), "yes", 0.9, RECORDED),
                        ask(() -> answer(picture(20)).hasNotRegressed(), "yes", 0.2, ABOVE, 0.5)),
                test(
                        "AnswerAssert.hasNotRegressedFrom",
                        ask(() -> answer(picture(20)).hasNotRegressedFrom("fox"), "yes", 0.2, RECORDED),
                        ask(() -> answer(ZERO).hasNotRegressedFrom("fox"), "yes", 0.9, AT_MOST, 0.5)),
                test(
                        "ImageAssert.meetsAll",
                        ask(
                                () -> assertThat(ZERO).judgedBy(JUDGE).meetsAll("Is it at zero?", "Is it one?"),
                                "least yes",
                                0.9,
                                ABOVE,
                                0.5),
                        ask(
                                () -> assertThat(picture(20)).judgedBy(JUDGE).meetsAll(0.6, "Is it at zero?"),
                                "least yes",
                                0.2,
                                ABOVE,
                                0.6)));
    }

    private static final String MEAN = "mean CLIP score";
    private static final String LARGEST_DROP = "largest drop not excluded";

    private static PromptMatchAssert golden(ClipImage image) {
        return assertThat(image).matchesPrompt("zero");
    }

    private static ImagesMatchAssert goldens(int degrees) {
        return assertThatImages(List.of(picture(degrees), picture(degrees), picture(degrees)))
                .matchPrompt("zero");
    }

    /** Eight pictures at most, a degree apart. */
    private static SampledMatchAssert sampled(int degrees) {
        return assertThatGenerator(seed -> picture(degrees + (int) seed))
                .matchesPrompt("zero")
                .upTo(8);
    }

    /** Prompts at 0 and 60 degrees, whose pictures turn away from both. */
    private static SuiteMatchAssert suite(int degrees) {
        Map<String, List<ClipImage>> pictures = new LinkedHashMap<>();
        pictures.put("zero", List.of(picture(degrees), picture(degrees)));
        pictures.put("sixty", List.of(picture(60 + degrees), picture(60 + degrees)));
        return assertThatImages(pictures).matchTheirPrompts();
    }

    /** Plays a test that asks something, with goldens in a folder of the case's own. */
    private static Check play(Case test, boolean fails) {
        Asked asked = fails ? test.failing() : test.passing();
        List<Check> checks = new ArrayList<>();
        Settings settings = Settings.of(Map.of(
                "clipunit.calibration",
                calibration.toString(),
                "clipunit.explain",
                "text",
                "clipunit.aesthetic.head",
                folder.resolve("head.safetensors").toString(),
                "clipunit.aesthetic.head.model",
                "circle",
                "clipunit.golden.dir",
                folder.resolve(Integer.toHexString(System.identityHashCode(test)))
                        .toString()));
        try (TestScope scope = TestScope.open(SCORER, settings, IDENTITY, checks::add)) {
            if (fails) {
                assertThatThrownBy(asked.question()::run).isInstanceOf(AssertionError.class);
            } else {
                asked.question().run();
            }
            scope.end(!fails);
            assertThat(scope.unfinished()).isEmpty();
        }
        return checks.get(checks.size() - 1);
    }

    private static final TestIdentity IDENTITY =
            new TestIdentity(CheckDataTest.class, Optional.empty(), Optional.empty(), "[test:played]");

    private static Path calibration = Path.of("");

    /** Matching pairs at 0 to 9 degrees from each other, others at 60 and more. */
    @BeforeAll
    static void calibrate() {
        Map<String, Integer> degrees = new HashMap<>();
        IntStream.range(0, 180).forEach(i -> degrees.put("at " + i, i));
        Calibrator calibrator = Calibrator.of(new CircleScorer(degrees));
        for (int i = 0; i < 10; i++) {
            calibrator.add(ZERO, "at " + i, true);
            calibrator.add(ZERO, "at " + (60 + i), false);
        }
        TestHeads.write(folder.resolve("head.safetensors"), 10, 0);
        calibration = folder.resolve("calibration.json");
        CalibrationFile.write(calibration, calibrator.calibrate(0.1));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void should_carry_what_was_measured_found_and_wanted(Case test) {
        Check passed = play(test, false);
        Check failed = play(test, true);

        assertThat(passed.passed()).isTrue();
        assertThat(passed.message()).isNull();
        requireMeasured(test.passing(), passed.measurement());
        assertThat(failed.passed()).isFalse();
        assertThat(failed.message()).startsWith("\nExpecting ");
        requireMeasured(test.failing(), failed.measurement());
        assertThat(passed.measurement().holds()).isTrue();
        assertThat(failed.measurement().holds()).isFalse();
        assertThat(failed.name()).isEqualTo(passed.name());
    }

    private static void requireMeasured(Asked asked, Measurement found) {
        Measurement expected = asked.expected();
        assertThat(found.measured()).isEqualTo(expected.measured());
        assertThat(found.relation()).isEqualTo(expected.relation());
        if (expected.found() != ANY) {
            assertThat(found.found()).isCloseTo(expected.found(), within(1e-4));
        }
        assertThat(found.wanted()).hasSameSizeAs(expected.wanted());
        for (int i = 0; i < expected.wanted().size(); i++) {
            assertThat(found.wanted().get(i)).isCloseTo(expected.wanted().get(i), within(1e-6));
        }
    }

    /** So that no assertion is added without a case here. */
    @Test
    void should_ask_every_assertion() {
        Set<String> asked = cases().map(Case::assertion).collect(Collectors.toCollection(TreeSet::new));
        Set<String> offered = new TreeSet<>();
        new ClassFileImporter()
                        .withImportOption(new ImportOption.DoNotIncludeTests())
                        .importPackages(ClipAssertions.class.getPackageName())
                        .stream()
                        .filter(type -> type.isAssignableTo(ClipAbstractAssert.class))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(CheckDataTest::isAssertion)
                        .forEach(method -> offered.add(method.getOwner().getSimpleName() + "." + method.getName()));

        // The checks of a match whose class is abstract are asked of the class that users see.
        assertThat(offered.stream().map(name -> name.replace("CalibratedMatchAssert", "PromptMatchAssert")))
                .containsExactlyInAnyOrderElementsOf(asked);
    }

    /** Steps that only prepare are marked as such; one goes on to another assertion without checking anything. */
    private static boolean isAssertion(JavaMethod method) {
        Set<JavaModifier> modifiers = method.getModifiers();
        return modifiers.contains(JavaModifier.PUBLIC)
                && !modifiers.contains(JavaModifier.SYNTHETIC)
                && !method.isAnnotatedWith(CheckReturnValue.class)
                && !method.getName().equals("embedding");
    }

    @Test
    void should_report_every_check_by_the_schema_with_what_was_found_and_wanted() throws IOException {
        Path directory = folder.resolve("report");
        String summary;
        int count = 0;
        try (RunReport report = RunReport.open(
                Settings.of(Map.of("clipunit.report.dir", directory.toString(), "clipunit.cache.embeddings", "off")))) {
            for (Case test : cases().toList()) {
                report.record(IDENTITY, play(test, false));
                report.record(IDENTITY, play(test, true));
                report.end(IDENTITY, new TestOutcome(TestStatus.FAILED, "no", 23));
                count++;
            }
            summary = report.finish().orElseThrow().markdown("report.html");
        }

        String json = Files.readString(directory.resolve("report.json"));
        try (InputStream schema = Objects.requireNonNull(Report.class.getResourceAsStream("report.schema.json"))) {
            assertThat(JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
                            .getSchema(schema)
                            .validate(json, InputFormat.JSON))
                    .isEmpty();
        }
        List<String> rows =
                summary.lines().filter(line -> line.startsWith("| `")).toList();
        assertThat(rows).hasSize(Math.min(50, count)).allSatisfy(row -> {
            String[] cells = row.split(" \\| ", -1);
            assertThat(cells[3]).isNotBlank();
            assertThat(cells[4]).isNotBlank();
        });
    }

    @Test
    void should_carry_the_score_behind_what_was_measured() {
        Check probability = play(() -> sixty().withProbabilityAbove(0.9).among("right"));
        assertThat(probability.score()).isCloseTo(COS_60, within(1e-6));
        assertThat(probability.prompt()).isEqualTo("sixty");
        Check lead = play(() -> sixty().ratherThan("right", "zero".repeat(2)));
        assertThat(lead.nearest())
                .isEqualTo(new Description("right", SCORER.score(ZERO, "right").cosine()));
        assertThat(lead.rivals()).extracting(Description::text).containsExactly("right", "zero".repeat(2));
        assertThat(probability.rivals())
                .containsExactly(
                        new Description("right", SCORER.score(ZERO, "right").cosine()));
        assertThat(probability.figures())
                .extracting(NamedNumber::fullName)
                .containsExactly("probability of \"sixty\"", "probability of \"right\"");
        Check set = play(() -> spread().withMinimumClipScoreAbove(-0.5));
        assertThat(set.score()).isEqualTo(set.measurement().found());
        assertThat(set.scores()).hasSize(4).startsWith(1.0);
        Check balance = play(() -> balance(SPREAD).within(0.41));
        assertThat(balance.score()).isNull();
        // statsmodels 0.14: proportion_confint(2, 4, method="wilson")
        assertThat(balance.figures())
                .extracting(NamedNumber::fullName, NamedNumber::value)
                .containsExactly(
                        tuple("share of \"zero\"", 0.5),
                        tuple("pictures of \"zero\"", 2.0),
                        tuple("share of \"right\"", 0.5),
                        tuple("pictures of \"right\"", 2.0),
                        tuple("uncertain pictures", 0.0),
                        tuple("deviation from equal shares", 0.0));
        assertThat(balance.figures().get(0).low()).isCloseTo(0.09761146, within(1e-6));
        assertThat(balance.figures().get(0).high()).isCloseTo(0.90238854, within(1e-6));
        assertThat(play(() -> assertThat(picture(90)).hasAttribute(WARMTH).below(0.9))
                        .facts())
                .containsExactly(new NamedText("positive", "sixty"), new NamedText("negative", "right"));
    }

    private static Check play(Runnable passing) {
        return play(new Case("", ask(passing, "", 0, RECORDED), ask(passing, "", 0, RECORDED)), false);
    }

    @Test
    void should_carry_the_golden_that_was_compared_with() {
        Case test = ofGoldens().get(3);
        assertThat(Objects.requireNonNull(play(test, false).golden()))
                .returns(Outcome.RECORDED, CheckedGolden::outcome)
                .returns(null, CheckedGolden::score);
        assertThat(Objects.requireNonNull(play(test, false).golden())).returns(Outcome.HELD, CheckedGolden::outcome);
        assertThat(Objects.requireNonNull(play(test, true).golden()))
                .returns(Outcome.REGRESSED, CheckedGolden::outcome)
                .returns(1.0, CheckedGolden::score)
                .returns(List.of(1.0, 1.0, 1.0), CheckedGolden::scores);
    }

    @Test
    void should_carry_why_it_failed() {
        Case test = cases().findFirst().orElseThrow();
        assertThat(play(test, true).explanation().hints()).isNotEmpty();
        assertThat(play(test, false).explanation()).isEqualTo(Explanation.NONE);
    }
}
