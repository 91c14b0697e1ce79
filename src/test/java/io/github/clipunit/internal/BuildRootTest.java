package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BuildRootTest {

    @TempDir
    Path root;

    private void file(String path, String text) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, text);
    }

    @Test
    void should_be_the_outermost_pom_that_lists_the_module_or_one_that_does() throws IOException {
        file(
                "pom.xml",
                "<project><modules>\n<module>core</module>\n<module> pictures/pom.xml </module></modules></project>");
        file(
                "pictures/pom.xml",
                "<project><subprojects><subproject>print/posters</subproject></subprojects></project>");
        file("pictures/print/posters/pom.xml", "<project/>");

        assertThat(BuildRoot.ofMaven(root.resolve("pictures/print/posters")))
                .isEqualTo(new BuildRoot(root, "pictures/print/posters"));
        assertThat(BuildRoot.ofMaven(root.resolve("core"))).isEqualTo(new BuildRoot(root, "core"));
        assertThat(BuildRoot.ofMaven(root)).isEqualTo(new BuildRoot(root, ""));
    }

    @Test
    void should_be_the_module_itself_where_no_pom_lists_it() throws IOException {
        file(
                "pom.xml",
                "<project><!-- <module>posters</module> --><modules><module>cards</module></modules></project>");
        file("posters/pom.xml", "<project/>");

        assertThat(BuildRoot.ofMaven(root.resolve("posters"))).isEqualTo(new BuildRoot(root.resolve("posters"), ""));
    }

    @Test
    void should_be_where_gradles_settings_are() throws IOException {
        file("settings.gradle.kts", "include(\"pictures:posters\")");
        file("alone/build.gradle", "");

        assertThat(BuildRoot.ofGradle(root.resolve("pictures/posters")))
                .isEqualTo(new BuildRoot(root, "pictures/posters"));
        assertThat(BuildRoot.ofGradle(root)).isEqualTo(new BuildRoot(root, ""));
        file("alone/settings.gradle", "");
        assertThat(BuildRoot.ofGradle(root.resolve("alone"))).isEqualTo(new BuildRoot(root.resolve("alone"), ""));
    }
}
