package io.github.clipunit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The page's files are those of projects in {@code src/builds}, which are built; the message that it shows is compared there. */
class StartPageTest {

    private static final Pattern VERSION = Pattern.compile("@([\\w.-]+)@");
    private static final Path START = Path.of("src/builds/start");
    private static final Path KOTLIN = Path.of("src/builds/kotlin");

    private final MarkdownPage page = MarkdownPage.read(Path.of("docs/start.md"));

    @Test
    void should_show_the_project_that_is_built() throws IOException {
        assertThat(page.blocks("xml")).containsExactly(withVersions(Files.readString(START.resolve("pom.xml"))));
        assertThat(page.blocks("java"))
                .containsExactly(
                        Files.readString(START.resolve("src/main/java/com/example/posters/Posters.java")),
                        Files.readString(START.resolve("src/test/java/com/example/posters/PostersTest.java")));
        assertThat(page.blocks("kotlin"))
                .containsExactly(
                        Files.readString(Path.of("docs/samples/start/build.gradle.kts")),
                        Files.readString(KOTLIN.resolve("src/test/kotlin/com/example/posters/PostersTest.kt")));
    }

    @Test
    void should_name_the_versions_of_this_build() throws IOException {
        assertThat(page.blocks("kotlin").get(0))
                .contains("implementation(\"io.github.clipunit:clipunit:" + version("project.version") + "\")")
                .contains("useJUnitJupiter(\"" + version("junit.version") + "\")");
        assertThat(page.text())
                .contains("`kotlin(\"jvm\") version \""
                        + value(Files.readString(KOTLIN.resolve("pom.xml")), "kotlin.version") + "\"`");
    }

    private static String withVersions(String pom) throws IOException {
        Matcher version = VERSION.matcher(pom);
        StringBuilder filled = new StringBuilder();
        while (version.find()) {
            version.appendReplacement(filled, version(version.group(1)));
        }
        return version.appendTail(filled).toString();
    }

    /** The version that pages name: that of the build, or of the last release while the next one is made. */
    private static String version(String name) throws IOException {
        String pom = Files.readString(Path.of("pom.xml"));
        if (!name.equals("project.version")) {
            return value(pom, name);
        }
        String version = pom.replaceFirst("(?s).*?<artifactId>clipunit</artifactId>\\s*<version>([^<]+)<.*", "$1");
        return version.endsWith("-SNAPSHOT") && pom.contains("<last.release>") ? value(pom, "last.release") : version;
    }

    private static String value(String pom, String name) {
        return pom.replaceFirst("(?s).*<" + Pattern.quote(name) + ">([^<]+)<.*", "$1");
    }
}
