package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.gson.JsonParser;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.onnx.reading.ModelConfig;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Token ids of prompts in every script and with every odd character against those of an independent tokenizer, which
 * {@code make_token_parity.py} wrote.
 */
class TokenParityTest {

    private static final Path PROMPTS = Path.of("src/test/resources/tokens/parity.tsv");
    private static final Path CLIP = Path.of("../shared/conformance/clip-vit-base-patch32");

    private static PromptTokenizer tokenizer(ModelDirectory model) {
        return PromptTokenizer.open(
                model.require("tokenizer.json"),
                ModelConfig.of(model).tokenizer(model),
                1000,
                PromptOverflow.FAIL,
                model.id());
    }

    private static void compare(ModelDirectory model, int column) throws IOException {
        List<String> rows = Files.readAllLines(PROMPTS);
        assertThat(rows).hasSizeGreaterThan(600);
        try (PromptTokenizer tokenizer = tokenizer(model)) {
            List<String> wrong = rows.stream()
                    .map(row -> row.split("\t", -1))
                    .filter(row -> !row[column].equals(hash(tokenizer.ids(prompt(row[0])))))
                    .map(row -> row[0])
                    .toList();
            assertThat(wrong).isEmpty();
        }
    }

    private static String prompt(String visible) {
        return JsonParser.parseString('"' + visible + '"').getAsString();
    }

    private static String hash(long[] ids) {
        String text = Arrays.stream(ids).mapToObj(Long::toString).collect(Collectors.joining(","));
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, 8);
    }

    @Test
    void should_give_the_ids_of_an_independent_tokenizer_with_the_embedded_models_vocabulary() throws IOException {
        compare(EmbeddedModel.pictogram(), 1);
    }

    @Test
    void should_give_the_ids_of_an_independent_tokenizer_with_clips_vocabulary() throws IOException {
        requireClip();
        compare(ModelDirectory.of(CLIP), 2);
    }

    private static void requireClip() {
        boolean isThere = Files.isDirectory(CLIP);
        if (!isThere) {
            System.out.println("skipped: CLIP's vocabulary is not at "
                    + CLIP.toAbsolutePath().normalize());
        }
        assumeTrue(isThere, "CLIP's vocabulary is not at " + CLIP);
    }

    /** Greek's final sigma is what OpenAI's own code, JavaScript and Java's {@code toLowerCase} would make of it. */
    @Test
    void should_follow_transformers_where_openais_own_tokenizer_differs() {
        requireClip();
        try (PromptTokenizer tokenizer = tokenizer(ModelDirectory.of(CLIP))) {
            assertThat(tokenizer.ids("ΣΑΣ")).containsExactly(49406, 139, 225, 138, 109, 139, 481, 49407);
            assertThat(tokenizer.ids("σας")).containsExactly(49406, 139, 225, 138, 109, 139, 480, 49407);
            assertThat(tokenizer.ids("<|ENDOFTEXT|>")).containsExactly(49406, 27, 347, 40786, 4160, 91, 285, 49407);
            assertThat(tokenizer.ids("<|endoftext|>")).containsExactly(49406, 49407, 49407);
            assertThat(tokenizer.ids("can\u2019t")).isNotEqualTo(tokenizer.ids("can't"));
        }
    }

    /** Python's tokenizers raise an error; the native library would read three replacement characters. */
    @ParameterizedTest
    @ValueSource(strings = {"a \ud83d b", "\ude00", "\ude00\ud83d", "fox \ud83d"})
    void should_refuse_half_of_a_surrogate_pair(String prompt) {
        try (PromptTokenizer tokenizer = tokenizer(EmbeddedModel.pictogram())) {
            assertThatIllegalArgumentException()
                    .isThrownBy(() -> tokenizer.tokenize(prompt))
                    .withMessage("prompt [" + VisibleText.onOneLine(prompt)
                            + "] has half of a surrogate pair, as left by cutting a text within an emoji; cut"
                            + " it between code points");
            assertThat(tokenizer.ids("\ud83d\ude00")).hasSizeGreaterThan(2);
        }
    }
}
