package io.github.clipunit;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The types in a user's javadoc: a new one is a decision. */
public class PublicSurfaceTest {

    private static final String BASE = "io.github.clipunit.";

    public static final List<String> SHOWN = List.of(
            "ClipModel",
            "ClipScore",
            "ClipScorer",
            "Embedding",
            "ItemResult",
            "Logits",
            "PictureSource",
            "Preprocessing",
            "PromptReading",
            "PromptReading$Extent",
            "assertj.AnswerAssert",
            "assertj.BalanceAssert",
            "assertj.ClassSpreadAssert",
            "assertj.ClipAssertions",
            "assertj.DistributionAssert",
            "assertj.EditAssert",
            "assertj.EmbeddingAssert",
            "assertj.EmbeddingMomentsAssert",
            "assertj.GeneratorAssert",
            "assertj.GoldenLikenessAssert",
            "assertj.GoldenSetAssert",
            "assertj.ImageAssert",
            "assertj.ImageAttributeAssert",
            "assertj.ImageSimilarityAssert",
            "assertj.ImagesAssert",
            "assertj.ImagesMatchAssert",
            "assertj.ImagesMatchAssert$AtLeastAssert",
            "assertj.PartsMatchAssert",
            "assertj.PromptMatchAssert",
            "assertj.PromptMismatchAssert",
            "assertj.PromptPreferenceAssert",
            "assertj.PromptProbabilityAssert",
            "assertj.PromptedImagesAssert",
            "assertj.RecognitionAssert",
            "assertj.ReferencePicturesAssert",
            "assertj.SampledMatchAssert",
            "assertj.SampledMatchAssert$AtLeastAssert",
            "assertj.SeededGeneratorAssert",
            "assertj.SuiteMatchAssert",
            "assertj.VariantMatchAssert",
            "cache.CachingScorer",
            "calibration.CalibrationCounts",
            "calibration.CalibrationException",
            "calibration.CalibrationFile",
            "calibration.CalibrationMismatchException",
            "calibration.Calibrator",
            "calibration.ModelCalibration",
            "cassette.PictureCassette",
            "cassette.PictureCassette$BufferedImageGenerator",
            "cassette.PictureCassette$BytesGenerator",
            "cassette.PictureCassette$ClipImageGenerator",
            "cassette.PictureCassette$PathGenerator",
            "cassette.PictureCassette$PictureGenerator",
            "cassette.PictureCassette$PicturesGenerator",
            "check.Check",
            "check.Measurement",
            "check.Relation",
            "generator.GeneratorCalls",
            "generator.GeneratorRefusedException",
            "generator.GeneratorUnavailableException",
            "generator.HttpAnswerException",
            "generator.PictureRequest",
            "generator.Reproduction$Level",
            "generator.SeededGenerator",
            "golden.Golden",
            "golden.GoldenException",
            "golden.GoldenMismatchException",
            "head.AestheticHead",
            "image.ClipImage",
            "image.GeneratedPicture",
            "image.NoPictureException",
            "image.UnreadableImageException",
            "judge.JudgeCalibration",
            "judge.JudgeException",
            "judge.PictureJudge",
            "judge.PictureJudge$Answerer",
            "junit.ClipExtension",
            "junit.ClipTest",
            "junit.PromptVariantSource",
            "model.EmbeddedModel",
            "model.ModelDirectory",
            "model.ModelUnavailableException",
            "onnx.Device",
            "onnx.OnnxClipScorer",
            "onnx.OnnxOptions",
            "onnx.PromptOverflow",
            "pixels.PictureSignals",
            "prompt.LongPrompts",
            "prompt.PromptPair",
            "prompt.PromptStatement",
            "prompt.PromptText",
            "prompt.PromptVariant",
            "prompt.PromptVariants",
            "prompt.VariantKind",
            "run.CheckListener",
            "run.TestIdentity",
            "run.Variant",
            "sets.Cmmd",
            "sets.DuplicateSketch",
            "sets.EmbeddingMoments",
            "sets.FrechetDistance",
            "sets.NearDuplicate",
            "sets.ScoreSummary",
            "sets.VendiScore");

    @Test
    void should_show_a_user_these_types_and_no_others() throws IOException {
        List<String> hiddenRooms = hiddenRooms();
        assertThat(new ClassFileImporter()
                                .withImportOption(new ImportOption.DoNotIncludeTests())
                                .importPackages("io.github.clipunit")
                                .stream()
                                .filter(PublicSurfaceTest::isPublic)
                                .filter(type -> !hiddenRooms.contains(type.getPackageName()))
                                .filter(type -> !isHidden(type))
                                .map(type -> type.getName().substring(BASE.length()))
                                .sorted())
                .containsExactlyElementsOf(SHOWN);
    }

    /** The packages that the javadoc leaves out. */
    private static List<String> hiddenRooms() throws IOException {
        Matcher excluded = Pattern.compile("<excludePackageNames>([^<]+)</excludePackageNames>")
                .matcher(Files.readString(Path.of("pom.xml")));
        assertThat(excluded.find()).isTrue();
        return List.of(excluded.group(1).strip().split("\\s*:\\s*"));
    }

    private static boolean isPublic(JavaClass type) {
        return type.getModifiers().contains(JavaModifier.PUBLIC)
                && type.getEnclosingClass().map(PublicSurfaceTest::isPublic).orElse(true);
    }

    /** Whether its javadoc has the tag {@code @hidden}; that of a type around it does not count. */
    private static boolean isHidden(JavaClass type) {
        String source = source(type);
        Matcher declaration = Pattern.compile("(?:class|interface|record|enum) " + type.getSimpleName() + "\\b")
                .matcher(source);
        assertThat(declaration.find()).as(type.getName()).isTrue();
        String before = source.substring(0, declaration.start());
        return before.substring(Math.max(0, before.lastIndexOf("/**"))).contains("@hidden");
    }

    private static String source(JavaClass type) {
        String file = type.getName().replaceFirst("\\$.*", "").replace('.', '/') + ".java";
        try {
            return Files.readString(Path.of("src/main/java", file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
