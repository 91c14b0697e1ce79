package io.github.clipunit.release;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** CHANGELOG.md, and {@code .ci/notes}, which cuts a release's part out of it. */
class ChangelogTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^## \\[(.+)] - (.+)$");

    @TempDir
    private Path folder;

    @Test
    void should_begin_with_the_version_in_the_pom() throws IOException {
        String version = found("<artifactId>clipunit</artifactId>\\s+<version>(.+)</version>", read("pom.xml"));
        MatchResult newest =
                HEADING.matcher(read("CHANGELOG.md")).results().findFirst().orElseThrow();
        assertThat(newest.group(1)).isEqualTo(version.replace("-SNAPSHOT", ""));
        assertThat(newest.group(2)).matches(version.endsWith("-SNAPSHOT") ? "Unreleased" : "\\d{4}-\\d\\d-\\d\\d");
    }

    /** As Keep a Changelog 1.1.0 names them. */
    @Test
    void should_use_the_headings_of_its_form_and_link_each_version() throws IOException {
        String changelog = read("CHANGELOG.md");
        assertThat(changelog.lines().filter(line -> line.startsWith("### ")))
                .isSubsetOf("### Added", "### Changed", "### Deprecated", "### Removed", "### Fixed", "### Security");
        assertThat(changelog.lines().filter(line -> line.startsWith("## ")))
                .allMatch(line -> HEADING.matcher(line).matches());
        HEADING.matcher(changelog).results().forEach(heading -> assertThat(changelog)
                .contains("\n[" + heading.group(1) + "]: https://github.com/"));
    }

    @Test
    @DisabledOnOs(OS.WINDOWS)
    void should_cut_out_a_release() throws IOException {
        assertThat(notes("0.2.0", "v0.2.0")).isEqualTo("0\nThe newest.\n\n### Fixed\n\n- One, see [this](x).\n");
        assertThat(notes("0.1.0", "v0.1.0")).isEqualTo("0\nThe first.\n");
    }

    @ParameterizedTest
    @DisabledOnOs(OS.WINDOWS)
    @CsvSource(
            delimiter = '|',
            value = {
                "0.2.0|v0.2.1|The tag must be v and the version in pom.xml [0.2.0], but it is [v0.2.1]: tag the commit that"
                        + " sets the version.",
                "0.2.0-SNAPSHOT|v0.2.0|The tag must be v and the version in pom.xml [0.2.0-SNAPSHOT], but it is [v0.2.0]: tag"
                        + " the commit that sets the version.",
                "0.3.0|v0.3.0|CHANGELOG.md must have a line [## [0.3.0] - YYYY-MM-DD]: write the day of the release into it.",
                "0.4.0|v0.4.0|CHANGELOG.md must have a line [## [0.4.0] - YYYY-MM-DD]: write the day of the release into it.",
            })
    void should_refuse_a_tag(String version, String tag, String error) throws IOException {
        assertThat(notes(version, tag)).isEqualTo("1\n" + error + "\n");
    }

    private String notes(String version, String tag) throws IOException {
        Files.createDirectories(folder.resolve(".ci"));
        Path script = Files.writeString(folder.resolve(".ci/notes"), read(".ci/notes"));
        Files.writeString(
                folder.resolve("pom.xml"), "  <version>" + version + "</version>\n      <version>9</version>\n");
        Files.writeString(folder.resolve("CHANGELOG.md"), """
                # Changelog

                ## [0.3.0] - Unreleased
                Not yet.

                ## [0.2.0] - 2027-02-01
                The newest.

                ### Fixed

                - One, see [this](x).
                ## [0.1.0] - 2027-01-01
                The first.
                [0.2.0]: https://github.com/clipunit/clipunit/releases/tag/v0.2.0
                """);
        Process bash;
        try {
            bash = new ProcessBuilder(List.of("bash", script.toString(), tag))
                    .redirectErrorStream(true)
                    .start();
        } catch (IOException e) {
            assumeTrue(false, "the script is not run where there is no bash");
            throw e;
        }
        String output = new String(bash.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return bash.onExit().join().exitValue() + "\n" + output;
    }

    private static String found(String pattern, String text) {
        return Pattern.compile(pattern)
                .matcher(text)
                .results()
                .findFirst()
                .orElseThrow()
                .group(1);
    }

    private static String read(String file) throws IOException {
        return Files.readString(Path.of(file)).replace("\r\n", "\n");
    }
}
