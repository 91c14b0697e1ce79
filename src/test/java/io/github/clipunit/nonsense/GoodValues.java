package io.github.clipunit.nonsense;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatGenerator;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;

import io.github.clipunit.CircleScorer;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.PictureSource;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.PromptReading;
import io.github.clipunit.assertj.BalanceAssert;
import io.github.clipunit.assertj.ClassSpreadAssert;
import io.github.clipunit.assertj.EmbeddingAssert;
import io.github.clipunit.assertj.EmbeddingMomentsAssert;
import io.github.clipunit.assertj.GeneratorAssert;
import io.github.clipunit.assertj.ImageAssert;
import io.github.clipunit.assertj.ImagesAssert;
import io.github.clipunit.assertj.ImagesMatchAssert;
import io.github.clipunit.assertj.PromptMatchAssert;
import io.github.clipunit.assertj.PromptedImagesAssert;
import io.github.clipunit.assertj.SampledMatchAssert;
import io.github.clipunit.assertj.SeededGeneratorAssert;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.calibration.CalibrationCounts;
import io.github.clipunit.calibration.Calibrator;
import io.github.clipunit.calibration.ModelCalibration;
import io.github.clipunit.cassette.PictureCassette;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.generator.Reproduction;
import io.github.clipunit.generator.SeededGenerator;
import io.github.clipunit.head.AestheticHead;
import io.github.clipunit.head.TestHeads;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.judge.JudgeCalibration;
import io.github.clipunit.judge.PictureJudge;
import io.github.clipunit.junit.ClipExtension;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.onnx.Device;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.onnx.PromptOverflow;
import io.github.clipunit.pixels.Borders;
import io.github.clipunit.pixels.PictureSignals;
import io.github.clipunit.prompt.LongPrompts;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.prompt.VariantKind;
import io.github.clipunit.run.CheckListener;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.Variant;
import io.github.clipunit.sets.DuplicateSketch;
import io.github.clipunit.sets.EmbeddingMoments;
import io.github.clipunit.sets.ScoreSummary;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.lang.reflect.Proxy;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Random;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToDoubleBiFunction;
import java.util.function.ToIntFunction;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** An argument for each parameter that the method takes, and something to call each method on. */
final class GoodValues {

    private static final String PROMPT = "fifty";
    private static final ClipScorer SCORER = new CircleScorer(Map.of(PROMPT, 50, "sixty", 60, "Bad photo.", 70));
    private static final ClipImage IMAGE = picture(40);
    private static final List<ClipImage> IMAGES = List.of(IMAGE, picture(80));
    private static final Map<String, List<ClipImage>> SUITE = Map.of(PROMPT, IMAGES, "sixty", IMAGES);
    private static final SeededGenerator GENERATOR = seed -> picture((int) seed);
    private static final PictureJudge JUDGE = PictureJudge.named("judge", (image, question) -> 0.7);
    private static final Measurement MEASUREMENT = Measurement.of("CLIP score", 0.3, Relation.ABOVE, 0.2);

    private final Path folder;
    private final OnnxClipScorer pictogram;
    private final Map<Class<?>, Supplier<?>> receivers = new HashMap<>();
    private final Map<Class<?>, Supplier<?>> types = new HashMap<>();
    /** Of one parameter, by type, method and name. */
    private final Map<String, Object> single = new HashMap<>();

    GoodValues(Path folder, OnnxClipScorer pictogram) {
        this.folder = folder;
        this.pictogram = pictogram;
        receiveAssertions();
        receiveOthers();
        fillNumbers();
        fillTexts();
        fillTypes();
    }

    /** Of noise, which has detail, but for the pixel that the scorer reads. */
    private static ClipImage picture(int degrees) {
        Random random = new Random(degrees);
        BufferedImage image = new BufferedImage(40, 40, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 1600; i++) {
            image.setRGB(i % 40, i / 40, random.nextInt(1 << 24));
        }
        image.setRGB(0, 0, degrees << 16);
        return ClipImage.of(image);
    }

