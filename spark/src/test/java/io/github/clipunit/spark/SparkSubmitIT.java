package io.github.clipunit.spark;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.jar.JarFile;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The finished jar, as spark-submit takes it: Spark's own jars are on the class path, and none of what it must bring. */
class SparkSubmitIT {

    private static final String JAR = System.getProperty("clipunit.spark.jar");
    private static final Pattern BROUGHT = Pattern.compile(
            "classes|clipunit.*|onnxruntime.*|tokenizers.*|api-0.*|gson.*|picocli.*|jna.*|commons-(statistics|numbers|rng).*"
                    + "|jspecify.*|junit.*|assertj.*|byte-buddy.*|opentest4j.*|apiguardian.*");

    @TempDir
    private Path folder;

    @Test
    void should_hold_all_it_needs_and_nothing_that_spark_has() throws IOException {
        try (JarFile jar = new JarFile(JAR)) {
            List<String> classes = jar.stream()
                    .map(entry -> entry.getName())
                    .filter(name -> name.endsWith(".class"))
                    .toList();
            assertThat(classes.stream()
                            .map(name -> name.replaceAll("^(\\w+/\\w+).*", "$1"))
                            .distinct())
                    .containsExactlyInAnyOrder("io/github", "ai/onnxruntime", "ai/djl", "com/sun", "org/jspecify");
            assertThat(classes)
                    .contains(
                            "io/github/clipunit/spark/shaded/gson/Gson.class",
                            "io/github/clipunit/spark/shaded/picocli/CommandLine.class",
                            "ai/onnxruntime/OrtSession.class",
                            "ai/djl/huggingface/tokenizers/jni/TokenizersLibrary.class")
                    .noneMatch(name -> name.contains("commons/csv"));
            assertThat(jar.getEntry("META-INF/LICENSE")).isNotNull();
        }
    }

    @Test
    void should_be_submitted() throws Exception {
        DrawnPictures.write(folder, 1);
        Path input =
                Files.writeString(folder.resolve("shop.csv"), "image,prompt\npicture-1.png,a fox\nnone.png,a fox\n");
        String output = folder.resolve("out").toString();
        assertThat(submitted("score", "--input", input.toString(), "--output", output, "--model", "pictogram"))
                .isEqualTo(3);
        assertThat(Files.readString(folder.resolve("out.txt")))
                .contains("       1        1 ")
                .endsWith("scores are in [" + output + "]\n");
        assertThat(Path.of(output, "part=0", "_SUCCESS")).exists();
        assertThat(submitted("score", "--frob")).isEqualTo(2);
    }

    private int submitted(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
        command.addAll(
                List.of(System.getProperty("clipunit.spark.opens").strip().split("\\s+")));
        String sparks = Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry ->
                        !BROUGHT.matcher(new File(entry).getName()).matches() && !entry.contains("test-classes"))
                .collect(Collectors.joining(File.pathSeparator));
        command.addAll(List.of("-cp", sparks, "org.apache.spark.deploy.SparkSubmit", "--master", "local[2]"));
        command.addAll(List.of("--conf", "spark.ui.enabled=false", "--class", ClipunitSpark.class.getName(), JAR));
        command.addAll(List.of(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(folder.toFile());
        process.redirectOutput(folder.resolve("out.txt").toFile());
        process.redirectError(folder.resolve("err.txt").toFile());
        return process.start().waitFor();
    }
}
