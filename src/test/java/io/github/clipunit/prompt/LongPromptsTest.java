package io.github.clipunit.prompt;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import io.github.clipunit.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LongPromptsTest {

    /** A word is a token, and two more are start and end. */
    private static final LongPrompts WORDS = words(77);

    private static LongPrompts words(int context) {
        return new LongPrompts(
                context, text -> text.isBlank() ? 2 : text.strip().split("\\s+").length + 2);
    }

    private static List<String> statements(LongPrompts prompts, String prompt) {
        return prompts.statements(prompt).stream().map(PromptStatement::text).toList();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            A red fox sits. It sleeps!  Is it snowing?            | A red fox sits. / It sleeps! / Is it snowing?
            A red fox sits. it sleeps                             | A red fox sits. / it sleeps
            Dr. Fox and J. R. Wolf meet at 3.5 m, approx. 10 ft.  | Dr. Fox and J. R. Wolf meet at 3.5 m, approx. 10 ft.
            a red fox, in the snow, oil painting                  | a red fox / in the snow / oil painting
            a red fox, in the snow                                | a red fox, in the snow
            A red fox, a wolf, and a bear walk.                   | A red fox, a wolf, and a bear walk.
            A fox sits. red fur, snow, 8k                         | A fox sits. / red fur / snow / 8k
            He says "Stop." Then he goes.                         | He says "Stop." / Then he goes.
            A sign says "Stop. Go, now, please." in red.          | A sign says "Stop. Go, now, please." in red.
            A sign, “one, two, three”, on a wall, at night        | A sign / “one, two, three” / on a wall / at night
            the dog's bowl, the cats' toys, a mouse               | the dog's bowl / the cats' toys / a mouse
            a sign 'no, never, not', a wall, a door               | a sign 'no, never, not' / a wall / a door
            一只红狐狸坐着。它在睡觉！天空很蓝。                          | 一只红狐狸坐着。 / 它在睡觉！ / 天空很蓝。
            a fox with red, white, and black fur, in the snow     | a fox with red, white, and black fur, in the snow
            Lighting: soft, warm, diffuse                         | Lighting: soft, warm, diffuse
            a cafe (Paris, France), rain, night                   | a cafe (Paris, France) / rain / night
            vom 3. Oktober bis 5. Mai                             | vom 3. Oktober bis 5. Mai
            Snow in D.C. is deep... and cold. At 5 p.m. It ends.  | Snow in D.C. is deep... and cold. / At 5 p.m. / It ends.
            a fox,a cat,8k                                        | a fox / a cat / 8k
            狐狸,雪地,8k                                            | 狐狸 / 雪地 / 8k
            ثعلب أحمر، ثلج، ليل                                   | ثعلب أحمر / ثلج / ليل
            लाल लोमड़ी बैठी है। वह सो रही है।                          | लाल लोमड़ी बैठी है। / वह सो रही है।
            a fox, a wolf, a fox                                  | a fox / a wolf
            赤いキツネ、雪、夜                                        | 赤いキツネ / 雪 / 夜
            """)
    void should_divide_a_prompt_into_its_statements(String prompt, String expected) {
        assertThat(statements(WORDS, prompt)).containsExactly(expected.split(" / "));
    }

    @Test
    void should_take_wrapped_lines_for_one_and_others_for_several() {
        assertThat(statements(WORDS, """
                        A red circle stands to the left of a
                        blue square on a plain white
                        background.
                        a fox
                        a wolf"""))
                .containsExactly(
                        "A red circle stands to the left of a blue square on a plain white background.",
                        "a fox",
                        "a wolf");
    }

    @Test
    void should_divide_at_bars_as_at_commas() {
        assertThat(statements(WORDS, "a fox | a wolf | an owl")).containsExactly("a fox", "a wolf", "an owl");
    }

    @Test
    void should_take_each_line_and_list_item_as_a_statement() {
        assertThat(statements(WORDS, """
                        Scene:
                        - a red fox
                        2. snow, ice

                        * 3 birds""")).containsExactly("Scene:", "a red fox", "snow, ice", "3 birds");
    }

    @Test
    void should_divide_a_sentence_that_is_too_long_into_as_few_clauses_as_fit() {
        assertThat(statements(words(10), "A red fox sits in the deep snow; behind it a wolf, a bear, and an owl wait."))
                .containsExactly("A red fox sits in the deep snow;", "behind it a wolf, a bear,", "and an owl wait.");
        assertThat(statements(words(8), "A small red fox sits in the deep snow and looks at the moon"))
                .containsExactly("A small red fox sits", "in the deep snow", "and looks at the moon");
        assertThat(statements(words(6), "one two three four five six seven eight nine"))
                .containsExactly("one two three", "four five", "six seven eight nine");
    }

    @Test
    void should_keep_a_quoted_text_whole() {
        assertThat(statements(words(8), "A poster in red says \"buy one, get two\" on a white wall"))
                .containsExactly("A poster in red says", "\"buy one, get two\"", "on a white wall");
    }

    @Test
    void should_refuse_a_quoted_text_or_a_word_that_is_too_long_by_itself() {
        assertThatThrownBy(() -> words(8).statements("A poster says \"buy one and get two or three for free\"."))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt cannot be divided, because [\"buy one and get two or three for free\".] has 11"
                        + " tokens, over the 8 that the model reads, and words and quoted texts stay whole;"
                        + " shorten it");
        assertThatThrownBy(() -> new LongPrompts(20, String::length).statements("x".repeat(50) + " fox"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("prompt cannot be divided, because [" + "x".repeat(39)
                        + "…] has 50 tokens, over the 20 that the model"
                        + " reads, and words and quoted texts stay whole; shorten it");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "oil painting",
                "in the style of Hokusai",
                "by Greg Rutkowski",
                "8k, highly detailed",
                "masterpiece",
                "best quality",
                "Soft golden hour lighting.",
                "Shot on 35mm film with shallow depth of field.",
                "The overall mood is warm and nostalgic.",
                "cinematic lighting",
                "trending on artstation",
                "photorealistic, 85mm lens, f/1.8",
                "The image should look like a vintage photograph.",
                "golden hour",
                "shallow depth of field",
                "soft light",
                "vibrant colors",
                "rule of thirds",
                "black and white",
                "low angle",
                "oil on canvas",
                "digital art",
                "Studio Ghibli style",
                "moody",
                "photo-realistic",
                "The atmosphere feels magical.",
                "Shot on Kodak Portra 400."
            })
    void should_tell_statements_about_style(String statement) {
        assertThat(PromptStatement.of(statement).isStyle()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a red fox",
                "an oil painting of a red fox",
                "in the snow",
                "A girl holds a camera.",
                "dark blue sky",
                "two birds by the lake",
                "the wall is painted green",
                "35 balloons",
                "a dog",
                "golden light on the mountains",
                "ein Ölgemälde",
                "An illustration in the style of Monet of a gray wolf in the snow.",
                "A painting in the style of Van Gogh of a red fox in the snow.",
                "In the style of Monet, a woman with a parasol walks through a poppy field.",
                "Shot on Kodak Portra 400, a man walks his dog in the rain.",
                "A vintage camera.",
                "A blender.",
                "A steampunk engine.",
                "A close-up of a hand.",
                "A macro shot of an eye.",
                "A painting of a golden field at blue hour.",
                "photo of a camera lens"
            })
    void should_take_everything_else_for_content(String statement) {
        assertThat(PromptStatement.of(statement).isStyle()).isFalse();
    }

    /** Against every way to cut the words of small prompts at their statements. */
    @Test
    void should_pack_statements_into_as_few_pieces_as_fit_and_as_even_as_can_be() {
        Random random = new Random(5);
        for (int round = 0; round < 300; round++) {
            List<Integer> lengths =
                    random.ints(2 + random.nextInt(9), 1, 9).boxed().toList();
            String prompt =
                    lengths.stream().map(n -> "w ".repeat(n).strip() + ".").collect(Collectors.joining(" "));
            int context = 12 + random.nextInt(8);
            List<Integer> found = words(context).pieces(prompt).stream()
                    .map(piece -> piece.split(" ").length)
                    .toList();
            if (lengths.stream().mapToInt(Integer::intValue).sum() + 2 <= context) {
                assertThat(found).hasSize(1);
                continue;
            }
            List<List<Integer>> ways = ways(lengths, context - 2);
            int fewest = ways.stream().mapToInt(List::size).min().orElseThrow();
            int largest = ways.stream()
                    .filter(way -> way.size() == fewest)
                    .mapToInt(way ->
                            way.stream().mapToInt(Integer::intValue).max().orElseThrow())
                    .min()
                    .orElseThrow();
            assertThat(found).hasSize(fewest);
            assertThat(found.stream().mapToInt(Integer::intValue).max()).hasValue(largest);
        }
    }

    private static List<List<Integer>> ways(List<Integer> lengths, int most) {
        List<List<Integer>> ways = new ArrayList<>();
        for (int cuts = 0; cuts < 1 << (lengths.size() - 1); cuts++) {
            List<Integer> way = new ArrayList<>(List.of(lengths.get(0)));
            for (int i = 1; i < lengths.size(); i++) {
                if ((cuts >> (i - 1) & 1) == 1) {
                    way.add(lengths.get(i));
                } else {
                    way.set(way.size() - 1, way.get(way.size() - 1) + lengths.get(i));
                }
            }
            if (way.stream().allMatch(length -> length <= most)) {
                ways.add(way);
            }
        }
        return ways;
    }

    /** No word is lost, doubled or cut, whatever the prompt. */
    @Test
    void should_keep_every_word_of_every_prompt_in_its_order() {
        Random random = new Random(7);
        List<String> pieces = List.of(
                "fox ",
                "snow, ",
                "wolf. ",
                "a ",
                "and ",
                "\"red owl\" ",
                "(deep) ",
                "— ",
                "; ",
                "bear! ",
                "雪。",
                "\n",
                "- ",
                "it's ",
                "'x y' ",
                "3.5 ",
                "e.g. ");
        for (int round = 0; round < 2000; round++) {
            String prompt = IntStream.range(0, 3 + random.nextInt(60))
                    .mapToObj(i -> pieces.get(random.nextInt(pieces.size())))
                    .collect(Collectors.joining());
            if (prompt.chars().noneMatch(Character::isLetterOrDigit)) {
                continue;
            }
            LongPrompts prompts = words(9 + random.nextInt(20));
            assertThat(words(String.join(" ", statements(prompts, prompt)))).isEqualTo(words(prompt));
            List<String> parts = prompts.pieces(prompt);
            assertThat(letters(String.join(" ", parts))).isEqualTo(letters(prompt));
            assertThat(parts).allMatch(part -> !prompts.exceed(part));
        }
    }

    /** Statements that say the same count once. */
    private static Set<String> words(String text) {
        return Arrays.stream(text.split("[^\\p{L}\\p{N}]+"))
                .filter(word -> !word.isEmpty())
                .collect(Collectors.toSet());
    }

    private static String letters(String text) {
        return text.replaceAll("[^\\p{L}\\p{N}]", "");
    }

    @Test
    void should_combine_the_embeddings_of_pieces_weighted_by_their_tokens() {
        List<String> asked = new ArrayList<>();
        List<Embedding> embeddings = words(6).embed(List.of("a fox", "one two three. four five."), texts -> {
            asked.addAll(texts);
            return List.of(Embedding.of(1, 0, 0), Embedding.of(0, 3, 4), Embedding.of(0, 0, 2));
        });
        assertThat(asked).containsExactly("a fox", "one two three.", "four five.");
        assertThat(embeddings.get(0).toArray()).containsExactly(1, 0, 0);
        double[] sum = {0, 3 * 0.6, 3 * 0.8 + 2};
        double length = Math.sqrt(Arrays.stream(sum).map(x -> x * x).sum());
        for (int i = 0; i < 3; i++) {
            assertThat((double) embeddings.get(1).toArray()[i]).isCloseTo(sum[i] / length, within(1e-7));
        }
    }
}
