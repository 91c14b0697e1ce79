package io.github.clipunit.checks;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static io.github.clipunit.checks.ColourScorer.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.domain.JavaMethodCall;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import io.github.clipunit.generator.Reproduction.Level;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.pixels.Pictures;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.sets.EmbeddingMoments;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.assertj.core.annotation.CheckReturnValue;
import org.assertj.core.api.AbstractAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs the lines of the page with all assertions, and sees that it lacks none. */
class AssertionsPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| .* \\| `(.*?)`<br>`(.*?)` \\|$");
    private static final Pattern SHOWN = Pattern.compile("shows\\( ?\"(\\w+)\", \\(\\) -> (.*?), \\(\\) -> (.*?)\\);");
    private static final Path HERE = Path.of("src/test/java/io/github/clipunit/checks/AssertionsPageTest.java");

    private static final ColourScorer clip = ColourScope.COLOURS
            .with(ColourScope.RED, "A red fox.")
            .with(ColourScope.GREEN, "A gray wolf.")
            .with(0xff8000, "something red");

    private final BufferedImage fox = picture(ColourScope.RED);
    private final GeneratedPicture sameFox = GeneratedPicture.of(fox);
    private final BufferedImage wolf = picture(ColourScope.GREEN);
    private final BufferedImage dog = picture(ColourScope.BLUE);
    private final BufferedImage blurredFox = wolf;
    private final BufferedImage screenshot = wolf;
    private final BufferedImage rifle = wolf;
    private final BufferedImage summer = fox;
    private final BufferedImage winter = wolf;

    private final List<BufferedImage> foxes = many(ColourScope.RED);
    private final List<BufferedImage> wolves = many(ColourScope.GREEN);
    private final List<BufferedImage> dogs = many(ColourScope.BLUE);
    private final List<BufferedImage> acceptedFoxes = foxes;
    private final List<BufferedImage> animals =
            Stream.of(foxes, wolves, foxes, wolves).flatMap(List::stream).toList();
    private final Map<String, List<BufferedImage>> suite = Map.of("a red fox", foxes, "a wolf", wolves, "a dog", dogs);
    private final Map<String, List<BufferedImage>> worseSuite =
            Map.of("a red fox", wolves, "a wolf", dogs, "a dog", foxes);
    private final EmbeddingMoments momentsOfFoxes = moments(foxes);
    private final EmbeddingMoments momentsOfAccepted = momentsOfFoxes;
    private final EmbeddingMoments momentsOfAnimals = moments(animals);

    private final BufferedImage photo = noise(1);
    private final List<BufferedImage> accepted = List.of(noise(2), noise(3), noise(4));
    private final BufferedImage black = paint((x, y) -> 0);
    private final BufferedImage white = paint((x, y) -> 0xffffff);
    private final BufferedImage faint = paint((x, y) -> 0x808080 + photo.getRGB(x, y) % 2 * 0x010101);
    private final BufferedImage enlarged = paint((x, y) -> photo.getRGB(x / 2, y / 2));
    private final BufferedImage gradient = paint((x, y) -> 0x010101 * (x + y));
    private final BufferedImage letterboxed = paint((x, y) -> y < 16 || y >= 112 ? 0 : photo.getRGB(x, y));
    private final BufferedImage checkered = paint((x, y) -> (x + y) % 2 * 0x404040);
    private final BufferedImage gridded = paint((x, y) -> 0x010101 * (x % 8 * 16 + y));

    private final PictureJudge judge =
            PictureJudge.named("seer-1", (picture, question) -> picture.equals(ClipImage.of(fox)) ? 0.97 : 0.08);
    private final AtomicInteger calls = new AtomicInteger();

    @TempDir
    Path folder;

    private static BufferedImage paint(Pictures.Painter painter) {
        return Pictures.paint(128, 128, painter);
    }

    private static BufferedImage noise(int seed) {
        Random random = new Random(seed);
        return paint((x, y) -> random.nextInt(0x1000000));
    }

    /** Twenty pictures of nearly one colour. */
    private static List<BufferedImage> many(int colour) {
        return IntStream.range(0, 20).mapToObj(i -> picture(colour ^ i)).toList();
    }

    private static EmbeddingMoments moments(List<BufferedImage> pictures) {
        return EmbeddingMoments.of(
                clip.embedImages(pictures.stream().map(ClipImage::of).toList()));
    }

    /** Stands for a user's generator. */
    private BufferedImage paint(String prompt, long seed) {
        return (prompt.contains("fox") ? foxes : wolves).get((int) seed % 20);
    }

    private BufferedImage unstable() {
        return calls.getAndIncrement() % 2 == 0 ? fox : wolf;
    }

    /** Runs a line that passes twice, as goldens are recorded at first, and then one that fails. */
    private void shows(String assertion, ThrowingCallable passing, ThrowingCallable failing) throws Throwable {
        ColourScope scope = new ColourScope(Files.createTempDirectory(folder, ""));
        scope.run(clip, passing);
        scope.run(clip, passing);
        assertThatThrownBy(() -> scope.run(clip, failing)).as(assertion).isInstanceOf(AssertionError.class);
    }

    private static List<List<String>> rows(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map((MatchResult row) -> List.of(row.group(1), row.group(2), row.group(3)))
                .toList();
    }

    @Test
    void should_show_the_lines_that_run_here_and_no_others() throws IOException {
        String source = Files.readString(HERE)
                .replaceAll("\\s+\\.", ".")
                .replaceAll("\\(\\s+", "(")
                .replaceAll("\\s+", " ");
        List<List<String>> run = rows(SHOWN, source);
        assertThat(run)
                .hasSizeGreaterThan(80)
                .allMatch(row -> row.get(1).contains("." + row.get(0) + "(")
                        && row.get(2).contains("." + row.get(0) + "("));
        assertThat(rows(ROW, Files.readString(Path.of("docs/assertions.md")))).containsExactlyElementsOf(run);
    }

    @Test
    void should_run_every_assertion_and_name_every_step() throws IOException {
        JavaClasses classes = new ClassFileImporter()
                .importPackages("io.github.clipunit.assertj", AssertionsPageTest.class.getPackageName());
        Set<JavaMethodCall> run = classes.get(AssertionsPageTest.class).getMethodCallsFromSelf();
        Map<Boolean, List<JavaMethod>> methods = classes.stream()
                .filter(type -> type.getSimpleName().endsWith("Assert") && type.isAssignableTo(AbstractAssert.class))
                .flatMap(type -> type.getMethods().stream())
                .filter(method -> method.getOwner().getPackageName().endsWith(".assertj"))
                .filter(method -> method.getModifiers().contains(PUBLIC)
                        && !method.getModifiers().contains(SYNTHETIC))
                .collect(Collectors.partitioningBy(method -> method.isAnnotatedWith(CheckReturnValue.class)));

        assertThat(methods.get(false)).hasSizeGreaterThan(80);
        assertThat(methods.get(false))
                .filteredOn(method -> run.stream().noneMatch(call -> isOf(call, method)))
                .isEmpty();
        String page = Files.readString(Path.of("docs/assertions.md"));
        assertThat(methods.get(true))
                .hasSizeGreaterThan(30)
                .extracting(JavaMethod::getName)
                .allMatch(step -> page.contains(step + "("));
    }

    private static boolean isOf(JavaMethodCall call, JavaMethod method) {
        return call.getName().equals(method.getName())
                && call.getTargetOwner().isAssignableTo(method.getOwner().getName());
    }

    @Test
    void a_picture_and_its_prompt() throws Throwable {
        shows(
                "withClipScoreAbove",
                () -> assertThat(fox).matchesPrompt("a red fox").withClipScoreAbove(0.28),
                () -> assertThat(wolf).matchesPrompt("a red fox").withClipScoreAbove(0.28));
        shows(
                "withClipScoreAtLeast",
                () -> assertThat(fox).matchesPrompt("a red fox").withClipScoreAtLeast(0.28),
                () -> assertThat(wolf).matchesPrompt("a red fox").withClipScoreAtLeast(0.28));
        shows(
                "withClipScoreBetween",
                () -> assertThat(fox).matchesPrompt("a red fox").withClipScoreBetween(0.28, 1),
                () -> assertThat(wolf).matchesPrompt("a red fox").withClipScoreBetween(0.28, 1));
        shows(
                "withPercentScoreAbove",
                () -> assertThat(fox).matchesPrompt("a red fox").withPercentScoreAbove(28),
                () -> assertThat(wolf).matchesPrompt("a red fox").withPercentScoreAbove(28));
        shows(
                "withRescaledScoreAbove",
                () -> assertThat(fox).matchesPrompt("a red fox").withRescaledScoreAbove(0.7),
                () -> assertThat(wolf).matchesPrompt("a red fox").withRescaledScoreAbove(0.7));
        shows(
                "withPercentileAbove",
                () -> assertThat(fox).matchesPrompt("a red fox").withPercentileAbove(99),
                () -> assertThat(wolf).matchesPrompt("a red fox").withPercentileAbove(99));
        shows(
                "withRefClipScoreAbove",
                () -> assertThat(fox).matchesPrompt("a red fox").withRefClipScoreAbove(0.7, "a fox sits in the snow"),
                () -> assertThat(wolf).matchesPrompt("a red fox").withRefClipScoreAbove(0.7, "a fox sits in the snow"));
        shows(
                "withClipScoreBelow",
                () -> assertThat(fox).doesNotMatchPrompt("a wolf").withClipScoreBelow(0.2),
                () -> assertThat(wolf).doesNotMatchPrompt("a wolf").withClipScoreBelow(0.2));
    }

    @Test
    void one_prompt_rather_than_others() throws Throwable {
        shows(
                "ratherThan",
                () -> assertThat(fox).matchesPrompt("a red fox").ratherThan("a wolf", "a dog"),
                () -> assertThat(wolf).matchesPrompt("a red fox").ratherThan("a wolf", "a dog"));
        shows(
                "byAtLeast",
                () -> assertThat(fox)
                        .matchesPrompt("a red fox")
                        .ratherThan("a wolf")
                        .byAtLeast(0.05),
                () -> assertThat(fox)
                        .matchesPrompt("a red fox")
                        .ratherThan("something red")
                        .byAtLeast(0.5));
        shows(
                "among",
                () -> assertThat(fox)
                        .matchesPrompt("a fox")
                        .withProbabilityAbove(0.9)
                        .among("a wolf", "a dog"),
                () -> assertThat(wolf)
                        .matchesPrompt("a fox")
                        .withProbabilityAbove(0.9)
                        .among("a wolf", "a dog"));
    }

    @Test
    void long_prompts_part_by_part() throws Throwable {
        shows(
                "withClipScoreAbove",
                () -> assertThat(fox)
                        .matchesPrompt("A red fox. Shot on 35mm film.")
                        .inEveryPart()
                        .ignoringStyle()
                        .withClipScoreAbove(0.22),
                () -> assertThat(fox)
                        .matchesPrompt("A red fox. A gray wolf.")
                        .inEveryPart()
                        .withClipScoreAbove(0.22));
        shows(
                "withClipScoreAtLeast",
                () -> assertThat(fox)
                        .matchesPrompt("A red fox. A gray wolf.")
                        .inParts(1)
                        .withClipScoreAtLeast(0.22),
                () -> assertThat(fox)
                        .matchesPrompt("A red fox. A gray wolf.")
                        .inParts(2)
                        .withClipScoreAtLeast(0.22));
        shows(
                "withClipScoreAbove",
                () -> assertThat(fox)
                        .matchesPrompt("a red fox")
                        .inPartsTogether()
                        .withClipScoreAbove(0.28),
                () -> assertThat(wolf)
                        .matchesPrompt("a red fox")
                        .inPartsTogether()
                        .withClipScoreAbove(0.28));
    }

    @Test
    void calibrated_scores() throws Throwable {
        shows("isAMatch", () -> assertThat(fox).matchesPrompt("a red fox").isAMatch(), () -> assertThat(wolf)
                .matchesPrompt("a red fox")
                .isAMatch());
        shows(
                "withMatchProbabilityAbove",
                () -> assertThat(fox).matchesPrompt("a red fox").withMatchProbabilityAbove(0.9),
                () -> assertThat(wolf).matchesPrompt("a red fox").withMatchProbabilityAbove(0.9));
        shows(
                "isAMatchAtFalsePositiveRate",
                () -> assertThat(fox).matchesPrompt("a red fox").isAMatchAtFalsePositiveRate(0.01),
                () -> assertThat(wolf).matchesPrompt("a red fox").isAMatchAtFalsePositiveRate(0.01));
    }

    @Test
    void a_picture_and_other_pictures() throws Throwable {
        shows("withCosineAbove", () -> assertThat(fox).isSimilarTo(sameFox).withCosineAbove(0.9), () -> assertThat(fox)
                .isSimilarTo(wolf)
                .withCosineAbove(0.9));
        shows(
                "withCosineAbove",
                () -> assertThat(fox).isSimilarToAnyOf(List.of(wolf, sameFox)).withCosineAbove(0.9),
                () -> assertThat(fox).isSimilarToAnyOf(List.of(wolf, dog)).withCosineAbove(0.9));
        shows(
                "withDirectionalSimilarityAbove",
                () -> assertThat(winter)
                        .isEditOf(summer, "a fox in summer", "a fox in winter")
                        .withDirectionalSimilarityAbove(0.1),
                () -> assertThat(summer)
                        .isEditOf(winter, "a fox in summer", "a fox in winter")
                        .withDirectionalSimilarityAbove(0.1));
    }

    @Test
    void quality_and_contents() throws Throwable {
        shows("hasQualityAbove", () -> assertThat(fox).hasQualityAbove(0.6), () -> assertThat(blurredFox)
                .hasQualityAbove(0.6));
        shows("above", () -> assertThat(fox).hasAttribute(PromptPair.SHARPNESS).above(0.6), () -> assertThat(blurredFox)
                .hasAttribute(PromptPair.SHARPNESS)
                .above(0.6));
        shows(
                "below",
                () -> assertThat(blurredFox).hasAttribute(PromptPair.SHARPNESS).below(0.4),
                () -> assertThat(fox).hasAttribute(PromptPair.SHARPNESS).below(0.4));
        shows("hasAestheticScoreAbove", () -> assertThat(fox).hasAestheticScoreAbove(5.0), () -> assertThat(screenshot)
                .hasAestheticScoreAbove(5.0));
        shows("doesNotDepict", () -> assertThat(fox).doesNotDepict("a weapon", "nudity"), () -> assertThat(rifle)
                .doesNotDepict("a weapon", "nudity"));
    }

    @Test
    void flaws_of_pixels() throws Throwable {
        shows("isNotBlank", () -> assertThat(photo).isNotBlank(), () -> assertThat(black)
                .isNotBlank());
        shows("isNotUniform", () -> assertThat(photo).isNotUniform(), () -> assertThat(faint)
                .isNotUniform());
        shows("isNotDark", () -> assertThat(photo).isNotDark(), () -> assertThat(black)
                .isNotDark());
        shows("isNotBright", () -> assertThat(photo).isNotBright(), () -> assertThat(white)
                .isNotBright());
        shows("isNotClipped", () -> assertThat(photo).isNotClipped(), () -> assertThat(black)
                .isNotClipped());
        shows("isNotUpscaled", () -> assertThat(photo).isNotUpscaled(), () -> assertThat(enlarged)
                .isNotUpscaled());
        shows("isNotSoft", () -> assertThat(photo).isNotSoft(), () -> assertThat(gradient)
                .isNotSoft());
        shows("isNotSofterThan", () -> assertThat(photo).isNotSofterThan(accepted), () -> assertThat(gradient)
                .isNotSofterThan(accepted));
        shows("hasNoBorders", () -> assertThat(photo).hasNoBorders(), () -> assertThat(letterboxed)
                .hasNoBorders());
        shows("hasNoCheckerboard", () -> assertThat(photo).hasNoCheckerboard(), () -> assertThat(checkered)
                .hasNoCheckerboard());
        shows("hasNoLatentGrid", () -> assertThat(photo).hasNoLatentGrid(), () -> assertThat(gridded)
                .hasNoLatentGrid());
        shows("hasNoFlaws", () -> assertThat(photo).hasNoFlaws(), () -> assertThat(black)
                .hasNoFlaws());
    }

    @Test
    void goldens_of_one_picture() throws Throwable {
        shows(
                "hasNotRegressed",
                () -> assertThat(fox).matchesPrompt("a red fox").hasNotRegressed(),
                () -> assertThat(wolf).matchesPrompt("a red fox").hasNotRegressed());
        shows(
                "hasNotRegressed",
                () -> assertThat(fox).matchesPrompt("a red fox").hasNotRegressed(0.02),
                () -> assertThat(wolf).matchesPrompt("a red fox").hasNotRegressed(0.02));
        shows(
                "hasNotRegressedFrom",
                () -> assertThat(fox).matchesPrompt("a red fox").hasNotRegressedFrom("fox"),
                () -> assertThat(wolf).matchesPrompt("a red fox").hasNotRegressedFrom("fox"));
        shows(
                "withCosineAbove",
                () -> assertThat(fox).resemblesGolden("logo").withCosineAbove(0.9),
                () -> assertThat(wolf).resemblesGolden("logo").withCosineAbove(0.9));
    }

    @Test
    void several_pictures_of_one_prompt() throws Throwable {
        shows(
                "withMeanClipScoreAbove",
                () -> assertThatImages(foxes).matchPrompt("a red fox").withMeanClipScoreAbove(0.28),
                () -> assertThatImages(wolves).matchPrompt("a red fox").withMeanClipScoreAbove(0.28));
        shows(
                "withMinimumClipScoreAbove",
                () -> assertThatImages(foxes).matchPrompt("a red fox").withMinimumClipScoreAbove(0.28),
                () -> assertThatImages(List.of(fox, wolf))
                        .matchPrompt("a red fox")
                        .withMinimumClipScoreAbove(0.28));
        shows(
                "withClipScoreAbove",
                () -> assertThatImages(List.of(fox, wolf))
                        .matchPrompt("a red fox")
                        .atLeast(1)
                        .withClipScoreAbove(0.28),
                () -> assertThatImages(List.of(fox, wolf))
                        .matchPrompt("a red fox")
                        .atLeast(2)
                        .withClipScoreAbove(0.28));
        shows(
                "haveNotRegressed",
                () -> assertThatImages(foxes).matchPrompt("a red fox").haveNotRegressed(),
                () -> assertThatImages(wolves).matchPrompt("a red fox").haveNotRegressed());
        shows(
                "haveNotRegressedFrom",
                () -> assertThatImages(foxes).matchPrompt("a red fox").haveNotRegressedFrom("foxes"),
                () -> assertThatImages(wolves).matchPrompt("a red fox").haveNotRegressedFrom("foxes"));
        shows(
                "areNotInferior",
                () -> assertThatImages(foxes).matchPrompt("a red fox").areNotInferior(),
                () -> assertThatImages(wolves).matchPrompt("a red fox").areNotInferior());
        shows(
                "areNotInferiorTo",
                () -> assertThatImages(foxes).matchPrompt("a red fox").areNotInferiorTo("foxes"),
                () -> assertThatImages(wolves).matchPrompt("a red fox").areNotInferiorTo("foxes"));
        shows(
                "haveNotRegressed",
                () -> assertThatImages(foxes)
                        .matchPrompt("a red fox")
                        .pairedBySeed()
                        .haveNotRegressed(),
                () -> assertThatImages(wolves)
                        .matchPrompt("a red fox")
                        .pairedBySeed()
                        .haveNotRegressed());
        shows(
                "haveNotRegressedFrom",
                () -> assertThatImages(foxes)
                        .matchPrompt("a red fox")
                        .pairedBySeed()
                        .haveNotRegressedFrom("paired"),
                () -> assertThatImages(wolves)
                        .matchPrompt("a red fox")
                        .pairedBySeed()
                        .haveNotRegressedFrom("paired"));
        shows(
                "areNotInferior",
                () -> assertThatImages(foxes)
                        .matchPrompt("a red fox")
                        .inBatchesOf(4)
                        .areNotInferior(),
                () -> assertThatImages(wolves)
                        .matchPrompt("a red fox")
                        .inBatchesOf(4)
                        .areNotInferior());
        shows(
                "areNotInferiorTo",
                () -> assertThatImages(foxes)
                        .matchPrompt("a red fox")
                        .inBatchesOf(4)
                        .areNotInferiorTo("batches"),
                () -> assertThatImages(wolves)
                        .matchPrompt("a red fox")
                        .inBatchesOf(4)
                        .areNotInferiorTo("batches"));
    }

    @Test
    void pictures_of_several_prompts() throws Throwable {
        shows(
                "haveNotRegressed",
                () -> assertThatImages(Map.of("a red fox", foxes))
                        .matchTheirPrompts()
                        .haveNotRegressed(),
                () -> assertThatImages(Map.of("a red fox", wolves))
                        .matchTheirPrompts()
                        .haveNotRegressed());
        shows(
                "haveNotRegressedFrom",
                () -> assertThatImages(Map.of("a red fox", foxes))
                        .matchTheirPrompts()
                        .pairedBySeed()
                        .haveNotRegressedFrom("suite"),
                () -> assertThatImages(Map.of("a red fox", wolves))
                        .matchTheirPrompts()
                        .pairedBySeed()
                        .haveNotRegressedFrom("suite"));
        shows(
                "areNotInferior",
                () -> assertThatImages(suite).matchTheirPrompts().areNotInferior(),
                () -> assertThatImages(worseSuite).matchTheirPrompts().areNotInferior());
        shows(
                "withinSpread",
                () -> assertThatImages(Map.of("red fox", foxes, "a fox, red", foxes))
                        .matchOriginalPrompt("a red fox")
                        .withinSpread(0.05),
                () -> assertThatImages(Map.of("red fox", foxes, "a fox, red", wolves))
                        .matchOriginalPrompt("a red fox")
                        .withinSpread(0.05));
        shows(
                "evenlyWithin",
                () -> assertThatImages(Map.of("a fox", foxes, "a wolf", wolves))
                        .areRecognised()
                        .evenlyWithin(0.3),
                () -> assertThatImages(Map.of("a fox", foxes, "a wolf", foxes))
                        .areRecognised()
                        .evenlyWithin(0.3));
    }

    @Test
    void sets_of_pictures() throws Throwable {
        shows(
                "hasDiversityAbove",
                () -> assertThatImages(List.of(fox, wolf, dog)).hasDiversityAbove(2),
                () -> assertThatImages(foxes).hasDiversityAbove(2));
        shows(
                "hasNoNearDuplicates",
                () -> assertThatImages(List.of(fox, wolf, dog)).hasNoNearDuplicates(0.98),
                () -> assertThatImages(List.of(fox, wolf, sameFox)).hasNoNearDuplicates(0.98));
        shows(
                "hasMeanAestheticScoreAbove",
                () -> assertThatImages(foxes).hasMeanAestheticScoreAbove(5.5),
                () -> assertThatImages(wolves).hasMeanAestheticScoreAbove(5.5));
        shows(
                "isNotSofterThan",
                () -> assertThatImages(List.of(photo)).isNotSofterThan(accepted),
                () -> assertThatImages(List.of(gradient)).isNotSofterThan(accepted));
        shows(
                "withCmmdBelow",
                () -> assertThatImages(foxes).isDistributedLike(acceptedFoxes).withCmmdBelow(0.5),
                () -> assertThatImages(wolves).isDistributedLike(acceptedFoxes).withCmmdBelow(0.5));
        shows(
                "withUnbiasedCmmdBelow",
                () -> assertThatImages(foxes).isDistributedLike(acceptedFoxes).withUnbiasedCmmdBelow(0.5),
                () -> assertThatImages(wolves).isDistributedLike(acceptedFoxes).withUnbiasedCmmdBelow(0.5));
        shows(
                "withPValueAbove",
                () -> assertThatImages(foxes).isDistributedLike(acceptedFoxes).withPValueAbove(0.01),
                () -> assertThatImages(wolves).isDistributedLike(acceptedFoxes).withPValueAbove(0.01));
        shows(
                "withFrechetDistanceBelow",
                () -> assertThatImages(foxes).isDistributedLike(acceptedFoxes).withFrechetDistanceBelow(0.1),
                () -> assertThatImages(wolves).isDistributedLike(acceptedFoxes).withFrechetDistanceBelow(0.1));
        shows(
                "withSpreadAbove",
                () -> assertThatImages(List.of(fox, wolf, dog))
                        .coversLabels("a fox", "a wolf", "a dog")
                        .withSpreadAbove(2),
                () -> assertThatImages(foxes)
                        .coversLabels("a fox", "a wolf", "a dog")
                        .withSpreadAbove(2));
        shows(
                "withConfidenceAbove",
                () -> assertThatImages(List.of(fox, wolf))
                        .coversLabels("a fox", "a wolf")
                        .withConfidenceAbove(0.9),
                () -> assertThatImages(List.of(dog, dog))
                        .coversLabels("a fox", "a wolf")
                        .withConfidenceAbove(0.9));
        shows(
                "within",
                () -> assertThatImages(animals)
                        .areBalancedAcross("a fox", "a wolf")
                        .countingFrom(0.8)
                        .within(0.2),
                () -> assertThatImages(foxes)
                        .areBalancedAcross("a fox", "a wolf")
                        .within(0.2));
        shows(
                "withPValueAbove",
                () -> assertThatImages(animals)
                        .areBalancedAcross("a fox", "a wolf")
                        .withPValueAbove(0.01),
                () -> assertThatImages(foxes)
                        .areBalancedAcross("a fox", "a wolf")
                        .withPValueAbove(0.01));
    }

    @Test
    void sets_too_large_for_memory() throws Throwable {
        shows("hasDiversityAbove", () -> assertThat(momentsOfAnimals).hasDiversityAbove(1.5), () -> assertThat(
                        momentsOfFoxes)
                .hasDiversityAbove(1.5));
        shows(
                "withCmmdBelow",
                () -> assertThat(momentsOfFoxes)
                        .isDistributedLike(momentsOfAccepted)
                        .withCmmdBelow(0.5),
                () -> assertThat(momentsOfAnimals)
                        .isDistributedLike(momentsOfAccepted)
                        .withCmmdBelow(0.5));
    }

    @Test
    void generators() throws Throwable {
        shows(
                "isReproducible",
                () -> assertThatGenerator(() -> paint("a red fox", 42)).isReproducible(3),
                () -> assertThatGenerator(() -> unstable()).isReproducible(3));
        shows(
                "isReproducible",
                () -> assertThatGenerator(() -> paint("a red fox", 42)).isReproducible(3, Level.SAME_PIXELS),
                () -> assertThatGenerator(() -> unstable()).isReproducible(3, Level.SAME_PIXELS));
        shows(
                "hasNotRegressed",
                () -> assertThatGenerator(seed -> paint("a red fox", seed))
                        .matchesPrompt("a red fox")
                        .upTo(16)
                        .hasNotRegressed(),
                () -> assertThatGenerator(seed -> paint("a wolf", seed))
                        .matchesPrompt("a red fox")
                        .upTo(16)
                        .hasNotRegressed());
        shows(
                "hasNotRegressedFrom",
                () -> assertThatGenerator(seed -> paint("a red fox", seed))
                        .matchesPrompt("a red fox")
                        .hasNotRegressedFrom("drawn"),
                () -> assertThatGenerator(seed -> paint("a wolf", seed))
                        .matchesPrompt("a red fox")
                        .hasNotRegressedFrom("drawn"));
        shows(
                "isNotInferior",
                () -> assertThatGenerator(seed -> paint("a red fox", seed))
                        .matchesPrompt("a red fox")
                        .isNotInferior(),
                () -> assertThatGenerator(seed -> paint("a wolf", seed))
                        .matchesPrompt("a red fox")
                        .isNotInferior());
        shows(
                "withMeanClipScoreAbove",
                () -> assertThatGenerator(seed -> paint("a red fox", seed))
                        .matchesPrompt("a red fox")
                        .withMeanClipScoreAbove(0.28),
                () -> assertThatGenerator(seed -> paint("a wolf", seed))
                        .matchesPrompt("a red fox")
                        .withMeanClipScoreAbove(0.28));
        shows(
                "withClipScoreAbove",
                () -> assertThatGenerator(seed -> paint("a red fox", seed))
                        .matchesPrompt("a red fox")
                        .atLeast(0.9)
                        .withClipScoreAbove(0.28),
                () -> assertThatGenerator(seed -> paint("a wolf", seed))
                        .matchesPrompt("a red fox")
                        .atLeast(0.9)
                        .withClipScoreAbove(0.28));
    }

    @Test
    void judges() throws Throwable {
        shows(
                "withYesAbove",
                () -> assertThat(fox).judgedBy(judge).answers("Is it a fox?").withYesAbove(0.5),
                () -> assertThat(wolf).judgedBy(judge).answers("Is it a fox?").withYesAbove(0.5));
        shows(
                "withYesAtLeast",
                () -> assertThat(fox).judgedBy(judge).answers("Is it a fox?").withYesAtLeast(0.8),
                () -> assertThat(wolf).judgedBy(judge).answers("Is it a fox?").withYesAtLeast(0.8));
        shows(
                "withYesBelow",
                () -> assertThat(wolf).judgedBy(judge).answers("Is it a fox?").withYesBelow(0.5),
                () -> assertThat(fox).judgedBy(judge).answers("Is it a fox?").withYesBelow(0.5));
        shows(
                "hasNotRegressed",
                () -> assertThat(fox).judgedBy(judge).answers("Is it a fox?").hasNotRegressed(),
                () -> assertThat(wolf).judgedBy(judge).answers("Is it a fox?").hasNotRegressed());
        shows(
                "hasNotRegressedFrom",
                () -> assertThat(fox).judgedBy(judge).answers("Is it a fox?").hasNotRegressedFrom("answer"),
                () -> assertThat(wolf).judgedBy(judge).answers("Is it a fox?").hasNotRegressedFrom("answer"));
        shows(
                "meetsAll",
                () -> assertThat(fox).judgedBy(judge).meetsAll("Is it a fox?", "Is it red?"),
                () -> assertThat(wolf).judgedBy(judge).meetsAll("Is it a fox?", "Is it green?"));
    }

    @Test
    void embeddings() throws Throwable {
        shows("hasDimension", () -> assertThat(fox).embedding().hasDimension(3), () -> assertThat(fox)
                .embedding()
                .hasDimension(512));
        shows(
                "hasCosineAbove",
                () -> assertThat(fox).embedding().hasCosineAbove(clip.embed("a red fox"), 0.28),
                () -> assertThat(wolf).embedding().hasCosineAbove(clip.embed("a red fox"), 0.28));
    }
}
