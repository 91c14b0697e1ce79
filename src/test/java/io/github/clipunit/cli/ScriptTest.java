package io.github.clipunit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.gson.JsonParser;
import java.io.File;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.jar.Attributes;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The start scripts: the POSIX one run by the shells that are here, with a Java that prints what it is given. */
@DisabledOnOs(OS.WINDOWS)
class ScriptTest {

    private static final String JAVA_17 = "openjdk version \"17.0.9\" 2023-10-17";

    @TempDir
    private Path base;

    private Path home;
    private Path jar;

    @BeforeEach
    void install() throws IOException {
        home = Files.createDirectories(base.resolve("a home with spaces, ünïcode and *"));
        jar = Files.createFile(home.resolve("clipunit-0.1.0-cli.jar"));
        assertThat(ScriptCommand.write(jar)).containsExactly(home.resolve("clipunit"), home.resolve("clipunit.cmd"));
    }

    static Stream<String> shells() {
        return Stream.of("/bin/sh", "/bin/dash", "/bin/bash", "/bin/busybox").filter(shell -> new File(shell).exists());
    }

    /** A java that says its version, or else its locale and arguments, and ends with 7. */
    private Path java(Path folder, String version) throws IOException {
        Path java = Files.createDirectories(folder).resolve("java");
        Files.writeString(java, """
                #!/bin/sh
                if [ "$1" = -version ]; then
                  echo 'Picked up JAVA_TOOL_OPTIONS: -Dx="version 8"' >&2
                  echo '%s' >&2
                  echo 'OpenJDK Runtime Environment' >&2
                  exit 0
                fi
                printf '<%%s>' "$LC_ALL" "$@"
                exit 7
                """.formatted(version));
        assertThat(java.toFile().setExecutable(true)).isTrue();
        return java;
    }

    private record Ended(int exitCode, String out, String err) {}

    private Ended run(String shell, Map<String, String> environment, Path script, String... arguments)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(
                shell.endsWith("busybox")
                        ? List.of(shell, "sh", script.toString())
                        : List.of(shell, script.toString()));
        command.addAll(Arrays.asList(arguments));
        ProcessBuilder process = new ProcessBuilder(command).directory(base.toFile());
        Map<String, String> all = process.environment();
        List.of("JAVA_HOME", "JAVA_OPTS", "LC_ALL", "LC_CTYPE", "LANG").forEach(all::remove);
        all.putAll(environment);
        File err = Files.createTempFile(base, "err", ".txt").toFile();
        Process running = process.redirectError(err).start();
        String out = new String(running.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Ended(running.waitFor(), out, Files.readString(err.toPath()));
    }

