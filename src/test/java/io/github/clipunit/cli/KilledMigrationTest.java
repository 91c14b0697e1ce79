package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.SixDigits;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.model.hub.ModelNames;
import io.github.clipunit.settings.Settings;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class KilledMigrationTest {

    private static final int GOLDENS = 40;

    @TempDir
    private Path base;

    /** A JVM of its own that migrates and says each golden as it is written. */
    static final class Migrator {

        private Migrator() {}

        public static void main(String[] arguments) {
            int exitCode = Clipunit.commandLine(
                            KilledMigrationTest::open,
                            KilledMigrationTest::open,
                            new StandardInput(System.in, false),
                            Progress.NONE)
                    .setOut(new PrintWriter(System.out, true, StandardCharsets.UTF_8))
                    .execute(arguments);
            System.exit(exitCode);
        }
    }

    /** With embeddings so long that writing them takes a while. */
    private static ClipScorer open(Settings settings) {
        String name = settings.get(ModelNames.MODEL);
        return new HashScorer(name, name.equals("old-clip") ? "1111" : "2222", 10_000, 200);
    }

    private static ClipScorer scorer(String name) {
        return open(Settings.of(Map.of("clipunit.model", name)));
    }

    private Process start() throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Djava.awt.headless=true",
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Migrator.class.getName(),
                        "golden",
                        "migrate",
                        "--goldens",
                        base.resolve("src/test/resources/golden").toString(),
                        "--to",
                        "new-clip",
                        "--write")
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private KeptGoldens record() throws IOException {
        KeptGoldens kept = KeptGoldens.in(base);
        for (int i = 0; i < GOLDENS; i++) {
            kept.record(name(i), scorer("old-clip"), "a fox", kept.keep(name(i), KeptGoldens.picture(i)));
        }
        return kept;
    }

    private static String name(int number) {
        return String.format(Locale.ROOT, "paints_%02d", number);
    }

    /** How many are of the new model; each is wholly of one of the two. */
    private static int migrated(KeptGoldens kept) {
        int migrated = 0;
        for (int i = 0; i < GOLDENS; i++) {
            GoldenRecord golden = kept.read(name(i));
            ClipScorer scorer = scorer(golden.model().id());
            ClipImage picture = KeptGoldens.picture(i);
            assertThat(golden.model()).isEqualTo(GoldenRecord.Model.of(scorer.model()));
            Embedding embedding = scorer.embed(picture);
            assertThat(golden.first().embedding().cosine(embedding)).isGreaterThan(0.99999);
            assertThat(golden.first().samples())
                    .containsExactly(new GoldenRecord.Sample(
                            picture.sha256(), SixDigits.round(embedding.cosine(scorer.embed("a fox")))));
            migrated += golden.model().id().equals("new-clip") ? 1 : 0;
        }
        return migrated;
    }

    private static List<String> files(KeptGoldens kept) throws IOException {
        try (Stream<Path> files =
                Files.list(Objects.requireNonNull(kept.json("x").getParent()))) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void should_leave_each_golden_whole_when_killed_and_go_on_from_there() throws IOException {
        KeptGoldens kept = record();
        List<String> expected = files(kept);
        List<Integer> reached = new ArrayList<>();
        for (int kill = 0; kill < 3; kill++) {
            Process process = start();
            try (BufferedReader lines = process.inputReader()) {
                int rows = 0;
                for (String line = lines.readLine(); rows < 3 + kill && line != null; line = lines.readLine()) {
                    rows += line.contains("\"a fox\"") ? 1 : 0;
                }
            } finally {
                process.destroyForcibly().onExit().join();
            }
            reached.add(migrated(kept));
        }
        assertThat(reached).isSorted().allMatch(count -> count >= 3);

        Run rest = kept.migrate(KilledMigrationTest::open, "--to", "new-clip", "--write");

        assertThat(rest.exitCode()).isZero();
        assertThat(rest.out()).contains("\n" + GOLDENS + " goldens: " + (GOLDENS - reached.get(2)) + " migrated to");
        assertThat(migrated(kept)).isEqualTo(GOLDENS);
        assertThat(files(kept)).isEqualTo(expected);
    }

    @Test
    void should_tear_nothing_when_two_processes_migrate_at_once() throws IOException {
        KeptGoldens kept = record();
        List<String> expected = files(kept);
        Process first = start();
        Process second = start();
        try {
            String said = new String(first.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                    + new String(second.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(first.onExit().join().exitValue()).as(said).isZero();
            assertThat(second.onExit().join().exitValue()).as(said).isZero();
            assertThat(said.lines().filter(line -> line.contains("\"a fox\"")))
                    .as("rows of both, each golden being written once")
                    .hasSize(GOLDENS);
        } finally {
            first.destroyForcibly();
            second.destroyForcibly();
        }
        assertThat(migrated(kept)).isEqualTo(GOLDENS);
        assertThat(files(kept)).isEqualTo(expected);
    }
}
