package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.golden.store.JoinedLedgers;
import io.github.clipunit.golden.store.Unasked;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A project of Gradle with two source sets, in two languages, whose tests run in JVMs like those of Gradle's tasks. */
class GradleTest {

    private static final String RED = "#e00000";
    private static final String GREEN = "#00c000";

    @TempDir
    Path root;

    private Path project;

    private record Task(int failed, String console, String output) {}

    @BeforeEach
    void compile() throws IOException {
        Files.writeString(root.resolve("settings.gradle.kts"), "include(\"posters\")");
        project = Files.createDirectories(root.resolve("posters"));
        CompiledTests.in(classes("java", "test"), test("FoxTest"));
        CompiledTests.in(classes("kotlin", "test"), test("OwlTest"));
        CompiledTests.in(classes("java", "integrationTest"), test("FoxShopTest"));
    }

    private Path classes(String language, String sourceSet) throws IOException {
        return Files.createDirectories(
                project.resolve("build/classes").resolve(language).resolve(sourceSet));
    }

    private static String test(String name) {
        return """
                @ClipTest(model = "pictogram")
                class %s {
                    @Test
                    void paints() {
                        var image = new java.awt.image.BufferedImage(64, 64, java.awt.image.BufferedImage.TYPE_INT_RGB);
                        var graphics = image.createGraphics();
                        graphics.setColor(java.awt.Color.WHITE);
                        graphics.fillRect(0, 0, 64, 64);
                        graphics.setColor(java.awt.Color.decode(System.getProperty("circle")));
                        graphics.fillOval(8, 8, 48, 48);
                        graphics.dispose();
                        assertThat(image).matchesPrompt("a red circle").hasNotRegressed();
                    }
                }
                """.formatted(name);
    }

