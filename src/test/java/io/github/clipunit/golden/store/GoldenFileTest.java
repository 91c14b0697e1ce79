package io.github.clipunit.golden.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.google.common.jimfs.Configuration;
import com.google.common.jimfs.Jimfs;
import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.CheckedGolden.Outcome;
import io.github.clipunit.golden.Golden;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.GoldenMode;
import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystem;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class GoldenFileTest {

    private static final String FOLDER =
            "src/test/resources/golden/io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/";

    @TempDir
    Path base;

    private GoldenDesk desk() {
        return new GoldenDesk(base);
    }

    private Path written() {
        desk().compare(0.3141592);
        return desk().golden("paintsTheFox.json");
    }

    @Test
    void should_write_for_reviewers() throws IOException {
        assertThat(Files.readString(written())).isEqualTo("""
                        {
                          "format": 1,
                          "golden": "io.github.clipunit.golden.verdict.GoldenDesk$FoxTest#paintsTheFox",
                          "model": {
                            "id": "pictogram",
                            "files": {
                              "config.json": "%s"
                            },
                            "preprocessing": "bicubic 64"
                          },
                          "prompts": [
                            {
                              "prompt": "a red fox",
                              "samples": [
                                {
                                  "picture": "%s",
                                  "score": 0.314159
                                }
                              ],
                              "embedding": "zThmOh8h"
                            }
                          ]
                        }
                        """.formatted(
                        "0a".repeat(32), GoldenDesk.image(1, 6, 4).sha256()));
    }

    @Test
    void should_write_the_same_bytes_whenever_it_is_asked() throws IOException {
        byte[] first = Files.readAllBytes(written());
        Files.delete(desk().golden("paintsTheFox.json"));

        assertThat(Files.readAllBytes(written())).isEqualTo(first);
    }

    @Test
    void should_obey_the_published_schema() throws IOException {
        GoldenDesk desk = desk();
        desk.verdict(goldens -> goldens.next()
                .compareLikeness(GoldenDesk.MODEL, GoldenDesk.image(3, 5, 5), Embedding.of(1, 2, 3), 0.9));
        Path picture = desk.golden("paintsTheFox.json");
        GoldenRecord several = new GoldenRecord(
                "a",
                new GoldenRecord.Model("m", new TreeMap<>(), "p"),
                List.of(
                        GoldenRecord.Entry.of(
                                "a \"fox\"\n", List.of(GoldenDesk.picture(1, 0.2), GoldenDesk.picture(2, -1))),
                        GoldenRecord.Entry.of("", List.of(GoldenDesk.picture(2, 1e-9)))));

        assertThat(violations(Files.readString(picture))).isEmpty();
        assertThat(violations(GoldenJson.write(several))).isEmpty();
        assertThat(GoldenJson.read(GoldenJson.write(several)).entries().get(0).scores())
                .containsExactly(0.2, -1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"format\": 1|\"format\": 2",
                "0.314159|0.3141592",
                "0.314159|3.0",
                "\"score\": 0.314159|\"scores\": 0.314159",
                "\"prompt\": \"a red fox\",|''",
                "\"embedding\": \"|\"embedding\": \"$",
                "\"preprocessing\"|\"timestamp\": 1, \"preprocessing\"",
            })
    void should_be_refused_by_the_schema_where_it_is_bad(String good, String bad) throws IOException {
        String golden = Files.readString(written());
        assertThat(golden).contains(good);

        assertThat(violations(golden.replace(good, bad))).isNotEmpty();
    }

    private static Set<ValidationMessage> violations(String golden) throws IOException {
        try (InputStream schema = Golden.class.getResourceAsStream("golden.schema.json")) {
            JsonSchema validator = JsonSchemaFactory.getInstance(VersionFlag.V202012)
                    .getSchema(new String(schema.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
            return validator.validate(golden, InputFormat.JSON);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "a fox\nin the \"snow\"\r\n\t\\ and \u0000",
                "\uD83E\uDD8A \uD83D\uDC69\u200D\uD83D\uDE80 und Schn\u00e9e",
                "\u05E9\u05D5\u05E2\u05DC \u0627\u0644\u062B\u0639\u0644\u0628 \u202Efox\u202C",
                "<b>&amp;'=\u2028\u2029\uFEFF",
                "lone \uD83E surrogates \uDD8A!",
                "\\u0041",
            })
    void should_keep_any_prompt_to_the_character_and_hide_nothing(String prompt) throws IOException {
        GoldenDesk desk = desk();
        desk.verdict(goldens -> goldens.next().compare(GoldenDesk.MODEL, prompt, GoldenDesk.picture(1, 0.3)));

        String golden = Files.readString(desk.golden("paintsTheFox.json"));
        assertThat(GoldenJson.read(golden).first().prompt()).isEqualTo(prompt);
        assertThat(violations(golden)).isEmpty();
        assertThat(golden).doesNotContainPattern("[\\p{Cf}\\p{Cs}\\p{Zl}\\p{Zp}\\u0000-\\u0009\\u000b-\\u001f]");
        assertThat(desk.verdict(goldens -> goldens.next().compare(GoldenDesk.MODEL, prompt, GoldenDesk.picture(1, 0.2)))
                        .message())
                .contains("for prompt:\n  " + VisibleText.quoted(prompt) + "\nby model:");
    }

    @Test
    void should_show_letters_of_any_script_as_they_are() throws IOException {
        desk().verdict(goldens ->
                goldens.next().compare(GoldenDesk.MODEL, "狐狸 лиса 🦊 it's <red>", GoldenDesk.picture(1, 0.3)));

        assertThat(desk().golden("paintsTheFox.json")).content().contains("\"prompt\": \"狐狸 лиса 🦊 it's <red>\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "0.314159|NaN|it is not JSON: ",
                "0.314159|Infinity|it is not JSON: ",
                "0.314159|'\"NaN\"'|field [prompts[0].samples[0].score] must be a number from -1.0 to 1.0, but is [\"NaN\"]",
                "0.314159|1e999|field [prompts[0].samples[0].score] must be a number from -1.0 to 1.0, but is [1e999]",
                "0.314159|31.4|field [prompts[0].samples[0].score] must be a number from -1.0 to 1.0, but is [31.4]",
                "'\"format\": 1'|'\"format\": \"1\"'|field [format] must be a number",
                "'\"format\": 1'|'\"format\": 0'|field [format] must be a number",
                "'\"format\": 1,'|''|field [format] is missing",
                "'\"golden\"'|'\"silver\"'|field [golden] is missing",
                "'\"score\"'|'\"scores\"'|field [prompts[0].samples[0].score] is missing",
                "zThmOh8h|zThmOh|field [prompts[0].embedding] must be base64 of 16-bit floats: ",
                "zThmOh8h|AAAA|field [prompts[0].embedding] must be base64 of 16-bit floats: 3 bytes are not a whole number",
                "zThmOh8h|AAAAAAAA|field [prompts[0].embedding] must be base64 of 16-bit floats: an embedding must be",
                "zThmOh8h|AH7//w==|field [prompts[0].embedding] must be base64 of 16-bit floats: an embedding must be",
                "'\"preprocessing\": \"bicubic 64\"'|'\"preprocessing\": null'|field [model.preprocessing] must be a"
                        + " string",
            })
    void should_say_what_is_wrong_with_a_damaged_golden(String good, String bad, String fact) throws IOException {
        Path golden = written();
        assertThat(Files.readString(golden)).contains(good);
        Files.writeString(golden, Files.readString(golden).replace(good, bad));

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk().compare(0.3))
                .isNotInstanceOf(GoldenMismatchException.class)
                .withMessageStartingWith("golden [" + FOLDER + "paintsTheFox.json] cannot be read: " + fact)
                .withMessageEndingWith("; restore it from version control, or delete it and record it again");
    }

    @Test
    void should_say_so_wherever_a_golden_is_truncated() throws IOException {
        Path golden = written();
        String whole = Files.readString(golden);

        for (int length = 7; length < whole.length() - 2; length += 7) {
            Files.writeString(golden, whole.substring(0, length));
            assertThatExceptionOfType(GoldenException.class)
                    .isThrownBy(() -> desk().compare(0.3))
                    .withMessageStartingWith(
                            "golden [" + FOLDER + "paintsTheFox.json] cannot be read: it is not JSON: ");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"fox", "[]", "null", "{} {}", "{\"format\": 1", "\u0000\u0000", "{'format': 1}"})
    void should_refuse_what_is_no_golden(String text) throws IOException {
        Files.writeString(written(), text);

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk().compare(0.3))
                .withMessageStartingWith("golden [" + FOLDER + "paintsTheFox.json] cannot be read: ");
    }

    private static final String REMEDY = "restore it from version control, or delete it and record it again";

    private void damaged(byte[] content, String message) throws IOException {
        Files.deleteIfExists(desk().golden("paintsTheFox.json"));
        Files.write(written(), content);

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() -> desk().compare(0.3))
                .isNotInstanceOf(GoldenMismatchException.class)
                .withMessage("golden [" + FOLDER + "paintsTheFox.json] " + message);
    }

    private void damaged(String text, String message) throws IOException {
        damaged(text.getBytes(StandardCharsets.UTF_8), message);
    }

    /** A side each, in Git's three styles, as {@code git merge} leaves them. */
    @ParameterizedTest
    @ValueSource(strings = {"\n", "\r\n"})
    void should_begin_with_the_merge_conflict(String lineEnd) throws IOException {
        String whole = Files.readString(written());
        String score = "          \"score\": 0.314159\n";
        assertThat(whole).contains(score);
        List<String> conflicts = List.of(
                "<<<<<<< HEAD\n" + score + "=======\n" + score + ">>>>>>> a-branch\n",
                "<<<<<<< HEAD\n" + score + "||||||| 1a2b3c4\n" + score + "=======\n" + score + ">>>>>>> a-branch\n",
                "<<<<<<<\n=======\n" + score + ">>>>>>>\n");
        for (String conflict : conflicts) {
            String first = conflict.substring(0, conflict.indexOf('\n'));
            damaged(
                    whole.replace(score, conflict).replace("\n", lineEnd),
                    "contains the markers of a merge conflict, the first in line 17 [" + first
                            + "]: choose a side (git checkout --ours or --theirs), or " + REMEDY);
        }
        for (String left : List.of("||||||| 1a2b3c4", "=======", ">>>>>>> a-branch")) {
            damaged(
                    whole.replace(score, left + "\n" + score).replace("\n", lineEnd),
                    "contains the markers of a merge conflict, the first in line 17 [" + left
                            + "]: choose a side (git checkout --ours or --theirs), or " + REMEDY);
        }
    }

    @Test
    void should_find_the_conflict_in_the_midst_of_an_embedding() throws IOException {
        String whole = Files.readString(written());

        damaged(
                whole.replace("zThmOh8h", "zThm\n<<<<<<< HEAD\nOh8h"),
                "contains the markers of a merge conflict, the first in line 21 [<<<<<<< HEAD]: choose a side (git"
                        + " checkout --ours or --theirs), or " + REMEDY);
    }

    @Test
    void should_say_first_what_git_or_a_shell_made_of_the_file() throws IOException {
        String whole = Files.readString(written());
        damaged(
                "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n",
                "is a Git LFS pointer: run git lfs pull");
        damaged("", "is empty: " + REMEDY);
        damaged("\r\n", "is empty: " + REMEDY);
        String utf16 = "is encoded in UTF-16, as Windows PowerShell's > does: save it in UTF-8, or " + REMEDY;
        damaged(("\uFEFF" + whole).getBytes(StandardCharsets.UTF_16LE), utf16);
        damaged(("\uFEFF" + whole).getBytes(StandardCharsets.UTF_16BE), utf16);
        damaged(whole.getBytes(StandardCharsets.UTF_16LE), utf16);
        damaged(
                whole.replace("a red fox", "un renard doré").getBytes(StandardCharsets.ISO_8859_1),
                "cannot be read: it is not encoded in UTF-8; " + REMEDY);
        damaged(
                whole.substring(0, whole.indexOf("0.314159")),
                "cannot be read: it is not JSON: it ends too early, in line 17; " + REMEDY);
        damaged(
                whole.replace("\"score\": 0.314159", "\"score\": 0.314159,\n\"score\": 0.2"),
                "cannot be read: field [prompts[0].samples[0].score] exists twice, as after a merge that kept both"
                        + " sides; " + REMEDY);
    }

    @Test
    void should_repair_a_damaged_golden_in_update_mode() throws IOException {
        Path golden = written();
        Files.writeString(golden, "{");
        Files.writeString(desk().golden("paintsTheFox.png"), "no picture");

        desk().mode(GoldenMode.UPDATE).compare(0.3);

        assertThat(desk().compare(0.3).outcome()).isEqualTo(Outcome.HELD);
        assertThat(io.github.clipunit.image.ClipImage.of(desk().golden("paintsTheFox.png")))
                .isEqualTo(GoldenDesk.image(1, 6, 4));
    }

    @ParameterizedTest
    @ValueSource(strings = {"INTERACTIVE", "READONLY", "UPDATE", "UPDATE_ALL"})
    void should_leave_a_golden_of_a_newer_format_to_a_newer_clipunit(GoldenMode mode) throws IOException {
        Path golden = written();
        String newer = "{\"format\": 2, \"whatever\": [1, 2]}";
        Files.writeString(golden, newer);

        assertThatExceptionOfType(GoldenMismatchException.class)
                .isThrownBy(() -> desk().mode(mode).compare(0.3))
                .withMessage(
                        "golden [" + FOLDER + "paintsTheFox.json] has format [2], but this version of clipunit knows"
                                + " formats up to [1]: upgrade clipunit to the version that wrote it, or delete the golden and"
                                + " record it again");
        assertThat(golden).hasContent(newer);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\uFEFF"})
    void should_take_a_golden_as_git_and_editors_leave_it(String mark) throws IOException {
        Path golden = written();
        String converted = mark + Files.readString(golden).replace("\n", "\r\n");
        Files.writeString(golden, converted);

        assertThat(desk().compare(0.3141592).outcome()).isEqualTo(Outcome.HELD);
        assertThat(file().overwrite(golden("paintsTheFox", 0.3141592), List.of(GoldenDesk.image(1, 6, 4))))
                .isTrue();
        String rewritten = Files.readString(golden);
        assertThat(rewritten).contains("\"golden\": \"paintsTheFox\",\r\n").doesNotContainPattern("[^\r]\n");

        Files.writeString(golden, mark + rewritten);
        assertThat(file().overwrite(golden("paintsTheFox", 0.3141592), List.of(GoldenDesk.image(1, 6, 4))))
                .isFalse();
        assertThat(golden).hasContent(mark + rewritten);
        assertThat(file().replace(file().read().orElseThrow(), file().read().orElseThrow()))
                .isFalse();
        assertThat(Files.readString(golden)).isEqualTo(mark + rewritten);
    }

    private GoldenFile file() {
        GoldenKey key = new GoldenKey(desk().golden(""), "paintsTheFox.json", "fox", false, false);
        return new GoldenFile(key, "golden", new LockFile(base.resolve("locks/fox.lock")));
    }

    @Test
    void should_leave_the_pointer_of_a_thumbnail_until_the_picture_is_another() throws IOException {
        file().overwrite(golden("fox", 0.3), List.of(GoldenDesk.image(1, 6, 4)));
        Path thumbnail = desk().golden("paintsTheFox.png");
        String pointer = "version https://git-lfs.github.com/spec/v1\noid sha256:00\nsize 12\n";
        Files.writeString(thumbnail, pointer);

        assertThat(file().overwrite(golden("fox", 0.3), List.of(GoldenDesk.image(1, 6, 4))))
                .isFalse();
        assertThat(file().overwrite(golden("fox", 0.2), List.of(GoldenDesk.image(1, 6, 4))))
                .isTrue();
        assertThat(Files.readString(thumbnail)).isEqualTo(pointer);

        GoldenRecord other = new GoldenRecord(
                "fox",
                GoldenRecord.Model.of(GoldenDesk.MODEL),
                List.of(GoldenRecord.Entry.of("a fox", List.of(GoldenDesk.picture(2, 0.3)))));
        assertThat(file().overwrite(other, List.of(GoldenDesk.image(2, 6, 4)))).isTrue();
        assertThat(io.github.clipunit.image.ClipImage.of(thumbnail)).isEqualTo(GoldenDesk.image(2, 6, 4));
    }

    @Test
    void should_replace_only_what_nobody_else_changed() {
        file().overwrite(golden("fox", 0.3), List.of(GoldenDesk.image(1, 6, 4)));
        GoldenRecord read = file().read().orElseThrow();
        file().overwrite(golden("fox", 0.4), List.of(GoldenDesk.image(1, 6, 4)));

        assertThat(file().replace(read, golden("fox", 0.5))).isFalse();
        assertThat(file().read().orElseThrow().first().scores()).containsExactly(0.4);
        assertThat(file().replace(file().read().orElseThrow(), golden("fox", 0.5)))
                .isTrue();
        assertThat(file().read().orElseThrow().first().scores()).containsExactly(0.5);
    }

    @Test
    void should_leave_the_former_golden_whole_when_the_disk_is_full() throws IOException {
        try (FileSystem disk = Jimfs.newFileSystem(
                Configuration.unix().toBuilder().setMaxSize(32 * 1024).build())) {
            GoldenKey key = new GoldenKey(disk.getPath("/golden"), "FoxTest/paints.json", "fox", false, false);
            GoldenFile file = new GoldenFile(key, "golden", new LockFile(base.resolve("locks/fox.lock")));
            file.overwrite(golden("before"), List.of(GoldenDesk.image(1, 6, 4)));
            Path filler = Files.write(disk.getPath("/filler"), new byte[4]);
            fill(filler);

            assertThatExceptionOfType(GoldenException.class)
                    .isThrownBy(() -> file.overwrite(golden("after"), List.of(GoldenDesk.image(2, 6, 4))))
                    .withMessage("golden [golden] cannot be written: java.io.IOException: out of disk space; the old"
                            + " content is unchanged; free disk space and make the directory writable, or choose another with"
                            + " clipunit.golden.dir");
            assertThat(file.read())
                    .hasValueSatisfying(there -> assertThat(there.label()).isEqualTo("before"));
            try (Stream<Path> left = Files.list(disk.getPath("/golden/FoxTest"))) {
                assertThat(left.map(Path::toString))
                        .containsExactlyInAnyOrder("/golden/FoxTest/paints.json", "/golden/FoxTest/paints.png");
            }
        }
    }

    /** To the last block, so that not even an empty file's bytes have room. */
    private static void fill(Path filler) {
        byte[] block = new byte[8192];
        assertThatExceptionOfType(IOException.class).isThrownBy(() -> {
            while (true) {
                Files.write(filler, block, java.nio.file.StandardOpenOption.APPEND);
            }
        });
    }

    private static GoldenRecord golden(String label) {
        return golden(label, 0.3);
    }

    private static GoldenRecord golden(String label, double score) {
        return new GoldenRecord(
                label,
                GoldenRecord.Model.of(GoldenDesk.MODEL),
                List.of(GoldenRecord.Entry.of("a fox", List.of(GoldenDesk.picture(1, score)))));
    }

    @Test
    void should_say_so_when_the_directory_cannot_be_written_and_still_compare() throws IOException {
        written();
        Path readOnly = unwritable();

        assertThatExceptionOfType(GoldenException.class)
                .isThrownBy(() ->
                        desk().with("clipunit.golden.dir", readOnly.toString()).compare(0.3))
                .withMessageMatching(
                        "(?s)golden \\[.*paintsTheFox.json] cannot be written: .*Exception: .*; the old content"
                                + " is unchanged; free disk space and make the directory writable, or choose another with"
                                + " clipunit.golden.dir");

        assertThat(desk().golden("").toFile().setWritable(false)).isTrue();
        assertThat(desk().compare(0.3141592).outcome()).isEqualTo(Outcome.HELD);
        assertThat(desk().golden("").toFile().setWritable(true)).isTrue();
    }

    /** Permissions bind nobody who is root; for root, a link to nowhere lies where a folder would have to be made. */
    private Path unwritable() throws IOException {
        Path folder = Files.createDirectory(base.resolve("read-only"));
        if (folder.toFile().setWritable(false) && Files.isWritable(folder)) {
            Files.createSymbolicLink(folder.resolve(GoldenDesk.FoxTest.class.getName()), base.resolve("nowhere"));
        }
        return folder;
    }

    @Test
    void should_keep_goldens_outside_the_project(@TempDir Path elsewhere) {
        GoldenDesk absolute =
                desk().with("clipunit.golden.dir", elsewhere.resolve("goldens").toString());
        absolute.compare(0.3);
        String message = absolute.compare(0.2).message();
        assertThat(message).contains("\n  " + elsewhere.resolve("goldens") + "/");

        GoldenDesk relative = new GoldenDesk(elsewhere.resolve("project")).with("clipunit.golden.dir", "../goldens");
        assertThat(relative.compare(0.3).outcome()).isEqualTo(Outcome.HELD);
        assertThat(relative.compare(0.2).golden())
                .isEqualTo(absolute.compare(0.3).golden());
    }

    @Test
    void should_forget_no_file_of_the_model() {
        GoldenRecord.Model model =
                GoldenRecord.Model.of(GoldenDesk.model("m", "p", Map.of("b", "02".repeat(32), "a", "01".repeat(32))));

        assertThat(model.files()).containsExactly(Map.entry("a", "01".repeat(32)), Map.entry("b", "02".repeat(32)));
    }
}