    /** What the method is called on; null of a static one or a constructor. */
    Object receiver(Class<?> type, Executable code) {
        if (!(code instanceof Method) || java.lang.reflect.Modifier.isStatic(code.getModifiers())) {
            return null;
        }
        return get(receivers, type, PublicApi.name(code));
    }

    /** A good argument. */
    Object argument(Executable code, Parameter parameter) {
        String method = PublicApi.name(code).replaceFirst("\\(.*", "");
        String type = method.replaceFirst("\\..*", "");
        for (String key :
                List.of(method + "." + parameter.getName(), type + "." + parameter.getName(), parameter.getName())) {
            Object value = single.get(key);
            if (value != null && fits(parameter.getType(), value)) {
                return value;
            }
        }
        return get(types, parameter.getType(), PublicApi.name(code) + ": " + parameter);
    }

    private static boolean fits(Class<?> type, Object value) {
        return type.isInstance(value)
                || (type == double.class && value instanceof Double)
                || (type == int.class && value instanceof Integer)
                || (type == long.class && value instanceof Long);
    }

    private static Object get(Map<Class<?>, Supplier<?>> table, Class<?> type, String what) {
        Supplier<?> known = table.get(type);
        if (known == null) {
            throw new AssertionError("no good value of " + type.getName() + " for " + what);
        }
        return known.get();
    }

    private <T> void receive(Class<T> type, Supplier<? extends T> receiver) {
        receivers.put(type, receiver);
    }

    private static ImageAssert image() {
        return assertThat(IMAGE).scoredBy(SCORER);
    }

    private static PromptMatchAssert match() {
        return image().matchesPrompt(PROMPT);
    }

    private static ImagesAssert images() {
        return assertThatImages(IMAGES).scoredBy(SCORER);
    }

    private static PromptedImagesAssert suite() {
        return assertThatImages(SUITE).scoredBy(SCORER);
    }

    private static SampledMatchAssert sampled() {
        return assertThatGenerator(GENERATOR).scoredBy(SCORER).matchesPrompt(PROMPT);
    }

    private void receiveAssertions() {
        receive(ImageAssert.class, GoodValues::image);
        receive(PromptMatchAssert.class, GoodValues::match);
        receive(ImagesAssert.class, GoodValues::images);
        receive(PromptedImagesAssert.class, GoodValues::suite);
        receive(SampledMatchAssert.class, GoodValues::sampled);
        receive(SampledMatchAssert.AtLeastAssert.class, () -> sampled().atLeast(0.9));
        receive(io.github.clipunit.assertj.AnswerAssert.class, () -> image().judgedBy(JUDGE)
                .answers("Is it red?"));
        receive(BalanceAssert.class, () -> images().areBalancedAcross(PROMPT, "sixty"));
        receive(ClassSpreadAssert.class, () -> images().coversLabels(PROMPT, "sixty"));
        receive(io.github.clipunit.assertj.DistributionAssert.class, () -> {
            List<ClipImage> ten =
                    IntStream.range(0, 10).mapToObj(i -> picture(10 * i)).toList();
            return assertThatImages(ten).scoredBy(SCORER).isDistributedLike(ten);
        });
        receive(io.github.clipunit.assertj.EditAssert.class, () -> image().isEditOf(IMAGES.get(1), PROMPT, "sixty"));
        receive(EmbeddingAssert.class, () -> image().embedding());
        receive(EmbeddingMomentsAssert.class, () -> assertThat(moments()));
        receive(GeneratorAssert.class, () -> assertThatGenerator(() -> IMAGE).scoredBy(SCORER));
        receive(SeededGeneratorAssert.class, () -> assertThatGenerator(GENERATOR)
                .scoredBy(SCORER));
        receive(io.github.clipunit.assertj.GoldenLikenessAssert.class, () -> image().resemblesGolden("fox"));
        receive(ImagesMatchAssert.class, () -> images().matchPrompt(PROMPT));
        receive(ImagesMatchAssert.AtLeastAssert.class, () -> images().matchPrompt(PROMPT)
                .atLeast(1));
        receive(io.github.clipunit.assertj.GoldenSetAssert.class, () -> images().matchPrompt(PROMPT)
                .pairedBySeed());
        receive(io.github.clipunit.assertj.ImageAttributeAssert.class, () -> image().hasAttribute(
                        new PromptPair("size", PROMPT, "sixty")));
        receive(io.github.clipunit.assertj.ImageSimilarityAssert.class, () -> image().isSimilarTo(IMAGES.get(1)));
        receive(io.github.clipunit.assertj.PartsMatchAssert.class, () -> match().inEveryPart());
        receive(io.github.clipunit.assertj.PromptMismatchAssert.class, () -> image().doesNotMatchPrompt(PROMPT));
        receive(io.github.clipunit.assertj.PromptPreferenceAssert.class, () -> match().ratherThan("another"));
        receive(io.github.clipunit.assertj.PromptProbabilityAssert.class, () -> match().withProbabilityAbove(0.5));
        receive(io.github.clipunit.assertj.RecognitionAssert.class, () -> suite().areRecognised());
        receive(io.github.clipunit.assertj.ReferencePicturesAssert.class, () -> image().isSimilarToAnyOf(IMAGES));
        receive(io.github.clipunit.assertj.SuiteMatchAssert.class, () -> suite().matchTheirPrompts());
        receive(io.github.clipunit.assertj.VariantMatchAssert.class, () -> suite().matchOriginalPrompt(PROMPT));
    }

