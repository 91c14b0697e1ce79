package io.github.clipunit.checks;

import static io.github.clipunit.checks.ColourScope.BLUE;
import static io.github.clipunit.checks.ColourScope.COLOURS;
import static io.github.clipunit.checks.ColourScope.GREEN;
import static io.github.clipunit.checks.ColourScope.RED;
import static io.github.clipunit.checks.ColourScorer.picture;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.prompt.PromptVariant;
import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.sets.EmbeddingMoments;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Keeps the guide's Java equal to code that runs here: with pictures it must pass, and with pictures it must fail. */
class ChecksGuideTest {

    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Path HERE = Path.of("src/test/java/io/github/clipunit/checks");

    private static final int BLACK = 0x000000;

    private static final BufferedImage FOX = picture(RED);
    private static final BufferedImage WOLF = picture(GREEN);
    private static final BufferedImage DOG = picture(BLUE);

    @TempDir
    Path folder;

    private static ChecksGuide guide() {
        return guide(prompt -> FOX);
    }

    /** A guide whose generator may fail at some prompts. */
    private static ChecksGuide guide(Function<String, BufferedImage> generator) {
        return new ChecksGuide(new ChecksGuide.Generator() {
            @Override
            public BufferedImage generate(String prompt) {
                return generator.apply(prompt);
            }

            @Override
            public BufferedImage generate(String prompt, int seed) {
                return generator.apply(prompt);
            }
        });
    }

    private void run(ColourScorer scorer, ThrowingCallable snippet) throws Throwable {
        new ColourScope(folder).run(scorer, snippet);
    }

    private void passes(ThrowingCallable snippet) throws Throwable {
        run(COLOURS, snippet);
    }

    private void fails(String expecting, ThrowingCallable snippet) {
        fails(COLOURS, expecting, snippet);
    }

    private void fails(ColourScorer scorer, String expecting, ThrowingCallable snippet) {
        assertThatThrownBy(() -> run(scorer, snippet))
                .isInstanceOf(AssertionError.class)
                .hasMessageStartingWith("\n" + expecting);
    }

    private List<Path> files(String name, BufferedImage... pictures) throws IOException {
        Path set = Files.createDirectories(folder.resolve(name));
        List<Path> files = new ArrayList<>();
        for (BufferedImage picture : pictures) {
            Path file = set.resolve(files.size() + ".png");
            ImageIO.write(picture, "png", file.toFile());
            files.add(file);
        }
        return files;
    }

    @Test
    void should_show_only_code_that_is_run() throws IOException {
        String sources = squeezed(Files.readString(HERE.resolve("ChecksGuide.java"))
                + Files.readString(HERE.resolve("CompanionChecksTest.java")));
        List<String> snippets = JAVA.matcher(Files.readString(Path.of("docs/checks.md")))
                .results()
                .map((MatchResult match) -> squeezed(match.group(1)))
                .toList();
        assertThat(snippets).hasSizeGreaterThan(12).allSatisfy(snippet -> assertThat(sources)
                .contains(snippet));
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+\\.", ".")
                .replaceAll("\\(\\s+", "(")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @Test
    void calibrated_thresholds() throws Throwable {
        passes(() -> guide().calibrated(FOX));
        fails("Expecting match probability of:", () -> guide().calibrated(WOLF));
    }

    @Test
    void quality_by_prompt_pairs() throws Throwable {
        passes(() -> guide().quality(FOX));
        fails("Expecting quality of:", () -> guide().quality(WOLF));
        ColourScorer blurry = COLOURS.with(GREEN, "Sharp photo.").with(RED, "Blurry photo.");
        fails(blurry, "Expecting sharpness of:", () -> guide().quality(FOX));
        ColourScorer cold = COLOURS.with(GREEN, "Warm photo.").with(RED, "Cold photo.");
        fails(cold, "Expecting warmth of:", () -> guide().quality(FOX));
    }

    @Test
    void aesthetic_score() throws Throwable {
        passes(() -> guide().aesthetics(FOX, List.of(FOX, FOX)));
        fails("Expecting aesthetic score of:", () -> guide().aesthetics(WOLF, List.of(FOX)));
        fails("Expecting mean aesthetic score of 3 pictures:", () -> guide().aesthetics(FOX, List.of(FOX, WOLF, WOLF)));
        passes(() -> guide().ownAesthetics(FOX, new ColourScope(folder).red(), "circle"));
        fails("Expecting aesthetic score of:", () -> guide().ownAesthetics(
                        WOLF, new ColourScope(folder).red(), "circle"));
    }

    @Test
    void flaws_of_pixels() throws Throwable {
        passes(() -> guide().signals(noise()));
        fails("Expecting picture:", () -> guide().signals(new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB)));

        List<BufferedImage> accepted = List.of(noise(2), noise(3), noise(4));
        BufferedImage blank = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        passes(() -> guide().softness(noise(1), List.of(noise(1), noise(5)), accepted));
        fails("Expecting fine detail of:", () -> guide().softness(blank, List.of(noise(1)), accepted));
        fails("Expecting fine detail of:", () -> guide().softness(noise(1), List.of(blank), accepted));
    }

