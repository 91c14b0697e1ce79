package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where a module's files go when the JVM of its tests is not started by Maven in its directory. */
class ModuleElsewhereTest {

    private static final String GOLDEN = "src/test/resources/golden/" + PaintedCircle.class.getName() + "/paints.json";

    @TempDir
    Path root;

    /** How many tests failed, of a class in a folder. */
    private int run(Path classes, Path working, String... options) throws IOException, InterruptedException {
        String file = PaintedCircle.class.getName().replace('.', '/') + ".class";
        Path copy = classes.resolve(file);
        Files.createDirectories(copy.getParent());
        Files.copy(
                Path.of(
                        PaintedCircle.class
                                .getProtectionDomain()
                                .getCodeSource()
                                .getLocation()
                                .getPath(),
                        file),
                copy,
                StandardCopyOption.REPLACE_EXISTING);
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-Dclipunit.cache.embeddings=false",
                "-cp",
                classes + File.pathSeparator + absoluteClassPath(),
                PaintedCircle.class.getName()));
        return new ProcessBuilder(command)
                .directory(working.toFile())
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(root.resolve("errors.txt").toFile())
                .start()
                .waitFor();
    }

    static String absoluteClassPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .reduce((one, other) -> one + File.pathSeparator + other)
                .orElseThrow();
    }

    private Path file(String path) throws IOException {
        Path file = root.resolve(path);
        return Files.writeString(file, "");
    }

    @Test
    void should_be_the_module_where_an_ide_runs_its_tests_in_the_repositorys_root() throws Exception {
        file("pom.xml");
        Path module = Files.createDirectories(root.resolve("posters"));
        file("posters/pom.xml");
        Path classes = module.resolve("target/test-classes");

        assertThat(run(classes, root, "-Dcircle=#e00000")).isZero();
        assertThat(run(classes, root, "-Dcircle=#00c000")).isEqualTo(1);

        assertThat(module.resolve(GOLDEN)).exists();
        assertThat(module.resolve("target/clipunit/goldens/asked")).isNotEmptyDirectory();
        assertThat(Files.readString(module.resolve("target/clipunit/report.json")))
                .as("report, in which the picture that was accepted stands beside the one that failed")
                .contains("\"goldenPicture\":\"");
        assertThat(root.resolve("src")).doesNotExist();
        assertThat(root.resolve("target/clipunit")).doesNotExist();
    }

    /** A file lies where the folder should be, which no user of any system can write to. */
    @Test
    void should_compare_with_goldens_though_nothing_can_be_written_to_the_build_folder() throws Exception {
        file("pom.xml");
        Path classes = root.resolve("classes");
        assertThat(run(classes, root, "-Dcircle=#e00000")).isZero();
        delete(root.resolve("target"));
        file("target");

        assertThat(run(classes, root, "-Dcircle=#e00000")).isZero();
        assertThat(root.resolve("errors.txt"))
                .as("a quiet word, of the report")
                .content()
                .contains("WARNING: clipunit: a check could not be added, so no report is written to ["
                        + root.resolve("target/clipunit") + "]: ")
                .satisfies(errors -> assertThat(errors.lines()).hasSize(2));
        assertThat(run(classes, root, "-Dcircle=#00c000")).isEqualTo(1);
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
    }

    @Test
    void should_keep_everything_in_build_where_gradle_runs_a_module_with_both_build_files() throws Exception {
        file("pom.xml");
        file("build.gradle");

        assertThat(run(root.resolve("build/classes/java/test"), root, "-Dorg.gradle.test.worker=1", "-Dcircle=#e00000"))
                .isZero();

        assertThat(root.resolve("build/clipunit/goldens/asked")).isNotEmptyDirectory();
        assertThat(root.resolve("build/clipunit/report.json")).exists();
        assertThat(root.resolve("target")).doesNotExist();
    }
}
