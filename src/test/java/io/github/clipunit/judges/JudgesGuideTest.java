package io.github.clipunit.judges;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.commons.statistics.distribution.BinomialDistribution;
import org.junit.jupiter.api.Test;

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
        assertThat(snippets).hasSizeGreaterThan(4).allSatisfy(snippet -> assertThat(sources)
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
        return String.format(java.util.Locale.ROOT, "%.1f", 100 * share);
    }
}
