package io.github.clipunit.judge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.image.ClipImage;
import java.util.Iterator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class YesNoTest {

    private static final ClipImage PICTURE = GoldenDesk.image(1, 8, 6);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yes",
                "Yes.",
                "YES!",
                " yes\n",
                "**Yes**",
                "**Yes** there are three of them",
                "**Yes**, there are",
                "**Yes.** There are no others.",
                "\"Yes\"",
                "“Yes”",
                "`yes`",
                "- Yes",
                "Yes, there are three foxes, and no wolf.",
                "Yes - three",
                "Yes—three",
                "Yes — three",
                "Yes\n\nThere are three foxes.",
                "Answer: yes",
                "**Answer:** Yes",
                "true",
                "{\"answer\": \"yes\"}",
                "{\"answer\": \"Yes.\", \"reason\": \"no doubt\"}",
                "{\"answer\": true}",
                "```json\n{\"answer\": \"yes\"}\n```",
                "```\nyes\n```",
                "<think>No, or maybe no?</think>\n\nYes."
            })
    void should_read_yes(String answer) {
        assertThat(YesNo.parse(answer)).contains(true);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "no",
                "No.",
                "NO",
                "**No**",
                "No, there are four; yes would be wrong.",
                "No: four",
                "false",
                "Answer: No",
                "{\"answer\": \"no\"}",
                "{\"answer\": false}",
                "```json\n{\"reason\": \"yes\", \"answer\": \"no\"}\n```",
                "<thinking>yes</thinking>no"
            })
    void should_read_no(String answer) {
        assertThat(YesNo.parse(answer)).contains(false);
    }

    @ParameterizedTest
    @NullSource
    @ValueSource(
            strings = {
                "",
                "   ",
                "No idea.",
                "Yes and no",
                "Yes-and-no",
                "No-brainer",
                "Yes or no?",
                "yes/no",
                "Yes, no",
                "No... yes.",
                "Nothing",
                "Yesterday",
                "I cannot see the picture, so no.",
                "It depends.",
                "0.8",
                "ja",
                "{\"answer\": 0.8}",
                "{\"answer\": null}",
                "{\"answer\": [\"yes\"]}",
                "{\"verdict\": \"yes\"}",
                "{\"answer\": \"yes\"",
                "{\"answer\": \"yes\", \"answer\": \"no\"}",
                "<think>yes",
                "[\"yes\"]]x"
            })
    void should_read_nothing_into_other_answers(String answer) {
        assertThat(YesNo.parse(answer)).isEmpty();
    }

    private static PictureJudge judge(String... answers) {
        Iterator<String> next = List.of(answers).iterator();
        return PictureJudge.ofAnswers("chat", answers.length, (picture, question) -> next.next());
    }

    @Test
    void should_count_the_answers_that_are_yes() throws Exception {
        assertThat(judge("yes", "No.", "Yes!", "yes", "no").yes(PICTURE, "Three?"))
                .isEqualTo(3 / 5.0);
        assertThat(judge("yes").yes(PICTURE, "Three?")).isEqualTo(1);
    }

    @Test
    void should_say_in_its_id_how_many_answers_it_takes() {
        assertThat(judge("yes").id()).isEqualTo("chat; 1 answer");
        assertThat(judge("yes", "yes").id()).isEqualTo("chat; 2 answers");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PictureJudge.ofAnswers("chat", 0, (picture, question) -> "yes"))
                .withMessage("number of answers [0] must be at least 1");
    }

    @Test
    void should_show_an_answer_that_is_neither() {
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() -> judge("yes", "I\u200b can't\nsay").yes(PICTURE, "Three?"))
                .withMessage(
                        "answer 2 of 2 is neither yes nor no, but \"I\\u200b can't\\nsay\": make the judge begin with"
                                + " one of the two words");
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() -> judge("x".repeat(1000)).yes(PICTURE, "Three?"))
                .withMessage("answer 1 of 1 is neither yes nor no, but \"" + "x".repeat(200)
                        + "\"…: make the judge begin with one of the two words");
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() ->
                        PictureJudge.ofAnswers("chat", 1, YesNoTest::nothing).yes(PICTURE, "Three?"))
                .withMessage("answer 1 of 1 is neither yes nor no, but null: make the judge begin with one of the two"
                        + " words");
    }

    @Test
    @SuppressWarnings("NullAway") // as a client may that is no Java of ours
    void should_refuse_null_in_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PictureJudge.ofAnswers(null, 1, (picture, question) -> "yes"))
                .withMessage("id must not be null");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> PictureJudge.ofAnswers("chat", 1, null))
                .withMessage("judge [chat] must have an answerer, but has [null]: nobody would answer");
    }

    @Test
    void should_show_no_key_of_an_answer_not_even_a_part_that_is_left_of_it() {
        assertThatExceptionOfType(JudgeException.class)
                .isThrownBy(() ->
                        judge(" ".repeat(190) + "sk-abcdefghijklmnopqrstuvwxyz").yes(PICTURE, "Three?"))
                .withMessage("answer 1 of 1 is neither yes nor no, but \"" + " ".repeat(190)
                        + "***\": make the judge begin with one of the two words");
    }

    @SuppressWarnings("NullAway") // as a client may that is no Java of ours
    private static String nothing(ClipImage picture, String question) {
        return null;
    }
}