    private void receiveOthers() {
        receive(Careless.class, () -> new Careless(""));
        receive(ClipModel.class, () -> ClipModel.of("mine"));
        receive(ClipScorer.class, () -> ClipScorer.of("mine", (image, prompt) -> 0.3));
        receive(CachingScorer.class, () -> CachingScorer.inMemory(SCORER));
        receive(OnnxClipScorer.class, () -> pictogram);
        receive(Embedding.class, () -> Embedding.of(1, 0));
        receive(Logits.class, () -> Logits.CLIP);
        receive(Preprocessing.class, () -> new Preprocessing("mine", 4, 4, 4));
        receive(PromptReading.class, () -> PromptReading.whole(PROMPT));
        receive(CalibrationCounts.class, GoodValues::counts);
        receive(Calibrator.class, () -> {
            Calibrator calibrator = Calibrator.of(SCORER);
            for (int i = 0; i < 40; i++) {
                calibrator.add(CircleScorer.picture(i % 2 == 0 ? 50 + i / 4 : 140 + i), PROMPT, i % 2 == 0);
            }
            return calibrator;
        });
        receive(ModelCalibration.class, () -> counts().calibrate());
        receive(Check.class, () -> Check.of(MEASUREMENT, IMAGE).passed());
        receive(Measurement.class, () -> MEASUREMENT);
        receive(GeneratorCalls.class, GeneratorCalls::once);
        receive(PictureRequest.class, () -> PictureRequest.of(PROMPT));
        receive(AestheticHead.class, this::head);
        receive(ClipImage.class, () -> IMAGE);
        receive(GeneratedPicture.class, () -> GeneratedPicture.of(IMAGE));
        receive(JudgeCalibration.class, () -> {
            JudgeCalibration judged = JudgeCalibration.of(JUDGE);
            judged.add(IMAGE, "Is it red?", true);
            judged.add(IMAGES.get(1), "Is it red?", false);
            return judged;
        });
        receive(ClipExtension.class, ClipExtension::new);
        receive(LongPrompts.class, () -> new LongPrompts(77, String::length));
        receive(PromptVariants.class, () -> PromptVariants.of(PROMPT).templates());
        receive(
                TestIdentity.class,
                () -> new TestIdentity(GoodValues.class, Optional.empty(), Optional.empty(), "GoodValues"));
        receive(DuplicateSketch.class, () -> DuplicateSketch.of(moments(), 100, 0.95));
        receive(EmbeddingMoments.class, GoodValues::moments);
        receive(ScoreSummary.class, () -> {
            ScoreSummary summary = new ScoreSummary();
            IntStream.range(0, 20).forEach(i -> summary.add(i / 100.0));
            return summary;
        });
    }

