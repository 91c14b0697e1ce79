package io.github.clipunit.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvaluationTest {

    @TempDir
    Path folder;

    /** Agresti and Coull (1998) and Brown, Cai and DasGupta (2001) tabulate Wilson's interval: 0 of 10, 15 of 20. */
    @Test
    void should_give_wilson_s_interval() {
        assertThat(new Proportion(0, 10).low()).isEqualTo(0, within(1e-9));
        assertThat(new Proportion(0, 10).high()).isEqualTo(0.2775, within(1e-4));
        assertThat(new Proportion(15, 20).low()).isEqualTo(0.5313, within(1e-4));
        assertThat(new Proportion(15, 20).high()).isEqualTo(0.8881, within(1e-4));
    }

    @Test
    void should_find_the_area_that_comparing_every_pair_finds() {
        Random random = new Random(7);
        List<Double> positive = random.ints(300, 5, 40).mapToObj(i -> i / 10.0).toList();
        List<Double> negative = random.ints(200, 0, 30).mapToObj(i -> i / 10.0).toList();
        double wins = 0;
        for (double p : positive) {
            for (double n : negative) {
                wins += p > n ? 1 : p == n ? 0.5 : 0;
            }
        }
        assertThat(MeasuredArea.of(positive, negative).area()).isEqualTo(wins / (300 * 200), within(1e-12));
    }

    /** The example of Hanley and McNeil (1982): 58 normal and 51 abnormal pictures, area 0.893, standard error 0.032. */
    @Test
    void should_give_hanley_and_mcneil_s_error() {
        int[] normal = {33, 6, 6, 11, 2};
        int[] abnormal = {3, 2, 2, 11, 33};
        MeasuredArea found = MeasuredArea.of(ratings(abnormal), ratings(normal));
        assertThat(found.area()).isEqualTo(0.893, within(5e-4));
        assertThat(found.error()).isEqualTo(0.032, within(1e-3));
    }

    private static List<Double> ratings(int... counts) {
        return java.util.stream.IntStream.range(0, counts.length)
                .boxed()
                .flatMap(rating -> java.util.Collections.nCopies(counts[rating], (double) rating).stream())
                .toList();
    }

    /** Pictures and prompts are colours, and the cosine is that of the two in RGB. */
    @Test
    void should_judge_pairs_and_names_as_the_readme_says() throws IOException {
        paint("red.png", Color.RED);
        paint("teal.png", new Color(0, 128, 100));
        Files.writeString(folder.resolve("names.json"), "[\"#ff0000\", \"#00ff00\", \"#0000ff\", \"#00ff80\"]");
        Files.writeString(folder.resolve("cases.jsonl"), """
                {"task": "colour", "image": "red.png", "captions": ["#00ff00", "#ff2000"], "right": 1}
                {"task": "colour", "image": "red.png", "captions": ["#00ff00", "#0000ff"], "right": 1}
                {"task": "random", "image": "red.png", "captions": ["#ff0000", "#0000ff"], "right": 0}
                {"task": "random", "image": "teal.png", "captions": ["#00ff00", "#0000ff"], "right": 0}
                {"task": "name-noto", "image": "red.png", "name": "#ff0000", "query": "#ff0000", "accept": ["#ff0000"]}
                {"task": "name-noto", "image": "teal.png", "name": "#0000ff", "query": "#0000ff", "accept": ["#0000ff"]}
                {"task": "typo", "image": "teal.png", "name": "#0000ff", "query": "#00fe0f", "accept": ["#00fe0f", "#0000ff", "#00ff80"]}
                """);
        Cases cases = Cases.read(folder);
        String table = Table.of(Verdicts.of(cases, new Embedded(cases, new ColourScorer())));
        assertThat(table).isEqualTo("""
                | task | cases | measured | 95 % interval | at least | |
                | --- | --: | --: | --- | --: | --- |
                | right name among all emoji names, trained styles (Noto, Twemoji, Fluent): top-1 | 2 | 50.0 % | 9.5 to 90.5 % | 90 % | **missed** |
                | - top-5 | 2 | 100.0 % | 34.2 to 100.0 % | 98 % | reached |
                | - Noto: top-1 | 2 | 50.0 % | 9.5 to 90.5 % | 90 % | **missed** |
                | - Noto: top-5 | 2 | 100.0 % | 34.2 to 100.0 % | 98 % | reached |
                | two captions differing only in colour | 2 | 50.0 % | 9.5 to 90.5 % | 97 % | **missed** |
                | synonym, plural, typo or capitals instead of the name: top-5 | 1 | 100.0 % | 20.7 to 100.0 % | 80 % | reached |
                | - typo | 1 | 100.0 % | 20.7 to 100.0 % | 80 % | reached |
                | matching against random pairs, area under the ROC curve | 2 + 2 | 1.0000 | 1.0000 to 1.0000 | 0.995 | reached |
                | matching captions above 0.28 | 2 | 100.0 % | 34.2 to 100.0 % |  |  |
                | random captions below 0.28 | 2 | 50.0 % | 9.5 to 90.5 % |  |  |""");
    }

    private void paint(String file, Color colour) throws IOException {
        BufferedImage picture = new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, colour.getRGB());
        ImageIO.write(picture, "png", folder.resolve(file).toFile());
    }

    @Test
    void should_say_how_to_get_the_cases_where_there_are_none() {
        assertThatThrownBy(() -> Cases.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("[" + folder.resolve("cases.jsonl")
                        + "] is missing: paint the cases with training/evaluate.py cases --cache CACHE --out DIR, and"
                        + " name DIR by -Dclipunit.evaluation.cases=DIR");
    }

    @Test
    void should_name_the_line_that_cannot_be_read() throws IOException {
        Files.writeString(folder.resolve("names.json"), "[]");
        Files.writeString(folder.resolve("cases.jsonl"), "{\"task\": \"a\", \"captions\": []}\nnothing\n");
        assertThatThrownBy(() -> Cases.read(folder))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("[" + folder.resolve("cases.jsonl") + "] cannot be read at line 2: ");
    }

    private static final class ColourScorer implements ClipScorer {

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return images.stream()
                    .map(image -> colour(new Color(image.toBufferedImage().getRGB(0, 0))))
                    .toList();
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return prompts.stream().map(prompt -> colour(Color.decode(prompt))).toList();
        }

        private static Embedding colour(Color colour) {
            return Embedding.of(colour.getRed(), colour.getGreen(), colour.getBlue());
        }

        @Override
        public void close() {}
    }
}