    /** Runs a task as Gradle does: in the project's directory, with the folders of its source set alone. */
    private Task run(String task, String circle, Map<String, String> environment, String... tests)
            throws IOException, InterruptedException {
        Path output = project.resolve("build/output.txt");
        Path console = project.resolve("build/console.txt");
        String folders = Stream.of("classes/java/", "classes/kotlin/", "resources/")
                .map(folder -> project.resolve("build").resolve(folder + task).toString())
                .collect(Collectors.joining(File.pathSeparator));
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dorg.gradle.test.worker=7",
                "-Dclipunit.cache.embeddings=false",
                "-Dcircle=" + circle,
                "-cp",
                folders + File.pathSeparator + ModuleElsewhereTest.absoluteClassPath(),
                GradleWorker.class.getName(),
                output.toString()));
        Stream.of(tests).map(name -> "com.acme." + name).forEach(command::add);
        ProcessBuilder worker = new ProcessBuilder(command)
                .directory(project.toFile())
                .redirectErrorStream(true)
                .redirectOutput(console.toFile());
        worker.environment().putAll(environment);
        int failed = worker.start().waitFor();
        return new Task(failed, Files.readString(console), Files.readString(output));
    }

    private static String closingLine(String facts, Path folder) {
        return "clipunit: " + facts + "; pictures and details: "
                + folder.resolve("report.html").toUri();
    }

    @Test
    void should_give_each_source_set_goldens_and_a_report_of_its_own() throws Exception {
        Path goldens = project.resolve("src/test/resources/golden");
        Path others = project.resolve("src/integrationTest/resources/golden");
        Path report = project.resolve("build/clipunit");

        Task unit = run("test", RED, Map.of(), "FoxTest", "OwlTest");
        assertThat(unit.failed()).as(unit.output()).isZero();
        assertThat(unit.console())
                .isEqualToIgnoringNewLines(closingLine("2 goldens recorded (review and commit them)", report));
        assertThat(goldens).isDirectoryContaining("glob:**/com.acme.FoxTest");
        assertThat(goldens).isDirectoryContaining("glob:**/com.acme.OwlTest");
        assertThat(others).doesNotExist();

        Task integration = run("integrationTest", RED, Map.of(), "FoxShopTest");
        assertThat(integration.failed()).as(integration.output()).isZero();
        assertThat(integration.console())
                .isEqualToIgnoringNewLines(
                        closingLine("1 golden recorded (review and commit it)", report.resolve("integrationTest")));
        assertThat(others.resolve("com.acme.FoxShopTest/paints.json")).exists();

        Task again = run("test", RED, Map.of(), "FoxTest", "OwlTest");
        assertThat(again.failed()).as(again.output()).isZero();
        assertThat(again.console()).isEmpty();
        assertThat(again.output())
                .as("notices of goldens whose class is gone, which those of another source set are not")
                .doesNotContain("Goldens that no test used");
        assertThat(report.resolve("report.json")).exists();
    }

    @Test
    void should_not_call_what_another_source_set_or_a_filtered_test_asks_for_obsolete() throws Exception {
        Map<String, String> shared = Map.of("CLIPUNIT_GOLDEN_DIR", "goldens");
        run("test", RED, shared, "FoxTest", "OwlTest");
        run("integrationTest", RED, shared, "FoxShopTest");
        Path goldens = project.resolve("goldens");
        assertThat(goldens).isDirectoryContaining("glob:**/com.acme.FoxShopTest");

        assertThat(run("test", RED, shared, "FoxTest").output()).doesNotContain("Goldens that");
        assertThat(run("integrationTest", RED, shared, "FoxShopTest").output()).doesNotContain("Goldens that");

        for (String type : List.of("FoxTest", "FoxShopTest", "GoneTest")) {
            Path folder = Files.createDirectories(goldens.resolve("com.acme." + type));
            Files.writeString(folder.resolve("old.json"), "{}");
        }
        assertThat(run("test", RED, shared, "FoxTest", "OwlTest").output())
                .contains(
                        "Goldens that no test has used so far, but one still may:\n  goldens/com.acme.FoxTest/old.json: other"
                                + " source sets may keep goldens in the same directory")
                .doesNotContain("FoxShopTest/old", "GoneTest", "Goldens that no test used: ");
        run("integrationTest", RED, shared, "FoxShopTest");
        Unasked joined = JoinedLedgers.of(List.of(project.resolve("build/clipunit")))
                .unasked(root, null)
                .orElseThrow();
        assertThat(joined.obsolete())
                .containsExactly(
                        "posters/goldens/com.acme.FoxShopTest/old.json",
                        "posters/goldens/com.acme.FoxTest/old.json",
                        "posters/goldens/com.acme.GoneTest/old.json");
        assertThat(joined.unjudged()).isEmpty();
    }

    @Test
    void should_not_call_a_class_gone_that_another_folder_of_classes_holds() throws Exception {
        run("test", RED, Map.of(), "FoxTest", "OwlTest");
        Path kotlin = classes("kotlin", "test");
        Path aside = Files.move(kotlin, root.resolve("aside"));
        CompiledTests.in(Files.createDirectories(project.resolve("build/classes/scala/test")), test("OwlTest"));

        assertThat(run("test", RED, Map.of(), "FoxTest").output()).doesNotContain("Goldens that");

        Files.delete(project.resolve("build/classes/scala/test/com/acme/OwlTest.class"));
        assertThat(aside).exists();
        assertThat(run("test", RED, Map.of(), "FoxTest").output())
                .contains("Goldens that no test used: 1. They were kept because another run may use them.\n"
                        + "  src/test/resources/golden/com.acme.OwlTest/paints.json");
    }

    @Test
    void should_accept_what_the_command_of_a_source_set_says() throws Exception {
        run("test", RED, Map.of(), "FoxTest", "OwlTest");
        run("integrationTest", RED, Map.of(), "FoxShopTest");
        Path golden = project.resolve("src/integrationTest/resources/golden/com.acme.FoxShopTest/paints.json");
        String recorded = Files.readString(golden);

        Task worse = run("integrationTest", GREEN, Map.of(), "FoxShopTest");
        assertThat(worse.failed()).isEqualTo(1);
        assertThat(worse.output())
                .contains(
                        "To accept the new result, run this on your machine, in the root directory of the build, review"
                                + " the diff and commit it:\n  Gradle: CLIPUNIT_GOLDEN_MODE=update ./gradlew -p posters"
                                + " integrationTest --tests com.acme.FoxShopTest.paints --rerun\n");

        Task accepted = run("integrationTest", GREEN, Map.of("CLIPUNIT_GOLDEN_MODE", "update"), "FoxShopTest");
        assertThat(accepted.failed()).as(accepted.output()).isZero();
        assertThat(accepted.console()).startsWith("clipunit: 1 golden rewritten (review and commit it); ");
        assertThat(Files.readString(golden)).isNotEqualTo(recorded);
        assertThat(run("integrationTest", GREEN, Map.of(), "FoxShopTest").failed())
                .isZero();
    }
}