    private static CalibrationCounts counts() {
        CalibrationCounts counts = CalibrationCounts.of(SCORER.model());
        for (int i = 0; i < 40; i++) {
            counts.add((i % 2 == 0 ? 0.3 : 0.2) + i % 7 / 50.0, i % 2 == 0);
        }
        return counts;
    }

    private static List<Embedding> embeddings() {
        return IntStream.range(0, 20)
                .mapToObj(i -> Embedding.of((float) Math.cos(i / 3.0), (float) Math.sin(i / 3.0)))
                .toList();
    }

    private static EmbeddingMoments moments() {
        return EmbeddingMoments.of(embeddings());
    }

    private AestheticHead head() {
        Path file = folder.resolve("head.safetensors");
        return AestheticHead.of(Files.exists(file) ? file : TestHeads.write(file, 1, 2), "circle");
    }

    private void fillNumbers() {
        single.put("threshold", 0.2);
        single.put("low", 0.1);
        single.put("high", 0.3);
        single.put("PromptMatchAssert.withPercentScoreAbove.threshold", 28.0);
        single.put("ImagesAssert.hasDiversityAbove.threshold", 1.1);
        single.put("EmbeddingMomentsAssert.hasDiversityAbove.threshold", 1.1);
        single.put("ClassSpreadAssert.withSpreadAbove.threshold", 1.1);
        single.put("ClassSpreadAssert.withConfidenceAbove.threshold", 0.6);
        single.put("DuplicateSketch.of.threshold", 0.95);
        single.put("DuplicateSketch.of.size", 100L);
        single.put("cosine", 0.3);
        single.put("score", 0.3);
        single.put("dimension", 2);
        single.put("limit", 0.5);
        single.put("level", 0.01);
        single.put("margin", 0.1);
        single.put("tolerance", 0.1);
        single.put("spread", 0.1);
        single.put("certainty", 0.7);
        single.put("probability", 0.5);
        single.put("percentile", 50.0);
        single.put("rate", 0.01);
        single.put("share", 0.9);
        single.put("p", 0.5);
        single.put("confidence", 0.95);
        single.put("times", 2);
        single.put("count", 1);
        single.put("ImagesMatchAssert.inBatchesOf.size", 2);
        single.put("least", 1);
        single.put("attempts", 2);
        single.put("SampledMatchAssert.upTo.pictures", 16);
        single.put("number", 3);
        single.put("PictureRequest.withNumber.pictures", 3);
        single.put("scale", 100.0);
        single.put("bias", 0.0);
        single.put("amount", 0.04);
        single.put("found", 0.3);
        single.put("width", 4);
        single.put("height", 4);
        single.put("shortEdge", 4);
        single.put("seed", 42L);
        single.put("threads", 1);
        single.put("context", 77);
        single.put("image", 0);
        single.put("index", 1);
        single.put("original", 0);
        single.put("falsePositiveRates", new double[] {0.1});
    }

