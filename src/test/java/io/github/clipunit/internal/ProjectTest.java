package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProjectTest {

    @TempDir
    Path root;

    private final Map<String, String> properties = new HashMap<>();

    /** The module of a class in a folder that is made, with the working directory and other properties. */
    private Project module(Path working, String classes) throws IOException {
        properties.put("user.dir", working.toString());
        return Project.of(properties, Optional.of(Files.createDirectories(root.resolve(classes))));
    }

    private Path file(String path) throws IOException {
        Path file = root.resolve(path);
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "");
    }

    @Test
    void should_be_where_maven_says() throws IOException {
        file("pom.xml");
        file("posters/pom.xml");
        properties.put("basedir", root.resolve("posters").toString());

        assertThat(module(root, "elsewhere/target/test-classes"))
                .isEqualTo(new Project(root.resolve("posters"), root.resolve("posters/target")));
    }

    /** A project of several may leave its build file to the root. */
    @Test
    void should_be_where_gradles_worker_runs() throws IOException {
        file("build.gradle");
        properties.put("org.gradle.test.worker", "3");

        assertThat(module(root.resolve("posters"), "posters/build/classes/java/test"))
                .isEqualTo(new Project(root.resolve("posters"), root.resolve("posters/build")));
    }

    @Test
    void should_be_where_gradles_classes_are_though_its_worker_runs_in_the_root() throws IOException {
        file("build.gradle");
        properties.put("org.gradle.test.worker", "3");

        assertThat(module(root, "posters/build/classes/kotlin/test"))
                .isEqualTo(new Project(root.resolve("posters"), root.resolve("posters/build")));
    }

    @Test
    void should_know_gradles_source_set() throws IOException {
        file("build.gradle");
        Project ide = module(root, "bin/integrationTest");
        assertThat(ide).isEqualTo(new Project(root, root.resolve("build"), "integrationTest"));

        properties.put("org.gradle.test.worker", "3");
        assertThat(module(root, "build/classes/kotlin/integrationTest")).isEqualTo(ide);
        assertThat(module(root, "out/gradle/classes/java/integrationTest")).isEqualTo(ide);
        assertThat(module(root, "build/tmp/kotlin-classes/debugUnitTest").sourceSet())
                .isEqualTo("test");
        assertThat(ide.resources()).isEqualTo(root.resolve("src/integrationTest/resources"));
        assertThat(ide.records()).isEqualTo(root.resolve("build/clipunit/integrationTest/goldens"));
    }

    /** As where all tests are run from one module that says which directory is Maven's. */
    @Test
    void should_be_around_the_classes_within_the_directory_that_maven_says() throws IOException {
        file("pom.xml");
        file("posters/pom.xml");
        properties.put("basedir", root.toString());

        assertThat(module(root, "posters/target/test-classes"))
                .isEqualTo(new Project(root.resolve("posters"), root.resolve("posters/target")));
        assertThat(module(root, "target/bin/test-classes")).isEqualTo(new Project(root, root.resolve("target")));
    }

    @Test
    void should_keep_to_gradles_build_directory_beside_a_pom_too() throws IOException {
        file("pom.xml");
        file("build.gradle");
        assertThat(module(root, "target/test-classes").output()).isEqualTo(root.resolve("target/clipunit"));

        properties.put("org.gradle.test.worker", "3");
        Project gradle = module(root, "build/classes/java/test");
        assertThat(gradle.output()).isEqualTo(root.resolve("build/clipunit"));
        assertThat(gradle.records()).isEqualTo(root.resolve("build/clipunit/goldens"));
        assertThat(gradle.lock(root.resolve("fox.json")).file())
                .startsWithRaw(root.resolve("build/clipunit/goldens/locks"));
    }

    @Test
    void should_be_around_the_classes_where_an_ide_runs_them_elsewhere() throws IOException {
        file("pom.xml");
        file("posters/pom.xml");
        file("cards/build.gradle.kts");

        assertThat(module(root, "posters/target/test-classes"))
                .isEqualTo(new Project(root.resolve("posters"), root.resolve("posters/target")));
        assertThat(module(root, "cards/build/classes/java/test"))
                .isEqualTo(new Project(root.resolve("cards"), root.resolve("cards/build")));
        assertThat(module(root.resolve("bin"), "cards/out/test/classes").base()).isEqualTo(root.resolve("cards"));
    }

    /** As with sbt or Ant inside a repository that has a pom.xml at its top. */
    @Test
    void should_look_no_further_than_the_working_directory() throws IOException {
        file("pom.xml");

        assertThat(module(root.resolve("scala"), "scala/target/scala-3/test-classes")
                        .base())
                .isEqualTo(root.resolve("scala"));
    }

    @Test
    void should_be_the_working_directory_where_nothing_else_tells() throws IOException {
        Path working = Files.createDirectories(root.resolve("work"));
        properties.put("user.dir", working.toString());

        assertThat(Project.of(properties, Optional.empty())).isEqualTo(new Project(working, working.resolve("target")));
    }

    @Test
    void should_find_the_module_of_a_class_that_is_running() {
        assertThat(Project.of(ProjectTest.class).base()).isEqualTo(Path.of("").toAbsolutePath());
        assertThat(Project.of(String.class)).isEqualTo(Project.ofJvm());
    }

    @Test
    void should_find_the_module_and_the_source_set_that_goldens_belong_to() throws IOException {
        Path web = Files.createDirectories(root.resolve("web/src/test/resources/golden"));
        Files.writeString(root.resolve("web/pom.xml"), "");
        Path shop = Files.createDirectories(root.resolve("shop/src/integrationTest/resources/golden"));
        Files.writeString(root.resolve("shop/build.gradle.kts"), "");

        assertThat(Project.around(web)).isEqualTo(new Project(root.resolve("web")));
        assertThat(Project.around(shop))
                .isEqualTo(new Project(root.resolve("shop"), root.resolve("shop/build"), "integrationTest"));
        assertThat(Project.around(root.resolve("shop/goldens"))).isEqualTo(new Project(root.resolve("shop")));
        assertThat(Project.around(root)).isEqualTo(Project.ofJvm());
    }

    @Test
    void should_take_paths_from_the_module_and_show_them_so() {
        Project project = new Project(root);

        assertThat(project.resolve("src/../golden")).isEqualTo(root.resolve("golden"));
        assertThat(project.resolve(root.resolve("fox").toString())).isEqualTo(root.resolve("fox"));
        assertThat(project.show(root.resolve("golden/fox.json")))
                .isEqualTo(Path.of("golden", "fox.json").toString());
        assertThat(project.show(root.resolveSibling("fox.json")))
                .isEqualTo(root.resolveSibling("fox.json").toString());
    }
}
