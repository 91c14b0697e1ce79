package io.github.clipunit.judges;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.github.clipunit.PlayedTests;
import io.github.clipunit.assertj.ClipAssertions;
import io.github.clipunit.judge.PictureJudge;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.testkit.engine.EngineExecutionResults;

/** Keeps the page's Java, messages and numbers equal to what is run, printed and reckoned. */
class JudgesGuideTest {

    private static final Path PAGE = Path.of("docs/judges.md");
    private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("(?m)^\\| (\\d) \\| ([\\d.]+) \\| ([\\d.]+) % \\| ([\\d.]+) % \\|$");

    @Test
    void should_show_only_code_that_is_run() throws IOException {
        String sources;
        try (Stream<Path> files = Files.list(Path.of("src/test/java/io/github/clipunit/judges"))) {
            sources = files.map(JudgesGuideTest::read)
                    .map(JudgesGuideTest::squeezed)
                    .collect(Collectors.joining("\n"));
        }
        List<String> snippets = JAVA.matcher(Files.readString(PAGE))
                .results()
                .map((MatchResult match) -> squeezed(match.group(1)))
                .toList();
        assertThat(snippets).hasSize(4).allSatisfy(snippet -> assertThat(sources)
                .contains(snippet));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String squeezed(String code) {
        return code.replaceAll("\\s+\\.", ".")
                .replaceAll("\\(\\s+", "(")
                .replaceAll("\\s+", " ")
                .strip();
    }

    @TempDir
    Path base;

    @AfterEach
    void paintThreeAgain() {
        FakePainter.three = 3;
    }

    /** Failure messages by test. */
    private Map<String, String> run(String... settings) {
        EngineExecutionResults results = PlayedTests.run(FoxPosters.class, base, settings);
        assertThat(results.testEvents().finished().count()).isEqualTo(4);
        return PlayedTests.failures(results);
    }

    @Test
    void should_pass_for_three_foxes_and_fail_for_four() throws IOException {
        assertThat(run()).isEmpty();
        FakePainter.three = 4;
        assertThat(run()).as("the cassette has three").isEmpty();
        Map<String, String> failures = run("clipunit.cassette.mode", "live");
        assertThat(failures.keySet())
                .containsExactly("asksByProbability()", "paintsThreeFoxes()", "stillPaintsThreeFoxes()");
        assertThat(failures.get("paintsThreeFoxes()"))
                .contains("to:\n  \"Are there exactly three foxes?\"\n", "gpt-4o-mini, 2026-11; 5 answers\n");
        assertThat(failures.get("stillPaintsThreeFoxes()"))
                .contains("recorded: yes (1.000000)\nbut was:  no (0.000000)\n");
    }

    @Test
    void should_show_an_answer_and_a_table_as_they_are() throws IOException {
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
        try {
            assertThat(run()).isEmpty();
        } finally {
            System.setOut(before);
        }
        String page = Files.readString(PAGE);
        assertThat(page)
                .contains("```\n" + printed.toString(StandardCharsets.UTF_8).strip() + "\n```");
        try (Stream<Path> files = Files.walk(base)) {
            String answer = files.filter(file -> file.toString().contains("is-there-snow"))
                    .map(JudgesGuideTest::read)
                    .findFirst()
                    .orElseThrow();
            assertThat(page)
                    .contains("```json\n" + answer.replaceFirst("(\"[0-9a-f]{12})[0-9a-f]{52}\"", "$1…\"") + "```");
        }
    }

    @Test
    void should_show_the_message_of_a_checklist_as_it_is() throws IOException {
        PictureJudge judge = PictureJudge.ofAnswers(
                "gpt-4o-mini, 2026-11", 5, (picture, question) -> question.contains("red") ? "No." : "Yes.");
        AssertionError failure =
                catchThrowableOfType(AssertionError.class, () -> ClipAssertions.assertThat(FakePainter.foxes(3, 0))
                        .judgedBy(judge)
                        .meetsAll("Is there snow?", "Are all foxes red?"));
        assertThat(Files.readString(PAGE)).contains("```" + failure.getMessage() + "\n```");
    }

    /** By summing over all pairs of counts. */
    @Test
    void should_give_the_rates_at_which_chance_alone_regresses() throws IOException {
        List<MatchResult> rows = ROW.matcher(Files.readString(PAGE)).results().toList();
        assertThat(rows).hasSize(6).allSatisfy(row -> {
            int answers = Integer.parseInt(row.group(1));
            BinomialDistribution yes = BinomialDistribution.of(answers, Double.parseDouble(row.group(2)));
            double flips = 0;
            double falls = 0;
            for (int golden = 0; golden <= answers; golden++) {
                for (int now = 0; now <= answers; now++) {
                    boolean flipped = 2 * golden > answers != 2 * now > answers;
                    int towardsTheOther = 2 * golden > answers ? golden - now : now - golden;
                    double both = yes.probability(golden) * yes.probability(now);
                    flips += flipped ? both : 0;
                    falls += flipped || 10 * towardsTheOther > 2 * answers ? both : 0;
                }
            }
            assertThat(row.group(3)).isEqualTo(percent(flips));
            assertThat(row.group(4)).isEqualTo(percent(falls));
        });
    }

    private static String percent(double share) {
        return String.format(Locale.ROOT, "%.1f", 100 * share);
    }
}