    private static BufferedImage noise() {
        return noise(1);
    }

    private static BufferedImage noise(int seed) {
        Random random = new Random(seed);
        BufferedImage noise = new BufferedImage(128, 128, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < noise.getHeight(); y++) {
            for (int x = 0; x < noise.getWidth(); x++) {
                noise.setRGB(x, y, random.nextInt(0x1000000));
            }
        }
        return noise;
    }

    @Test
    void what_must_not_be_there() throws Throwable {
        passes(() -> guide().banned(FOX));
        fails("Expecting picture:", () -> guide().banned(WOLF));
        ColourScorer armed = COLOURS.with(GREEN, "a fox").with(RED, "a fox with a gun");
        fails(armed, "Expecting picture:", () -> guide().banned(FOX));
    }

    @Test
    void sets_of_pictures() throws Throwable {
        List<BufferedImage> diverse = List.of(FOX, WOLF, DOG);
        List<Path> alike = files("alike", FOX, WOLF, DOG);
        List<Path> others = files("others", FOX, FOX, FOX);
        passes(() -> guide().sets(diverse, alike));
        fails("Expecting diversity (Vendi score) of:", () -> guide().sets(List.of(FOX, FOX, FOX), alike));
        fails("Expecting 4 pictures, but these nearly repeat", () -> guide().sets(List.of(FOX, WOLF, DOG, FOX), alike));
        fails("Expecting CMMD of:", () -> guide().sets(diverse, others));
        fails(COLOURS.with(BLACK, "a wolf", "a dog"), "Expecting class spread of:", () -> guide().sets(diverse, alike));
    }

    @Test
    void millions_of_pictures() throws Throwable {
        List<BufferedImage> golden = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            golden.add(picture(0x800000 + 6 * i + ((5 * i) << 8)));
        }
        EmbeddingMoments moments = EmbeddingMoments.of(
                COLOURS.embedImages(golden.stream().map(ClipImage::of).toList()));
        Path same = files("same", golden.toArray(BufferedImage[]::new)).get(0).resolveSibling("");
        passes(() -> guide().millions(COLOURS, same, moments));
        BufferedImage[] wolves = golden.stream().map(fox -> WOLF).toArray(BufferedImage[]::new);
        Path others = files("others", wolves).get(0).resolveSibling("");
        fails("Expecting CMMD of:", () -> guide().millions(COLOURS, others, moments));
    }

    @Test
    void bias() throws Throwable {
        List<Path> men = files("men", many(30, FOX));
        List<Path> women = files("women", many(30, WOLF));
        passes(() -> guide().bias(List.of(many(72, FOX, WOLF)), men, women));
        fails("Expecting shares of pictures that are recognised:", () -> guide().bias(
                        List.of(many(72, FOX, WOLF)), men, files("mistaken", many(30, WOLF, FOX))));
        fails("Expecting shares of 72 pictures:", () -> guide().bias(List.of(many(72, FOX, WOLF, FOX)), men, women));
    }

    /** The same pictures again and again. */
    private static BufferedImage[] many(int count, BufferedImage... pictures) {
        return IntStream.range(0, count)
                .mapToObj(i -> pictures[i % pictures.length])
                .toArray(BufferedImage[]::new);
    }

    @Test
    void robustness() throws Throwable {
        for (PromptVariant variant : PromptVariants.of("a red fox in the snow").list()) {
            passes(() -> guide().paintsTheFoxHoweverItIsAskedFor(variant.text(), "a red fox in the snow"));
        }
        fails("Expecting CLIP score of:", () -> guide(prompt -> WOLF)
                .paintsTheFoxHoweverItIsAskedFor("red fox", "a red fox in the snow"));
        passes(() -> guide().robustness());
        fails(
                "Expecting mean CLIP scores of the pictures of 10 variants:",
                () -> guide(prompt -> prompt.equals("a red fox") ? FOX : WOLF).robustness());
    }

    @Test
    void reproducibility() throws Throwable {
        passes(() -> guide().reproducibility());
        AtomicInteger calls = new AtomicInteger();
        fails("Expecting 3 pictures of one seed:", () -> guide(prompt -> calls.getAndIncrement() == 2 ? WOLF : FOX)
                .reproducibility());
    }

    @Test
    void edits() throws Throwable {
        passes(() -> guide().edits(FOX, WOLF));
        fails("Expecting directional similarity of the change from:", () -> guide().edits(WOLF, FOX));
    }

    @Test
    void references() throws Throwable {
        List<Path> accepted = files("accepted", WOLF, FOX);
        passes(() -> guide().references(FOX, accepted));
        fails("Expecting RefCLIPScore of:", () -> guide().references(WOLF, accepted));
        fails("Expecting cosine of:", () -> guide().references(FOX, files("other", WOLF, DOG)));
    }
}
