package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.github.clipunit.ClipModel;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class PictureKindTest {

    private static final int SIDE = 256;

    private static ClipImage painted(Consumer<Graphics2D> painter) {
        BufferedImage image = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setColor(Color.WHITE);
        graphics.fillRect(0, 0, SIDE, SIDE);
        painter.accept(graphics);
        graphics.dispose();
        return ClipImage.of(image);
    }

    private static Optional<PictureKind> kind(ClipImage image) {
        ByteBuffer rgb = image.rgb();
        byte[] bytes = new byte[rgb.remaining()];
        rgb.get(bytes);
        return PictureKind.of(bytes, image.width());
    }

    private static List<Path> files(String folder) throws IOException {
        try (Stream<Path> files = Files.list(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".png"))
                    .sorted()
                    .toList();
        }
    }

    static List<Path> drawings() throws IOException {
        return Stream.concat(files("src/test/resources/pictures").stream(), files("src/test/resources/pinned").stream())
                .toList();
    }

    @ParameterizedTest
    @MethodSource("drawings")
    void should_have_nothing_to_say_of_drawings_of_the_kind_that_pictogram_knows(Path file) {
        assertThat(kind(ClipImage.of(file))).isEmpty();
    }

    @Test
    void should_tell_gradients() {
        assertThat(kind(painted(g -> {
                    g.setPaint(new GradientPaint(0, 0, Color.RED, SIDE, SIDE, Color.BLUE));
                    g.fillRect(0, 0, SIDE, SIDE);
                })))
                .contains(PictureKind.GRADIENT);
        assertThat(kind(painted(g -> {
                    g.setPaint(new RadialGradientPaint(
                            128, 128, 200, new float[] {0, 1}, new Color[] {Color.YELLOW, Color.BLACK}));
                    g.fillRect(0, 0, SIDE, SIDE);
                })))
                .contains(PictureKind.GRADIENT);
        assertThat(kind(painted(g -> {}))).isEmpty();
    }

    @Test
    void should_tell_pages_of_text() {
        Random random = new Random(5);
        assertThat(kind(painted(g -> {
                    g.setColor(Color.BLACK);
                    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 12));
                    for (int y = 14; y < SIDE; y += 16) {
                        StringBuilder line = new StringBuilder();
                        random.ints(44, 'a', 'z' + 1).forEach(letter -> line.appendCodePoint(letter));
                        g.drawString(line.toString(), 4, y);
                    }
                })))
                .contains(PictureKind.TEXT);
    }

    @Test
    void should_tell_what_has_as_many_colours_as_a_photograph() {
        Random random = new Random(7);
        assertThat(kind(painted(g -> {
                    for (int i = 0; i < 4000; i++) { // blots of all colours and sizes, each a little transparent
                        g.setColor(new Color(random.nextInt(256), random.nextInt(256), random.nextInt(256), 120));
                        g.fillOval(random.nextInt(SIDE) - 10, random.nextInt(SIDE) - 10, 20, 20);
                    }
                })))
                .contains(PictureKind.PHOTOGRAPH);
    }

    @Test
    void should_tell_most_pictures_of_diffusion_models() throws IOException {
        String generated = "../shared/cases/generated";
        assumeTrue(Files.isDirectory(Path.of(generated)), "no pictures at " + generated);
        List<Path> files = files(generated);
        long told = files.stream()
                .filter(file -> kind(ClipImage.of(file)).isPresent())
                .count();
        assertThat((double) told / files.size()).isGreaterThan(0.8);
    }

    @Test
    void should_hint_for_the_embedded_model_alone() {
        ClipImage gradient = painted(g -> {
            g.setPaint(new GradientPaint(0, 0, Color.RED, SIDE, SIDE, Color.BLUE));
            g.fillRect(0, 0, SIDE, SIDE);
        });
        try (OnnxClipScorer pictogram = OnnxClipScorer.load(EmbeddedModel.pictogram(), OnnxOptions.defaults())) {
            String hint =
                    "this looks like a bare gradient, and pictogram has only learned pictograms and coloured shapes,"
                            + " so its scores mean little here: set clipunit.model to a model for photographs, such as"
                            + " openai/clip-vit-base-patch32";
            assertThat(PictureHints.outOfDepth(gradient, pictogram.model())).contains(hint);
            assertThat(PictureHints.of(gradient, pictogram.model())).containsExactly(hint);
        }
        assertThat(PictureHints.outOfDepth(gradient, ClipModel.of("pictogram"))).isEmpty();
    }
}
