package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PromptPartsTest {

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a red fox in the snow                 ; red fox | red | fox | snow
            an icon of a fox                      ; icon | fox
            A Fox                                 ; Fox
            of the                                ; ''
            a dog's bowl, two well-worn shoes     ; dog's bowl | dog's | bowl | two well-worn shoes | two | well-worn | shoes
            'oil painting, Monet'                 ; oil painting | oil | painting | Monet
            ein roter Fuchs                       ; ein roter Fuchs | ein | roter | Fuchs
            雪の中の狐                             ; 雪の中の狐
            """)
    void should_find_content_words_and_phrases_in_order(String prompt, String parts) {
        assertThat(new PromptParts(prompt)).hasToString(parts);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', textBlock = """
            a red fox in the snow ; a fox in the snow | a red in the snow | a in the snow | a red fox in the
            a cat, a dog          ; a, a dog | a cat, a
            cat, dog              ; dog | cat
            a fox                 ; ''
            """)
    void should_leave_function_words_and_tidy_the_gap(String prompt, String variants) {
        PromptParts parts = new PromptParts(prompt);
        assertThat(parts.all().stream().map(parts::without).toList())
                .containsExactlyInAnyOrder(variants.split(" \\| ", -1));
    }

    @Test
    void should_give_up_words_of_phrases_first_where_there_are_many() {
        assertThat(new PromptParts("a red fox, a gray wolf, a white hare, a brown bear in the deep snow"))
                .hasToString("red fox | gray wolf | white hare | brown bear | deep snow");
    }

    @ParameterizedTest
    @ValueSource(ints = {11, 25, 76})
    void should_stay_bounded_and_lose_no_word(int words) {
        StringBuilder prompt = new StringBuilder();
        for (int i = 0; i < words; i++) {
            prompt.append("word").append(i).append(", ");
        }
        PromptParts parts = new PromptParts(prompt.toString());
        List<String> texts = parts.all().stream().map(parts::text).toList();
        assertThat(texts).hasSize(PromptParts.MOST);
        for (int i = 0; i < words; i++) {
            String word = "word" + i;
            assertThat(texts)
                    .filteredOn(text -> List.of(text.split(", ", -1)).contains(word))
                    .hasSize(1);
        }
    }
}