    private Ended run(String shell, Map<String, String> environment, String... arguments)
            throws IOException, InterruptedException {
        Map<String, String> all = new TreeMap<>(environment);
        all.put(
                "JAVA_HOME",
                java(base.resolve("jdk 17/bin"), JAVA_17)
                        .resolve("../..")
                        .normalize()
                        .toString());
        return run(shell, all, home.resolve("clipunit"), arguments);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void should_pass_arguments_as_they_are(String shell) throws Exception {
        Files.createFile(base.resolve("fox.png"));
        Ended ended = run(
                shell, Map.of("LC_ALL", "C.UTF-8"), "score", "*.png", "", " a  fox ", "猫\n\"'\\$(id) `id`", "-p", "--");
        assertThat(ended.out())
                .isEqualTo("<C.UTF-8><-jar><" + jar + "><score><*.png><>< a  fox ><猫\n\"'\\$(id) `id`><-p><-->");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void should_divide_java_opts_at_spaces_alone(String shell) throws Exception {
        Files.createFile(base.resolve("fox.png"));
        Ended ended = run(shell, Map.of("LC_ALL", "x", "JAVA_OPTS", "-Xmx1g  -Dclipunit.threads=2 *"), "*");
        assertThat(ended.out()).isEqualTo("<x><-Xmx1g><-Dclipunit.threads=2><*><-jar><" + jar + "><*>");
    }

    /** Under C and POSIX, Java would lose all letters beyond ASCII; other locales are the user's choice. */
    @ParameterizedTest
    @MethodSource("shells")
    void should_choose_a_locale_with_all_letters(String shell) throws Exception {
        for (Map<String, String> bare : List.of(
                Map.<String, String>of(), Map.of("LC_ALL", "C"), Map.of("LC_CTYPE", "POSIX", "LANG", "de_DE.UTF-8"))) {
            assertThat(run(shell, bare).out()).startsWith("<C.UTF-8>");
        }
        assertThat(run(shell, Map.of("LANG", "de_DE.ISO-8859-1")).out()).startsWith("<><-jar>");
        assertThat(run(shell, Map.of("LC_ALL", "ja_JP.eucJP")).out()).startsWith("<ja_JP.eucJP>");
    }

    @ParameterizedTest
    @MethodSource("shells")
    void should_find_the_jar_through_links(String shell) throws Exception {
        Path bin = Files.createDirectories(base.resolve("bin"));
        Path absolute = Files.createSymbolicLink(bin.resolve("absolute"), home.resolve("clipunit"));
        Path relative = Files.createSymbolicLink(bin.resolve("relative"), Path.of("..", "bin", "absolute"));
        Path folder = Files.createSymbolicLink(base.resolve("linked"), home);
        Map<String, String> environment = Map.of(
                "CDPATH",
                home.toString(),
                "JAVA_HOME",
                java(base.resolve("jdk/bin"), JAVA_17)
                        .resolve("../..")
                        .normalize()
                        .toString());
        for (Path script : List.of(absolute, relative, folder.resolve("clipunit"), Path.of("bin/relative"))) {
            assertThat(run(shell, environment, script).out()).isEqualTo("<C.UTF-8><-jar><" + jar.toRealPath() + ">");
        }
    }

    @ParameterizedTest
    @MethodSource("shells")
    void should_find_java_on_the_path(String shell) throws Exception {
        java(base.resolve("bin"), "java version \"25\" 2025-09-16 LTS");
        Ended ended =
                run(shell, Map.of("PATH", base.resolve("bin") + ":/usr/bin:/bin"), home.resolve("clipunit"), "score");
        assertThat(ended.out()).endsWith("<score>");
    }

    /** Of all programs but java. */
    private Path tools() throws IOException {
        Path tools = Files.createDirectories(base.resolve("tools"));
        for (String tool : List.of("sed", "dirname", "readlink")) {
            Path script = Files.writeString(tools.resolve(tool), "#!/bin/sh\nexec /usr/bin/" + tool + " \"$@\"\n");
            assertThat(script.toFile().setExecutable(true)).isTrue();
        }
        return tools;
    }

    @ParameterizedTest
    @MethodSource("shells")
    void should_say_that_java_is_missing(String shell) throws Exception {
        Ended none = run(shell, Map.of("PATH", tools().toString()), home.resolve("clipunit"));
        assertThat(none.err())
                .isEqualTo(
                        "clipunit: Java 17 or later is required, but there is no java on the PATH; install it, or set"
                                + " JAVA_HOME\n");
        assertThat(none.exitCode()).isEqualTo(4);
        Ended wrong = run(shell, Map.of("JAVA_HOME", "/no/where"), home.resolve("clipunit"));
        assertThat(wrong.err())
                .isEqualTo("clipunit: JAVA_HOME [/no/where] must be a Java installation, but has no bin/java\n");
        assertThat(wrong.exitCode()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "java version \"1.8.0_392\", 8",
        "openjdk version \"11.0.21\" 2023-10-17 LTS, 11",
        "openjdk version \"16-ea\" 2021-03-16, 16"
    })
    void should_say_that_java_is_too_old(String line, int version) throws Exception {
        Path java = java(base.resolve("old/bin"), line);
        Ended ended = run("/bin/sh", Map.of("JAVA_HOME", base.resolve("old").toString()), home.resolve("clipunit"));
        assertThat(ended.err())
                .isEqualTo("clipunit: Java 17 or later is required, but [" + java + "] is Java " + version
                        + "; install a later one, or set JAVA_HOME\n");
        assertThat(ended.exitCode()).isEqualTo(4);
    }

    @ParameterizedTest
    @CsvSource({
        "openjdk version \"17\" 2021-09-14",
        "openjdk version \"26-internal\" 2026-03-17",
        "a Java of another kind"
    })
    void should_start_later_ones(String line) throws Exception {
        java(base.resolve("jdk/bin"), line);
        assertThat(run("/bin/sh", Map.of("JAVA_HOME", base.resolve("jdk").toString()), home.resolve("clipunit"))
                        .exitCode())
                .isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("shells")
    void should_demand_one_jar(String shell) throws Exception {
        Path other = Files.createFile(home.resolve("clipunit-0.2.0-cli.jar"));
        Files.createFile(home.resolve("clipunit-0.2.0.jar"));
        assertThat(run(shell, Map.of()).err())
                .isEqualTo("clipunit: there must be one clipunit-VERSION-cli.jar in [" + home.toRealPath()
                        + "], but there are [" + jar + "] and [" + other + "]; remove one\n");
        Files.delete(jar);
        assertThat(run(shell, Map.of()).out()).isEqualTo("<C.UTF-8><-jar><" + other + ">");
        Files.delete(other);
        Ended none = run(shell, Map.of());
        assertThat(none.err())
                .isEqualTo("clipunit: there must be a clipunit-VERSION-cli.jar in [" + home.toRealPath()
                        + "], next to this script, but there is none\n");
        assertThat(none.exitCode()).isEqualTo(4);
    }

    /** The program itself, under a locale of ASCII, with a file's name and a prompt in Japanese. */
    @Test
    void should_score_by_the_real_java() throws Exception {
        Manifest manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, Clipunit.class.getName());
        String classPath = String.join(
                " ",
                Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                        .map(entry -> Path.of(entry).toAbsolutePath().toUri().toString())
                        .toList());
        manifest.getMainAttributes().put(Attributes.Name.CLASS_PATH, classPath);
        try (OutputStream file = Files.newOutputStream(jar);
                JarOutputStream out = new JarOutputStream(file, manifest)) {
            out.flush();
        }
        Files.copy(Path.of("src/test/resources/pictures/cat.png"), base.resolve("猫.png"));
        Map<String, String> environment = Map.of(
                "LC_ALL", "C", "JAVA_HOME", System.getProperty("java.home"), "JAVA_OPTS", "-XX:TieredStopAtLevel=1");
        Ended ended = run(
                "/bin/sh",
                environment,
                home.resolve("clipunit"),
                "score",
                "猫.png",
                "-p",
                "猫のアイコン, an icon",
                "-m",
                "pictogram",
                "-f",
                "jsonl");
        assertThat(ended.err()).isEmpty();
        assertThat(ended.exitCode()).isZero();
        assertThat(JsonParser.parseString(ended.out()).getAsJsonObject())
                .satisfies(line -> assertThat(line.get("image").getAsString()).isEqualTo("猫.png"))
                .satisfies(line -> assertThat(line.get("prompt").getAsString()).isEqualTo("猫のアイコン, an icon"))
                .satisfies(line -> assertThat(line.has("score")).isTrue());
    }

    @Test
    void should_be_executable_and_end_lines_as_its_system_does() throws IOException {
        assertThat(home.resolve("clipunit")).isExecutable();
        String posix = Files.readString(home.resolve("clipunit"));
        assertThat(posix).startsWith("#!/bin/sh\n").doesNotContain("\r", "\t", "[[", "local ");
        String windows = Files.readString(home.resolve("clipunit.cmd"));
        assertThat(windows).startsWith("@echo off\r\n").endsWith("\r\n").doesNotContain("\t");
        assertThat(windows.replace("\r\n", "")).doesNotContain("\r", "\n");
        assertThat(windows.chars()).as("any code page").allMatch(c -> c < 128);
        assertThat(windows)
                .contains("\"%clipunit_java%\" %JAVA_OPTS% -jar \"%clipunit_jar%\" %*\r\nexit /b %ERRORLEVEL%\r\n")
                .contains("DisableDelayedExpansion");
        assertThat(windows.lines().filter(line -> line.contains("goto ")).map(line -> line.replaceAll(".*goto ", "")))
                .isNotEmpty()
                .allSatisfy(label -> assertThat(windows).contains("\r\n:" + label + "\r\n"));
    }

    @Test
    void should_write_scripts_again_but_only_next_to_its_jar() throws IOException {
        Files.writeString(home.resolve("clipunit"), "an older one");
        ScriptCommand.write(jar);
        assertThat(home.resolve("clipunit")).content().startsWith("#!/bin/sh\n");
        assertThatThrownBy(() -> ScriptCommand.write(home.resolve("classes")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("the scripts start a jar named clipunit-VERSION-cli.jar next to them, but this program runs"
                        + " from [" + home.resolve("classes") + "]; run it from that jar");
        Files.delete(home.resolve("clipunit"));
        Files.createDirectories(home.resolve("clipunit/full"));
        assertThatThrownBy(() -> ScriptCommand.write(jar))
                .hasMessageStartingWith("script [" + home.resolve("clipunit") + "] cannot be written: ");
    }
}
