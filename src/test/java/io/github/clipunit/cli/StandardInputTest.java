package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonParser;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.FakeScorer;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.internal.Terminal;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Pictures and manifests that come through a pipe, and {@code -} stands for. */
class StandardInputTest {

    private static final Path FOX = Path.of("src/test/resources/pictures/fox.png");
    private static final ClipScorer FAKE = new FakeScorer(Map.of("a fox", 0.3125, "a cat", 0.125));

    @TempDir
    private Path folder;

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void should_score_a_picture() throws IOException {
        byte[] fox = Files.readAllBytes(FOX);
        Run run = Run.of(FAKE, fox, "score", "-", FOX.toString(), "-p", "a fox", "-f", "jsonl");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(run.out().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()))
                .extracting(line -> line.get("image").getAsString() + " " + line.get("score"))
                .containsExactly("- 0.3125", FOX + " 0.3125");
    }

    @Test
    void should_score_the_bytes_and_not_a_file_of_that_name() throws IOException {
        byte[] fox = Files.readAllBytes(FOX);
        Files.write(folder.resolve("-"), bytes("no picture"));
        String[] models = {"-m", "pictogram", "-f", "jsonl", "-p", "a fox"};
        Run piped = Run.of(
                Clipunit::scorer,
                new StandardInput(Files.newInputStream(FOX), false),
                Terminal.NONE,
                with("score", "-", models));
        Run named = Run.of(Clipunit::scorer, with("score", FOX.toString(), models));
        assertThat(piped.out()).isEqualTo(named.out().replace(FOX.toString(), "-"));
        assertThat(Run.of(FAKE, fox, "score", folder.resolve("-").toString(), "-p", "a fox")
                        .exitCode())
                .as("a path with a folder is a file's")
                .isEqualTo(3);
    }

    private static String[] with(String command, String picture, String... more) {
        String[] all = new String[more.length + 2];
        all[0] = command;
        all[1] = picture;
        System.arraycopy(more, 0, all, 2, more.length);
        return all;
    }

    @Test
    void should_tell_what_is_wrong_with_a_picture() throws IOException {
        byte[] fox = Files.readAllBytes(FOX);
        Run cut = Run.of(FAKE, Arrays.copyOf(fox, fox.length / 2), "score", "-", "-p", "a fox");
        assertThat(cut.out()).contains("  error  -  ", "picture [standard input] ");
        assertThat(cut.exitCode()).isEqualTo(3);
        Run empty = Run.of(FAKE, new byte[0], "score", "-", "-p", "a fox");
        assertThat(empty.out()).contains("picture [standard input] is empty");
        System.setProperty("clipunit.image.max-bytes", "100");
        try {
            assertThat(Run.of(FAKE, fox, "score", "-", "-p", "a fox").out())
                    .contains("picture [standard input] ", "clipunit.image.max-bytes")
                    .contains("1 line without a score");
        } finally {
            System.clearProperty("clipunit.image.max-bytes");
        }
    }

    /** Paths are relative to the working directory, as there is no folder of a manifest. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "image,prompt\nFOX,a fox\nFOX,a cat\n",
                "\uFEFFimage,prompt\r\nFOX,a fox\r\nFOX,a cat\r\n",
                "{\"image\": \"FOX\", \"prompt\": \"a fox\"}\n{\"image\": \"FOX\", \"prompt\": \"a cat\"}\n",
                "\uFEFF\n  {\"image\": \"FOX\", \"prompt\": \"a fox\"}\n{\"image\": \"FOX\", \"prompt\": \"a cat\"}"
            })
    void should_score_a_manifest_in_either_form(String manifest) {
        Run run =
                Run.of(FAKE, bytes(manifest.replace("FOX", FOX.toString())), "score", "--manifest", "-", "-f", "jsonl");
        assertThat(run.err()).isEmpty();
        assertThat(run.out().lines().map(line -> JsonParser.parseString(line).getAsJsonObject()))
                .extracting(line -> line.get("prompt").getAsString() + " " + line.get("score"))
                .containsExactly("a fox 0.3125", "a cat 0.125");
    }

    @Test
    void should_name_lines_that_cannot_be_used() {
        Run run = Run.of(FAKE, bytes("image,prompt\n,a fox\n-,a fox\n"), "score", "--manifest", "-", "-f", "jsonl");
        assertThat(run.out().lines())
                .containsExactly(
                        "{\"image\":\"-:2\",\"error\":\"line 2 of manifest [-] has no image\"}",
                        "{\"image\":\"-\",\"error\":\"no picture at [./-]: the file does not exist, looked for at ["
                                + Path.of("./-").toAbsolutePath() + "]\"}");
        assertThat(Run.of(FAKE, new byte[0], "score", "--manifest", "-").err())
                .isEqualTo(
                        "clipunit score: manifest [-] must begin with a line that names the columns image and prompt,"
                                + " but is empty\n");
        assertThat(Run.of(FAKE, new byte[] {'i', (byte) 0xff, '\n'}, "score", "--manifest", "-")
                        .err())
                .isEqualTo("clipunit score: manifest [-] must be in UTF-8, but is not; save it in UTF-8\n");
    }

    @Test
    void should_go_on_with_a_manifest_but_not_with_a_picture() {
        String log = folder.resolve("scores.jsonl").toString();
        byte[] one = bytes("image,prompt\n" + FOX + ",a fox\n");
        byte[] two = bytes("image,prompt\n" + FOX + ",a fox\n" + FOX + ",a cat\n");
        assertThat(Run.of(FAKE, one, "score", "--manifest", "-", "--resume", log)
                        .out())
                .startsWith(log + ": 0 scores were there; 1 line is new\n");
        assertThat(Run.of(FAKE, two, "score", "--manifest", "-", "--resume", log)
                        .out())
                .startsWith(log + ": 1 score was there; 1 line is new\n");
        Run picture = Run.of(FAKE, one, "score", "-", "-p", "a fox", "--resume", log);
        assertThat(picture.err())
                .startsWith("--resume recognises pictures by their names, but a picture from standard input is always"
                        + " called [-]; remove one of the two\n");
        assertThat(picture.exitCode()).isEqualTo(2);
    }

    @Test
    void should_be_read_once() {
        for (String[] twice : new String[][] {
            {"score", "-", "-", "-p", "a fox"},
            {"score", "-", "--manifest", "-", "-p", "a fox"},
            {"score", "--manifest", "-", "--manifest", "-"},
            {"calibrate", "-", "-"},
            {"golden", "spread", "fox.json", "-", "-"}
        }) {
            Run run = Run.of(FAKE, new byte[0], twice);
            assertThat(run.err())
                    .endsWith(": standard input [-] can be read once, but is named [2] times; name files instead, or"
                            + " one of the two\n");
            assertThat(run.exitCode()).isEqualTo(2);
        }
        assertThat(Run.of(FAKE, new byte[0], "golden", "migrate", "--goldens", folder.toString(), "--pictures", "-")
                        .err())
                .startsWith("--pictures must be files or folders, as each is read several times, but standard input [-]"
                        + " can be read once\n");
    }

    @Test
    void should_not_wait_for_a_person_to_type_a_picture() {
        StandardInput typed = new StandardInput(InputStream.nullInputStream(), true);
        for (String[] arguments :
                new String[][] {{"score", "-", "-p", "a fox"}, {"score", "--manifest", "-"}, {"calibrate", "-"}}) {
            Run run = Run.of(settings -> FAKE, typed, Terminal.NONE, arguments);
            assertThat(run.err())
                    .isEqualTo("clipunit " + arguments[0]
                            + ": standard input [-] must be a pipe or a file, but is this terminal; pipe something in,"
                            + " such as cat fox.png | clipunit score - --prompt \"a red fox\"\n");
            assertThat(run.exitCode()).isEqualTo(2);
        }
    }

    @Test
    void should_calibrate_by_a_manifest() throws IOException {
        StringBuilder manifest = new StringBuilder("image,prompt,matches\n");
        for (int i = 0; i < 40; i++) {
            manifest.append(FOX)
                    .append(",a fox ")
                    .append(i)
                    .append(',')
                    .append(i % 2 == 0)
                    .append('\n');
        }
        Path file = folder.resolve("from-file.csv");
        Files.writeString(
                file,
                manifest.toString().replace(FOX.toString(), FOX.toAbsolutePath().toString()));
        ClipScorer scorer = new HashScorer("clip", "weights");
        Path output = folder.resolve("out.json");
        Run piped = Run.of(scorer, bytes(manifest.toString()), "calibrate", "-", "-o", output.toString());
        assertThat(piped.exitCode()).as(piped.err()).isZero();
        String calibration = Files.readString(output);
        Run.of(scorer, "calibrate", file.toString(), "-o", output.toString());
        assertThat(Files.readString(output)).isEqualTo(calibration);
    }
}
