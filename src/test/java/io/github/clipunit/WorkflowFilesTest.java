package io.github.clipunit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The workflows of this project, and those that it offers to others. */
class WorkflowFilesTest {

    private static final Path SAMPLES = Path.of("docs/samples/ci");
    private static final Path RELEASE = Path.of(".github/workflows/release.yml");
    private static final Path DOCS = Path.of(".github/workflows/docs.yml");
    private static final Path GITHUB = SAMPLES.resolve("github-actions.yml");
    private static final Path GITLAB = SAMPLES.resolve("gitlab-ci.yml");
    private static final Path AZURE = SAMPLES.resolve("azure-pipelines.yml");
    private static final Path JENKINS = SAMPLES.resolve("Jenkinsfile");
    private static final Path GUIDE = Path.of("docs/ci.md");

    @BeforeAll
    static void requireBash() throws InterruptedException {
        boolean isThere;
        try {
            isThere = new ProcessBuilder("bash", "-c", "exit 42").start().waitFor() == 42;
        } catch (IOException e) {
            isThere = false;
        }
        assumeTrue(isThere, "commands are not checked where there is no bash");
    }

    static Stream<Path> files() throws IOException {
        try (Stream<Path> own = Files.list(Path.of(".github/workflows"));
                Stream<Path> samples = Files.list(SAMPLES)) {
            return Stream.concat(own, samples)
                    .filter(file -> file.toString().matches(".*\\.ya?ml"))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("files")
    void should_be_in_order(Path file) throws IOException {
        assertThat(new WorkflowFile(Files.readString(file)).faults()).isEmpty();
    }

    @Test
    void should_find_all_files() throws IOException {
        assertThat(files()).contains(Path.of(".github/workflows/ci.yml"), RELEASE, DOCS, GITHUB, GITLAB, AZURE);
    }

    @Test
    void should_show_the_secrets_of_a_release_to_its_protected_job_alone() throws IOException {
        WorkflowFile release = new WorkflowFile(Files.readString(RELEASE));
        JsonNode jobs = release.at("/jobs");
        assertThat(jobs.properties())
                .allMatch(job -> job.getValue().toString().contains("secrets.")
                        == job.getValue().path("environment").asText().equals("maven-central"));
        assertThat(jobs.path("publish").path("environment").asText()).isEqualTo("maven-central");
        assertThat(release.at("/permissions")).hasToString("{\"contents\":\"read\"}");
        assertThat(jobs.properties().stream()
                        .filter(job -> job.getValue().has("permissions"))
                        .map(Map.Entry::getKey))
                .containsExactly("announce");
        assertThat(release.at("/jobs/announce/permissions")).hasToString("{\"contents\":\"write\"}");
    }

    @Test
    void should_publish_pages_of_releases_by_a_job_that_builds_nothing() throws IOException {
        WorkflowFile docs = new WorkflowFile(Files.readString(DOCS));
        assertThat(docs.at("/permissions")).hasToString("{\"contents\":\"read\"}");
        assertThat(docs.at("/jobs/build").has("permissions")).isFalse();
        JsonNode publish = docs.at("/jobs/publish");
        assertThat(publish.path("permissions")).hasToString("{\"pages\":\"write\",\"id-token\":\"write\"}");
        assertThat(publish.path("steps")).hasSize(1);
        assertThat(publish.path("if").asText())
                .isEqualTo("${{ startsWith(github.ref, 'refs/tags/v') || github.event_name == 'workflow_dispatch' }}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "permissions:\\n  contents: read\\n| |$: required property 'permissions' not found",
                "contents: read|content: read|$.permissions: property 'content' is not defined in the schema and the schema"
                        + " does not allow additional properties",
                "jobs:|job:|$: required property 'stages' not found",
                "    steps:|    step:|$.jobs.shard: required property 'steps' not found",
                "\\n    timeout-minutes: 45| |$.jobs.shard: required property 'timeout-minutes' not found",
                "        run: exit 1|        ruin: exit 1|$.jobs.report.steps[9]: must be valid to one and only one schema,"
                        + " but 0 are valid",
                "  report:|  shard:|Duplicate field 'shard'",
                "matrix:\\n|matrix: [\\n|while parsing a flow sequence",
                "needs: shard|needs: shards|job [report] needs [shards], which is no job",
                "needs.shard.result|needs.other.result|job [report] does not need [other]: [${{ !cancelled() &&"
                        + " needs.other.result != 'success' }}]",
                "name: Shard ${{ matrix.shard }}|name: Shard ${{ matrix.part }}|job [shard] has no axis [part] in its"
                        + " matrix: [Shard ${{ matrix.part }}]",
                "name: Shard ${{ matrix.shard }}|name: Shard ${{ matrix.shard }|an expression is not closed, or was not"
                        + " opened: [Shard ${{ matrix.shard }]",
                "checkout@[0-9a-f]+ # v5.0.0|checkout@v5|not pinned to a commit with its version in a comment: [- uses:"
                        + " actions/checkout@v5]",
                "(checkout@[0-9a-f]+) # v5.0.0|$1|not pinned to a commit with its version in a comment: [- uses:"
                        + " actions/checkout@08c6903cd8c0fde910a37f88322edcfb5dd907a8]",
                "run: exit 1|run: if true|job [report] has a command that Bash cannot read: [if true]",
                "run: exit 1|run: echo ${{ github.ref }}|a command holds an expression, which others may fill; pass it by"
                        + " env: [echo ${{ github.ref }}]",
            })
    void should_refuse_a_workflow(String of, String by, String fault) throws IOException {
        assertThat(new WorkflowFile(changed(GITHUB, of, by)).faults()).contains(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "  parallel: 4|  paralel: 4|$.shard: property 'paralel' is not defined in the schema and the schema does not"
                        + " allow additional properties",
                "parallel: 4|parallel: 0|$.shard.parallel: must have a minimum value of 1",
                "stage: report|stage: reports|job [report] is of stage [reports], which is none of [report, test]",
                "files: \\[pom.xml]|files: [a, b, c]|$.shard.cache[2].key.files: must have at most 2 items but found 3",
                "image: .*|image: maven|$.default.image: does not match the regex pattern ^[^:]+:[0-9][^:]*$",
                "    - mvn -B.*|    - (mvn|job [shard] has a command that Bash cannot read: [(mvn]",
                "expose_as: clipunit report|expose_as: a/b|$.report.artifacts.expose_as: does not match the regex pattern"
                        + " ^[A-Za-z0-9_ -]{1,100}$",
                "  when: always\\n  timeout|  needs: [build]\\n  timeout|job [report] needs [build], which is no job",
            })
    void should_refuse_a_pipeline(String of, String by, String fault) throws IOException {
        assertThat(new WorkflowFile(changed(GITLAB, of, by)).faults()).contains(fault);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            value = {
                "parallel: 4|parallels: 4|$.jobs[0].strategy: property 'parallels' is not defined in the schema and the schema"
                        + " does not allow additional properties",
                "\\n    timeoutInMinutes: 15| |$.jobs[1]: required property 'timeoutInMinutes' not found",
                "Cache@2|Cache|$.jobs[0].steps[1].task: does not match the regex pattern ^[A-Za-z0-9]+@[0-9]+$",
                "dependsOn: shard|dependsOn: shards|job [report] needs [shards], which is no job",
                "bash: mvn -B -ntp|bash: (mvn|job [shard] has a command that Bash cannot read: [(mvn test"
                        + " -Dsurefire.excludesFile=\"$PWD/target/clipunit/others.txt\"]",
            })
    void should_refuse_a_pipeline_of_azure(String of, String by, String fault) throws IOException {
        assertThat(new WorkflowFile(changed(AZURE, of, by)).faults()).contains(fault);
    }

    /** No Groovy is here to read it, so its brackets are counted, and Bash reads its commands. */
    @Test
    void should_have_a_file_for_jenkins_in_order() throws IOException {
        String text = Files.readString(JENKINS);
        List<String> commands = Pattern.compile("(?s)\\bsh ('''|')(.*?)\\1")
                .matcher(text)
                .results()
                .map(hit -> hit.group(2))
                .toList();
        assertThat(commands).hasSize(5);
        for (String command : commands) {
            assertThat(WorkflowFile.ofScript("Jenkins", command)).isEmpty();
        }
        String code = text.replaceAll("(?s)'''.*?'''|'[^'\\n]*'|\"[^\"\\n]*\"|//[^\\n]*", "");
        Deque<Character> closing = new ArrayDeque<>();
        for (char bracket : code.replaceAll("[^{}()\\[\\]]", "").toCharArray()) {
            int kind = "{[(".indexOf(bracket);
            if (kind >= 0) {
                closing.push("}])".charAt(kind));
            } else {
                assertThat(closing.poll()).isEqualTo(bracket);
            }
        }
        assertThat(closing).isEmpty();
        assertThat(code).contains("pipeline {", "matrix {", "catchError(", "unstash");
    }

    /** What the guide quotes of a workflow is in a sample that is checked. */
    @Test
    void should_quote_samples_in_the_guide() throws IOException {
        StringBuilder samples = new StringBuilder();
        for (Path file : files().toList()) {
            samples.append(Files.readString(file));
        }
        List<String> quoted = Pattern.compile("(?s)```yaml\\n(.*?)```")
                .matcher(Files.readString(GUIDE))
                .results()
                .map(block -> block.group(1))
                .toList();
        assertThat(quoted).isNotEmpty().allMatch(samples.toString()::contains);
    }

    private static String changed(Path file, String of, String by) throws IOException {
        String text = Files.readString(file);
        String replacement = by == null ? "" : by.replace("\\n", "\n").replace("${", "\\${");
        String changed = text.replaceFirst(of.replace("${{", "\\$\\{\\{"), replacement);
        assertThat(changed).isNotEqualTo(text);
        return changed;
    }

    /** What a build runs is GitHub's; those of others must be the same but for their names. */
    @Test
    void should_divide_test_classes_as_the_guide_says() throws IOException {
        WorkflowFile github = new WorkflowFile(Files.readString(GITHUB));
        WorkflowFile gitlab = new WorkflowFile(Files.readString(GITLAB));
        WorkflowFile azure = new WorkflowFile(Files.readString(AZURE));

        String commands = String.valueOf(github.commands("shard").get("Choose test classes"));
        assertThat(Files.readString(GUIDE))
                .contains("```\n" + commands.replace("mkdir -p target/clipunit\n", "") + "mvn test ");
        assertThat(gitlab.at("/shard/script/0")
                        .asText()
                        .replace("CI_NODE_INDEX", "SHARD")
                        .replace("CI_NODE_TOTAL", "SHARDS"))
                .isEqualTo(commands);
        assertThat(azure.at("/jobs/0/steps/4/bash").asText()).isEqualTo(commands);
        assertThat(Files.readString(JENKINS).replaceAll("(?m)^ {32}", ""))
                .contains(commands)
                .contains("SHARDS = '4'")
                .contains("values '1', '2', '3', '4'");
        assertThat(github.at("/env/SHARDS").asInt())
                .isEqualTo(github.at("/jobs/shard/strategy/matrix/shard").size())
                .isEqualTo(gitlab.at("/variables/SHARDS").asInt())
                .isEqualTo(gitlab.at("/shard/parallel").asInt())
                .isEqualTo(azure.at("/variables/SHARDS").asInt())
                .isEqualTo(azure.at("/jobs/0/strategy/parallel").asInt())
                .isEqualTo(4);
    }
}