    private void fillTexts() {
        byte[] png = png();
        String base64 = Base64.getEncoder().encodeToString(png);
        single.put("encoded", png);
        single.put("text", PROMPT);
        single.put("ClipImage.ofBase64.text", base64);
        single.put("GeneratedPicture.ofBase64.text", base64);
        single.put("ClipImage.ofDataUri.uri", "data:image/png;base64," + base64);
        single.put("currency", "USD");
        single.put("OnnxClipScorer.model", "pictogram");
        single.put("EmbeddingMoments.ofBytes.bytes", moments().toBytes());
        single.put("EmbeddingMoments.ofJson.json", moments().toJson());
        single.put("ScoreSummary.ofBytes.bytes", new ScoreSummary().toBytes());
        single.put("ScoreSummary.ofJson.json", new ScoreSummary().toJson());
        single.put("CalibrationCounts.ofBytes.bytes", counts().toBytes());
        single.put("CalibrationCounts.ofJson.json", counts().toJson());
        single.put("promptAfter", "sixty");
        single.put("PromptPair.negative", "sixty");
        single.put("distractors", new String[] {"sixty"});
        single.put("labels", new String[] {PROMPT, "sixty"});
        single.put("GeneratedPicture.ofBase64OrUrl.base64", base64);
        single.put("templates", new String[] {"{} please"});
        single.put("contents", new PromptPair[] {new PromptPair("size", PROMPT, "sixty")});
        single.put("doesNotDepict.contents", new String[] {PROMPT});
        single.put("settings", Map.of("clipunit.threads", "1"));
        single.put("prompts", List.of(PROMPT));
        single.put("others", List.of(Embedding.of(1, 0)));
        single.put("cosines", new double[] {0.3, 0.2});
        single.put("actual", SUITE);
        single.put("ImagesAssert.actual", IMAGES);
        single.put("parts", Map.of("prompt", PROMPT));
        single.put("Check.new.images", List.of(IMAGE));
        single.put("figures", List.of());
        single.put("facts", List.of());
        single.put("rivals", List.of());
        single.put("scores", List.of(0.3));
        single.put("kinds", List.of(VariantKind.TYPO));
        single.put("wanted", List.of(0.2));
        single.put("Measurement.of.wanted", new double[] {0.2});
        single.put("leftOut", List.of("--ar 1:1"));
        single.put("parameters", List.of("--ar 1:1"));
        single.put("ModelCalibration.matchingDeciles", deciles());
        single.put("ModelCalibration.otherDeciles", deciles());
        single.put("LongPrompts.embed.encoder", (Function<List<String>, List<Embedding>>) SCORER::embedPrompts);
        single.put("AestheticHead.scores.images", List.of(Embedding.of(1, 0)));
        for (String set : List.of("first", "second", "embeddings")) {
            single.put(set, embeddings());
        }
        single.put("Path.file", folder.resolve("picture.png"));
        single.put("AestheticHead.of.file", folder.resolve("head.safetensors"));
        single.put("CalibrationFile.file", folder.resolve("calibration.json"));
        io.github.clipunit.calibration.CalibrationFile.write(folder.resolve("calibration.json"), counts().calibrate());
    }

    private static List<Double> deciles() {
        return IntStream.range(0, 11).mapToObj(i -> i / 20.0).toList();
    }

