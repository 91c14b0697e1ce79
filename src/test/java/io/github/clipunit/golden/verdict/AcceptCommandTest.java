package io.github.clipunit.golden.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That the commands for names of Kotlin run their tests is proved with Surefire, in the project src/builds/kotlin. */
class AcceptCommandTest {

    private static final String TYPE = "com.acme.FoxTest";

    @TempDir
    Path root;

    private Path file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, text);
    }

    private String lines(Project project, String type, String method) {
        GoldenKey key = new GoldenKey(root, "Fox/paints.json", "", false, false);
        return new AcceptCommand(project, type, Optional.of(method), key).accept();
    }

    @Test
    void should_name_the_one_tool_that_builds_the_module() throws IOException {
        file("pom.xml", "<project/>");
        assertThat(lines(new Project(root), TYPE, "paints"))
                .isEqualTo("To accept the new result, run this on your machine, review the diff and commit it:"
                        + "\n  Maven:  mvn test -Dtest=" + TYPE + "#paints -Dclipunit.golden.mode=update"
                        + "\n          on Windows: mvn test \"-Dtest=" + TYPE
                        + "#paints\" \"-Dclipunit.golden.mode=update\"");

        Files.delete(root.resolve("pom.xml"));
        file("build.gradle", "");
        assertThat(lines(new Project(root), TYPE, "paints"))
                .isEqualTo("To accept the new result, run this on your machine, review the diff and commit it:"
                        + "\n  Gradle: CLIPUNIT_GOLDEN_MODE=update ./gradlew test --tests " + TYPE
                        + ".paints --rerun"
                        + "\n          on Windows: cmd /c \"set CLIPUNIT_GOLDEN_MODE=update&& gradlew test --tests "
                        + TYPE
                        + ".paints --rerun\"");
    }

    @Test
    void should_name_the_module_of_mavens_reactor() throws IOException {
        file("pom.xml", "<project><modules><module>posters</module></modules></project>");
        file("posters/pom.xml", "<project/>");

        assertThat(lines(new Project(root.resolve("posters")), TYPE, "paints"))
                .isEqualTo("To accept the new result, run this on your machine, in the root directory of the build,"
                        + " review the diff and commit it:\n  Maven:  mvn test -pl posters -am -Dtest=" + TYPE
                        + "#paints -Dsurefire.failIfNoSpecifiedTests=false -Dclipunit.golden.mode=update"
                        + "\n          on Windows: mvn test -pl posters -am \"-Dtest=" + TYPE
                        + "#paints\" \"-Dsurefire.failIfNoSpecifiedTests=false\" \"-Dclipunit.golden.mode=update\"");
    }

    @Test
    void should_name_gradles_project_and_the_task_of_the_source_set() throws IOException {
        file("settings.gradle", "include 'posters'");
        Path base = root.resolve("posters");

        assertThat(lines(new Project(base, base.resolve("build"), "integrationTest"), TYPE, "paints"))
                .isEqualTo("To accept the new result, run this on your machine, in the root directory of the build,"
                        + " review the diff and commit it:\n  Gradle: CLIPUNIT_GOLDEN_MODE=update ./gradlew -p posters"
                        + " integrationTest --tests " + TYPE + ".paints --rerun"
                        + "\n          on Windows: cmd /c \"set CLIPUNIT_GOLDEN_MODE=update&& gradlew -p posters"
                        + " integrationTest --tests " + TYPE + ".paints --rerun\"");
    }

    @Test
    void should_escape_what_build_tools_and_shells_change() {
        assertThat(lines(new Project(root), TYPE, "malt größer, 'schöner'"))
                .contains("\n  Maven:  mvn test '-Dtest=%regex[" + TYPE
                        + ".class#malt gr\\u00f6\\u00dfer\\u002c \\u0027sch\\u00f6ner\\u0027]' -Dclipunit.golden.mode=update"
                        + "\n          on Windows: mvn test \"-Dtest=%regex[" + TYPE
                        + ".class#malt gr\\u00f6\\u00dfer\\u002c \\u0027sch\\u00f6ner\\u0027]\""
                        + " \"-Dclipunit.golden.mode=update\""
                        + "\n  Gradle: CLIPUNIT_GOLDEN_MODE=update CLIPUNIT_GOLDEN_ONLY=Fox/paints.json ./gradlew test"
                        + " --tests '" + TYPE + ".malt gr*er, *sch*ner*' --rerun"
                        + "\n          on Windows: cmd /c \"set CLIPUNIT_GOLDEN_MODE=update&& set"
                        + " CLIPUNIT_GOLDEN_ONLY=Fox/paints.json&& gradlew test --tests " + TYPE
                        + ".malt*gr*er*sch*ner* --rerun\"");
        assertThat(lines(new Project(root), TYPE + "$Inside", "paints"))
                .contains("'-Dtest=" + TYPE + "$Inside#paints'")
                .contains("\"-Dtest=" + TYPE + "?Inside#paints\"")
                .contains("--tests '" + TYPE + "$Inside.paints'")
                .contains("--tests " + TYPE + "*Inside.paints --rerun\"");
    }
}
