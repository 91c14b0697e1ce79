package io.github.clipunit.assertj;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static io.github.clipunit.assertj.ClipAssertions.assertThatImages;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.Logits;
import io.github.clipunit.Preprocessing;
import io.github.clipunit.PromptReading;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartsMatchAssertTest {

    private static final ClipImage IMAGE = ClipImage.of(new BufferedImage(4, 3, BufferedImage.TYPE_INT_RGB));
    private static final String SHA = IMAGE.sha256().substring(0, 8);

    private static final String FOX = "A red fox sits in snow. Balloons fly high above. Shot on 35mm film.";

    @TempDir
    Path goldens;

    private final List<Check> checks = new ArrayList<>();

    /** Reads ten words; a prompt has the cosine that the table gives it, or 0.1, with every picture. */
    private record Table(Map<String, Double> cosines, boolean isCutting) implements ClipScorer {

        @Override
        public List<Embedding> embedImages(List<ClipImage> images) {
            return images.stream().map(image -> Embedding.of(1, 0)).toList();
        }

        @Override
        public List<Embedding> embedPrompts(List<String> prompts) {
            return prompts.stream().map(this::embedding).toList();
        }

        private Embedding embedding(String prompt) {
            if (!isCutting && countTokens(prompt).getAsInt() > 12) {
                throw new IllegalArgumentException("too long: " + prompt);
            }
            double cosine = cosines.getOrDefault(prompt, 0.1);
            return Embedding.of((float) cosine, (float) Math.sqrt(1 - cosine * cosine));
        }

        @Override
        public ClipModel model() {
            return ClipModel.of(
                    "table",
                    new Preprocessing("1", 4, 4, 4),
                    () -> Logits.CLIP,
                    OptionalInt.of(12),
                    () -> new TreeMap<>(Map.of("words.txt", "00")));
        }

        @Override
        public PromptReading readingOf(String prompt) {
            return isCutting && countTokens(prompt).getAsInt() > 12
                    ? new PromptReading(prompt, List.of(), PromptReading.Extent.TRUNCATED)
                    : PromptReading.whole(prompt);
        }

        @Override
        public OptionalInt countTokens(String prompt) {
            return OptionalInt.of(prompt.isBlank() ? 2 : prompt.strip().split("\\s+").length + 2);
        }

        @Override
        public void close() {}
    }

    private static ClipScorer scorer() {
        return new Table(
                Map.of("A red fox sits in snow.", 0.29, "Balloons fly high above.", 0.24, "Shot on 35mm film.", 0.17),
                false);
    }

    private void play(ClipScorer scorer, Map<String, String> settings, Runnable test) {
        Map<String, String> all = new HashMap<>(settings);
        all.putIfAbsent("clipunit.explain", "off");
        all.put("clipunit.golden.dir", goldens.toString());
        TestIdentity identity =
                new TestIdentity(PartsMatchAssertTest.class, Optional.empty(), Optional.empty(), "[test:played]");
        try (TestScope scope = TestScope.open(scorer, Settings.of(all), identity, checks::add)) {
            test.run();
            scope.end(true);
            assertThat(scope.unfinished()).isEmpty();
        }
    }

    private void play(Runnable test) {
        play(scorer(), Map.of(), test);
    }

    @Test
    void should_name_the_parts_the_weakest_first_where_one_of_every_part_is_too_low() {
        play(() -> assertThat(IMAGE).matchesPrompt(FOX).inEveryPart().withClipScoreAbove(0.16));
        assertThatThrownBy(() -> play(
                        () -> assertThat(IMAGE).matchesPrompt(FOX).inEveryPart().withClipScoreAbove(0.25)))
                .isInstanceOf(AssertionError.class)
                .hasMessage("""

                        Expecting CLIP score of:
                          4 x 3 pixels, sha256 %s
                        in every part of prompt:
                          "A red fox sits in snow. Balloons fly high above. Shot on 35mm film." (16 of 12 tokens)
                        with these CLIP scores of its parts, weakest first:
                          0.1700  "Shot on 35mm film." (about style)
                          0.2400  "Balloons fly high above."
                          0.2900  "A red fox sits in snow."
                        by model:
                          table
                        to be above: 0.2500
                        but was:     0.1700 (0.0800 too low); 2 of 3 parts too low""".formatted(SHA));
    }

    @Test
    void should_ask_for_some_parts_only() {
        play(() -> assertThat(IMAGE).matchesPrompt(FOX).inParts(2).withClipScoreAbove(0.23));
        play(() -> assertThat(IMAGE).matchesPrompt(FOX).inParts(1).withClipScoreAtLeast(0.28));
        assertThatThrownBy(() -> play(
                        () -> assertThat(IMAGE).matchesPrompt(FOX).inParts(2).withClipScoreAbove(0.25)))
                .hasMessageContaining("in at least 2 of 3 parts of prompt:")
                .hasMessageEndingWith(
                        "to be above: 0.2500\nbut was:     0.2400 (0.0100 too low); 2 of 3 parts too low");
    }

    @Test
    void should_leave_parts_about_style_out_and_say_where_that_helps() {
        play(() -> assertThat(IMAGE)
                .matchesPrompt(FOX)
                .inEveryPart()
                .ignoringStyle()
                .withClipScoreAbove(0.23));
        assertThatThrownBy(() -> play(
                        () -> assertThat(IMAGE).matchesPrompt(FOX).inEveryPart().withClipScoreAbove(0.2)))
                .hasMessageEndingWith("but was:     0.1700 (0.0300 too low); 1 of 3 parts too low\n"
                        + "all of them are about style: leave them out with ignoringStyle()");
    }

    @Test
    void should_say_which_parts_were_left_out() {
        assertThatThrownBy(() -> play(() -> assertThat(IMAGE)
                        .matchesPrompt(FOX)
                        .inEveryPart()
                        .ignoringStyle()
                        .withClipScoreAbove(0.25)))
                .hasMessage("""

                        Expecting CLIP score of:
                          4 x 3 pixels, sha256 %s
                        in every part of prompt:
                          "A red fox sits in snow. Balloons fly high above. Shot on 35mm film." (16 of 12 tokens)
                        with these CLIP scores of its parts, weakest first:
                          0.2400  "Balloons fly high above."
                          0.2900  "A red fox sits in snow."
                        without its parts about style:
                          "Shot on 35mm film."
                        by model:
                          table
                        to be above: 0.2500
                        but was:     0.2400 (0.0100 too low); 1 of 2 parts too low""".formatted(SHA));
        assertThat(checks.get(0).facts())
                .containsExactly(
                        new NamedText("weakest part", "Balloons fly high above."),
                        new NamedText("parts about style, left out", "\"Shot on 35mm film.\""));
    }

    /** What looks like a parameter once a prompt was read is text. */
    @Test
    void should_read_a_prompt_once() {
        ClipScorer scorer = new Table(Map.of("A fox.", 0.3, "Steps (fox:1.3).", 0.28), false);
        play(scorer, Map.of(), () -> assertThat(IMAGE)
                .matchesPrompt("A fox. Steps \\(fox:1.3\\).")
                .inEveryPart()
                .withClipScoreAbove(0.25));
    }

    @Test
    void should_refuse_more_parts_than_there_are_and_style_alone() {
        assertThatThrownBy(() -> play(() -> {
                    var unused = assertThat(IMAGE).matchesPrompt(FOX).inParts(4);
                }))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("parts [4] must be from 1 to the 3 parts of the prompt: \"A red fox sits in snow.\","
                        + " \"Balloons fly high above.\", \"Shot on 35mm film.\"");
        assertThatThrownBy(() -> play(() -> {
                    var unused = assertThat(IMAGE).matchesPrompt(FOX).inParts(3).ignoringStyle();
                }))
                .hasMessage("parts [3] must be from 1 to the 2 parts about content of the prompt:"
                        + " \"A red fox sits in snow.\", \"Balloons fly high above.\"");
        assertThatThrownBy(() -> play(() -> {
                    var unused = assertThat(IMAGE)
                            .matchesPrompt("8k, bokeh, sharp focus")
                            .inEveryPart()
                            .ignoringStyle();
                }))
                .hasMessage("prompt \"8k, bokeh, sharp focus\" has only parts about style: remove ignoringStyle()");
    }

    @Test
    void should_never_pass_with_nan() {
        ClipScorer broken = ClipScorer.of("broken", (image, prompt) -> prompt.contains("snow") ? Double.NaN : 0.9);
        assertThatThrownBy(() -> play(
                        broken,
                        Map.of(),
                        () -> assertThat(IMAGE).matchesPrompt(FOX).inParts(1).withClipScoreAbove(0)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("but was:     NaN (not a number: the model is broken)");
    }

    @Test
    void should_tell_reports_of_every_part() {
        play(() -> assertThat(IMAGE).matchesPrompt(FOX).inEveryPart().withClipScoreAbove(0.16));
        Check check = checks.get(0);
        assertThat(check.name()).isEqualTo("CLIP score in every part above");
        assertThat(check.prompt()).isEqualTo(FOX);
        assertThat(check.facts())
                .containsExactly(
                        new NamedText("weakest part", "Shot on 35mm film."),
                        new NamedText("about style", "\"Shot on 35mm film.\""));
        assertThat(check.figures())
                .extracting(NamedNumber::name, NamedNumber::of)
                .containsExactly(
                        tuple("part", "Shot on 35mm film. (about style)"),
                        tuple("part", "Balloons fly high above."),
                        tuple("part", "A red fox sits in snow."));
    }

    /** Of sentences with 6, 4 and 4 words, 6 and 8 is the even division into two that fit ten. */
    @Test
    void should_score_the_direction_of_the_mean_of_the_pieces() {
        Map<String, Double> cosines =
                Map.of("A red fox sits in snow.", 0.3, "Balloons fly high above. Shot on 35mm film.", 0.2);
        double x = 6 * 0.3 + 8 * 0.2;
        double y = 6 * Math.sqrt(1 - 0.09) + 8 * Math.sqrt(1 - 0.04);
        double expected = x / Math.hypot(x, y);
        play(
                new Table(cosines, false),
                Map.of(),
                () -> assertThat(IMAGE).matchesPrompt(FOX).inPartsTogether().withClipScoreAbove(0.2));
        assertThat(checks.get(0).score()).isCloseTo(expected, within(1e-6));
        assertThat(checks.get(0).facts()).containsExactly(new NamedText("prompt read", "in parts together"));
    }

    @Test
    void should_name_the_weakest_part_where_parts_together_are_too_low() {
        Map<String, Double> cosines = new HashMap<>(((Table) scorer()).cosines());
        cosines.put("Balloons fly high above. Shot on 35mm film.", 0.2);
        assertThatThrownBy(() -> play(new Table(cosines, false), Map.of(), () -> assertThat(IMAGE)
                        .matchesPrompt(FOX)
                        .inPartsTogether()
                        .withClipScoreAbove(0.5)))
                .hasMessage("""

                        Expecting CLIP score of:
                          4 x 3 pixels, sha256 %s
                        for prompt:
                          "A red fox sits in snow. Balloons fly high above. Shot on 35mm film." (16 of 12 tokens, in parts together)
                        with these CLIP scores of its parts, weakest first:
                          0.1700  "Shot on 35mm film." (about style)
                          0.2400  "Balloons fly high above."
                          0.2900  "A red fox sits in snow."
                        by model:
                          table
                        to be above: 0.5000
                        but was:     0.2388 (0.2612 too low)""".formatted(SHA));
        assertThat(checks.get(0).facts())
                .containsExactly(
                        new NamedText("weakest part", "Shot on 35mm film."),
                        new NamedText("about style", "\"Shot on 35mm film.\""),
                        new NamedText("prompt read", "in parts together"));
    }

    @Test
    void should_warn_of_a_prompt_that_is_truncated_but_not_of_its_parts() {
        ClipScorer cutting = new Table(Map.of("A red fox sits in snow.", 0.29), true);
        List<String> warnings = new ArrayList<>();
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord record) {
                warnings.add(record.getLevel() + " " + record.getMessage());
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        Logger logger = Logger.getLogger("io.github.clipunit.assertj.ClipAbstractAssert");
        logger.addHandler(handler);
        try {
            play(cutting, Map.of(), () -> assertThat(IMAGE).matchesPrompt(FOX).withClipScoreAbove(0));
            play(
                    cutting,
                    Map.of(),
                    () -> assertThat(IMAGE).matchesPrompt(FOX).inParts(1).withClipScoreAbove(0.2));
        } finally {
            logger.removeHandler(handler);
        }
        assertThat(warnings)
                .containsExactly("WARNING clipunit: prompt \"" + FOX
                        + "\" (16 of 12 tokens, truncated: the end is ignored): the score does not cover the end");
        assertThat(checks.get(0).facts())
                .containsExactly(new NamedText("prompt read", "truncated: the end is ignored"));
    }

    @Test
    void should_score_a_short_prompt_as_it_is_in_parts_together() {
        Map<String, Double> cosines = Map.of("A fox. A wolf.", 0.3, "A fox.", 0.9, "A wolf.", 0.9);
        play(new Table(cosines, false), Map.of(), () -> assertThat(IMAGE)
                .matchesPrompt("A fox. A wolf.")
                .inPartsTogether()
                .withClipScoreBetween(0.2999, 0.3001));
    }

    @Test
    void should_refuse_a_golden_of_another_reading() {
        play(() -> assertThat(IMAGE).matchesPrompt(FOX).inPartsTogether().hasNotRegressedFrom("fox"));
        play(() -> assertThat(IMAGE).matchesPrompt(FOX).inPartsTogether().hasNotRegressedFrom("fox"));
        ClipScorer cutting = new Table(Map.of(), true);
        assertThatThrownBy(() -> play(cutting, Map.of(), () -> assertThat(IMAGE)
                        .matchesPrompt(FOX)
                        .hasNotRegressedFrom("fox")))
                .isInstanceOf(GoldenMismatchException.class)
                .hasMessageContaining(
                        "] read prompt \"A red fox sits in snow. Balloons fly high above. Shot on 35mm film.\""
                                + " differently, so its scores cannot be compared\n  recorded: parts\n  actual:   truncated\n");
    }

    @Test
    void should_leave_parameters_out_name_them_and_remember_that() throws IOException {
        ClipScorer fox = new Table(Map.of("a red fox", 0.3, "a red fox --ar 16:9", 0.2), false);
        Map<String, String> keep = Map.of("clipunit.prompt.parameters", "keep");
        Runnable test =
                () -> assertThat(IMAGE).matchesPrompt("a red fox --ar 16:9").withClipScoreAbove(0.35);
        assertThatThrownBy(() -> play(fox, Map.of(), test)).hasMessage("""

                        Expecting CLIP score of:
                          4 x 3 pixels, sha256 %s
                        for prompt:
                          "a red fox --ar 16:9" (5 of 12 tokens; left out: --ar 16:9)
                        by model:
                          table
                        to be above: 0.3500
                        but was:     0.3000 (0.0500 too low)""".formatted(SHA));
        assertThat(checks.get(0).facts()).containsExactly(new NamedText("left out of the prompt", "--ar 16:9"));
        assertThatThrownBy(() -> play(fox, keep, test))
                .hasMessageContaining("  \"a red fox --ar 16:9\" (7 of 12 tokens)\n")
                .hasMessageEndingWith("but was:     0.2000 (0.1500 too low)");

        Runnable golden =
                () -> assertThat(IMAGE).matchesPrompt("a red fox --ar 16:9").hasNotRegressedFrom("fox");
        play(fox, Map.of(), golden);
        try (Stream<Path> files = Files.walk(goldens)) {
            Path file = files.filter(path -> path.toString().endsWith("fox.json"))
                    .findFirst()
                    .orElseThrow();
            assertThat(Files.readString(file)).contains("\"reading\": \"without parameters\"");
        }
        assertThatThrownBy(() -> play(fox, keep, golden))
                .isInstanceOf(GoldenMismatchException.class)
                .hasMessageContaining("  recorded: without parameters\n  actual:   as it is\n");
    }

    @Test
    void should_leave_parameters_out_of_all_prompts_of_a_test() {
        ClipScorer fox =
                new Table(Map.of("a red fox", 0.3, "a wolf", 0.2, "a red fox --v 6", 0.0, "(a wolf:1.5)", 0.9), false);
        play(fox, Map.of(), () -> {
            assertThat(IMAGE)
                    .matchesPrompt("a red fox --v 6")
                    .ratherThan("(a wolf:1.5)")
                    .byAtLeast(0.09);
            assertThatImages(List.of(IMAGE)).matchPrompt("a red fox --v 6").withMeanClipScoreAbove(0.29);
            assertThatImages(Map.of("a red fox --v 6", List.of(IMAGE)))
                    .matchTheirPrompts()
                    .haveNotRegressedFrom("suite");
        });
    }
}