    private byte[] png() {
        try {
            Path file = folder.resolve("picture.png");
            BufferedImage image = IMAGE.toBufferedImage();
            javax.imageio.ImageIO.write(image, "png", file.toFile());
            TestHeads.write(folder.resolve("head.safetensors"), 1, 2);
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private <T> void good(Class<T> type, Supplier<?> value) {
        types.put(type, value);
    }

    private void fillTypes() {
        good(String.class, () -> PROMPT);
        good(boolean.class, () -> true);
        good(double.class, () -> 0.3);
        good(int.class, () -> 1);
        good(String[].class, () -> new String[] {PROMPT});
        good(float[].class, () -> new float[] {1, 0});
        good(double[].class, () -> new double[] {0.3});
        good(PromptPair[].class, () -> new PromptPair[] {PromptPair.QUALITY});
        good(PromptPair.class, () -> PromptPair.QUALITY);
        good(Object.class, () -> IMAGE.toBufferedImage());
        good(ClipImage.class, () -> IMAGE);
        good(BufferedImage.class, () -> IMAGE.toBufferedImage());
        good(GeneratedPicture.class, () -> GeneratedPicture.of(IMAGE));
        good(Path.class, () -> folder.resolve("picture.png"));
        good(InputStream.class, () -> new ByteArrayInputStream(png()));
        good(URI.class, () -> URI.create("https://127.0.0.1:1/fox.png"));
        good(Duration.class, () -> Duration.ofSeconds(2));
        good(List.class, () -> IMAGES);
        good(Collection.class, () -> IMAGES);
        good(Iterable.class, GoodValues::embeddings);
        good(Map.class, () -> Map.of());
        good(Stream.class, () -> Stream.of(folder.resolve("picture.png")));
        good(PictureSource.class, () -> (PictureSource<Object>) item -> IMAGE);
        good(Function.class, () -> (Function<Object, Object>) item -> PROMPT);
        good(Supplier.class, () -> (Supplier<Object>) () -> IMAGE);
        good(Predicate.class, () -> (Predicate<Object>) thrown -> false);
        good(ToIntFunction.class, () -> (ToIntFunction<String>) String::length);
        good(ToDoubleBiFunction.class, () -> (ToDoubleBiFunction<Object, Object>) (image, prompt) -> 0.3);
        good(Runnable.class, () -> (Runnable) () -> {});
        good(Optional.class, Optional::empty);
        good(OptionalInt.class, OptionalInt::empty);
        good(Class.class, () -> GoodValues.class);
        good(byte[].class, this::png);
        good(Exception.class, () -> new IllegalStateException("broken"));
        good(CheckedGolden.class, () -> null);
        good(Throwable.class, () -> new IllegalStateException("broken"));
        good(ClipModel.class, () -> SCORER.model());
        good(ClipScore.class, () -> ClipScore.of(0.3));
        good(ClipScorer.class, () -> SCORER);
        good(Logits.class, () -> Logits.CLIP);
        good(Preprocessing.class, () -> Preprocessing.of("mine"));
        good(PromptReading.Extent.class, () -> PromptReading.Extent.WHOLE);
        good(Embedding.class, () -> Embedding.of(1, 0));
        good(EmbeddingMoments.class, GoodValues::moments);
        good(ScoreSummary.class, ScoreSummary::new);
        good(SeededGenerator.class, () -> GENERATOR);
        good(GeneratorCalls.class, GeneratorCalls::once);
        good(PictureRequest.class, () -> PictureRequest.of(PROMPT));
        good(Reproduction.Level.class, () -> Reproduction.Level.SAME_PIXELS);
        good(AestheticHead.class, this::head);
        good(PictureJudge.class, () -> JUDGE);
        good(PictureJudge.Answerer.class, () -> (PictureJudge.Answerer) (image, question) -> "yes");
        good(CheckListener.class, () -> (CheckListener) (test, check) -> {});
        good(Settings.class, () -> Settings.of(Map.of()));
        good(CalibrationCounts.class, GoodValues::counts);
        good(ModelCalibration.class, () -> counts().calibrate());
        good(io.github.clipunit.calibration.Calibration.class, () -> counts().calibrate()
                .calibration());
        good(Measurement.class, () -> MEASUREMENT);
        good(Measurement.Words.class, () -> new Measurement.Words("0.3", "0.2"));
        good(Relation.class, () -> Relation.ABOVE);
        good(Explanation.class, () -> Explanation.NONE);
        good(ModelDirectory.class, EmbeddedModel::pictogram);
        good(OnnxOptions.class, OnnxOptions::defaults);
        good(Device.class, () -> Device.CPU);
        good(PromptOverflow.class, () -> PromptOverflow.FAIL);
        good(ImageLimits.class, ImageLimits::ofJvm);
        good(Borders.class, () -> PictureSignals.of(IMAGE).borders());
        good(VariantKind.class, () -> VariantKind.TYPO);
        good(Variant.class, () -> new Variant("fox", "fox"));
        good(PictureCassette.BytesGenerator.class, () -> (PictureCassette.BytesGenerator<?>) this::png);
        good(PictureCassette.BufferedImageGenerator.class, () ->
                (PictureCassette.BufferedImageGenerator<?>) IMAGE::toBufferedImage);
        good(PictureCassette.PathGenerator.class, () -> (PictureCassette.PathGenerator<?>) () -> folder);
        good(PictureCassette.ClipImageGenerator.class, () -> (PictureCassette.ClipImageGenerator<?>) () -> IMAGE);
        good(PictureCassette.PictureGenerator.class, () ->
                (PictureCassette.PictureGenerator<?>) () -> GeneratedPicture.of(IMAGE));
        good(PictureCassette.PicturesGenerator.class, () ->
                (PictureCassette.PicturesGenerator<?>) () -> List.of(GeneratedPicture.of(IMAGE)));
        good(
                HttpResponse.class,
                () -> Proxy.newProxyInstance(
                        GoodValues.class.getClassLoader(),
                        new Class<?>[] {HttpResponse.class},
                        (proxy, asked, arguments) -> asked.getName().equals("statusCode") ? (Object) 200 : null));
    }
}
