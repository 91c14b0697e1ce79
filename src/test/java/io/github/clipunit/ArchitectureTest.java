package io.github.clipunit;

import static com.tngtech.archunit.core.domain.JavaCall.Predicates.target;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.assignableTo;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.core.domain.properties.HasOwner.Predicates.With.owner;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.LfsPointer;
import io.github.clipunit.internal.LockFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.github.clipunit";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    /** The rooms from the ground up, and what each may import; the root package is "". */
    private static final Map<String, Set<String>> ARROWS = new LinkedHashMap<>();

    static {
        ARROWS.put("internal", Set.of());
        ARROWS.put("settings", Set.of("internal"));
        ARROWS.put("image.webp", Set.of());
        ARROWS.put("image", Set.of("internal", "settings", "image.webp"));
        ARROWS.put("", Set.of("internal", "image"));
        ARROWS.put("check", Set.of("internal", "image", ""));
        ARROWS.put("run", Set.of("internal", "settings", "image", "", "check"));
        ARROWS.put("cache", Set.of("internal", "settings", "image", ""));
        ARROWS.put("model", Set.of("internal", "settings", ""));
        ARROWS.put("model.hub", Set.of("internal", "settings", "", "model"));
        ARROWS.put("onnx.pixels", Set.of("image", "", "model"));
        ARROWS.put("onnx.reading", Set.of("", "model", "onnx.pixels"));
        ARROWS.put("prompt", Set.of("internal", "settings", "image", ""));
        ARROWS.put(
                "onnx",
                Set.of(
                        "internal",
                        "settings",
                        "image",
                        "",
                        "cache",
                        "model",
                        "model.hub",
                        "onnx.pixels",
                        "onnx.reading",
                        "prompt"));
        ARROWS.put("head", Set.of("internal", "settings", "", "model", "model.hub", "onnx"));
        ARROWS.put("stats", Set.of("internal"));
        ARROWS.put("sets", Set.of("internal", "", "stats"));
        ARROWS.put("pixels", Set.of("internal", "image", "stats"));
        ARROWS.put("calibration", Set.of("internal", "settings", "image", "", "model", "stats"));
        ARROWS.put("generator", Set.of("internal", "settings", "image", "", "run", "pixels"));
        ARROWS.put("explain", Set.of("settings", "image", "", "check", "model", "calibration"));
        ARROWS.put("golden", Set.of("internal", "settings"));
        ARROWS.put("golden.store", Set.of("internal", "settings", "image", "", "run", "golden"));
        ARROWS.put(
                "golden.verdict",
                Set.of("internal", "settings", "image", "", "check", "run", "stats", "golden", "golden.store"));
        ARROWS.put(
                "cassette",
                Set.of(
                        "internal",
                        "settings",
                        "image",
                        "run",
                        "generator",
                        "golden",
                        "golden.store",
                        "golden.verdict"));
        ARROWS.put(
                "judge",
                Set.of(
                        "internal",
                        "settings",
                        "image",
                        "run",
                        "stats",
                        "calibration",
                        "golden",
                        "golden.store",
                        "cassette"));
        ARROWS.put("report.data", Set.of("internal", "settings", "image", "", "check", "run", "cache", "explain"));
        ARROWS.put("report.study", Set.of("internal", "", "check", "stats", "report.data"));
        ARROWS.put("report.page", Set.of("internal", "check", "report.data"));
        ARROWS.put(
                "report",
                Set.of(
                        "internal",
                        "settings",
                        "image",
                        "check",
                        "run",
                        "cache",
                        "explain",
                        "report.data",
                        "report.study",
                        "report.page"));
        ARROWS.put(
                "assertj",
                Set.of(
                        "internal",
                        "settings",
                        "image",
                        "",
                        "check",
                        "run",
                        "model",
                        "head",
                        "stats",
                        "sets",
                        "pixels",
                        "calibration",
                        "prompt",
                        "generator",
                        "explain",
                        "golden",
                        "golden.store",
                        "golden.verdict",
                        "judge"));
        ARROWS.put(
                "junit",
                Set.of(
                        "internal",
                        "settings",
                        "image",
                        "",
                        "check",
                        "run",
                        "model.hub",
                        "onnx",
                        "calibration",
                        "prompt",
                        "generator",
                        "explain",
                        "golden",
                        "golden.store",
                        "golden.verdict",
                        "cassette",
                        "judge",
                        "report.data",
                        "report"));
        ARROWS.put("conformance", Set.of("internal", "image", "", "onnx"));
        ARROWS.put("migration", Set.of("internal", "image", "", "prompt", "stats", "golden", "golden.store"));
        ARROWS.put("doctor", Set.of("internal", "settings", "cache", "model", "model.hub", "onnx"));
        ARROWS.put("cli.terminal", Set.of("internal"));
        ARROWS.put("cli.pictures", Set.of("internal", "image"));
        ARROWS.put(
                "cli.score",
                Set.of("internal", "image", "", "prompt", "stats", "sets", "cli.terminal", "cli.pictures"));
        ARROWS.put(
                "cli",
                Set.of(
                        "internal",
                        "settings",
                        "image",
                        "",
                        "model",
                        "model.hub",
                        "onnx",
                        "onnx.reading",
                        "prompt",
                        "stats",
                        "calibration",
                        "golden",
                        "golden.store",
                        "golden.verdict",
                        "report",
                        "conformance",
                        "migration",
                        "doctor",
                        "junit",
                        "cli.terminal",
                        "cli.pictures",
                        "cli.score"));
    }

    @Test
    void should_list_every_room() {
        Set<String> rooms = new TreeSet<>();
        CLASSES.forEach(type -> rooms.add(room(type)));
        assertThat(ARROWS.keySet()).containsExactlyInAnyOrderElementsOf(rooms);
    }

    @Test
    void should_import_only_from_rooms_below() {
        Set<String> below = new HashSet<>();
        ARROWS.forEach((room, imports) -> {
            assertThat(below).as("what is below [%s]", room).containsAll(imports);
            below.add(room);
        });
    }

    @Test
    void should_import_along_these_arrows_and_no_others() {
        Map<String, Set<String>> found = new LinkedHashMap<>();
        ARROWS.keySet().forEach(room -> found.put(room, new TreeSet<>()));
        for (JavaClass type : CLASSES) {
            type.getDirectDependenciesFromSelf().stream()
                    .map(dependency -> dependency.getTargetClass().getBaseComponentType())
                    .filter(target -> target.getPackageName().startsWith(BASE))
                    .map(ArchitectureTest::room)
                    .filter(target -> !target.equals(room(type)))
                    .forEach(found.getOrDefault(room(type), new HashSet<>())::add);
        }
        Map<String, Set<String>> listed = new LinkedHashMap<>();
        ARROWS.forEach((room, imports) -> listed.put(room, new TreeSet<>(imports)));
        assertThat(lines(found)).isEqualTo(lines(listed));
    }

    private static String lines(Map<String, Set<String>> arrows) {
        StringBuilder lines = new StringBuilder();
        arrows.forEach((room, imports) ->
                lines.append(room).append(" imports ").append(imports).append('\n'));
        return lines.toString();
    }

    private static String room(JavaClass type) {
        String name = type.getPackageName();
        return name.equals(BASE) ? "" : name.substring(BASE.length() + 1);
    }

    @Test
    void should_keep_rooms_small() {
        Map<String, Integer> sizes = new TreeMap<>();
        CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .forEach(type -> sizes.merge(room(type), 1, Integer::sum));
        assertThat(sizes.remove("")).as("files of the root package").isLessThanOrEqualTo(10);
        sizes.remove("assertj");
        assertThat(sizes.entrySet()).allSatisfy(room -> assertThat(room.getValue())
                .as("files of [%s]", room.getKey())
                .isLessThanOrEqualTo(30));
    }

    @Test
    void should_give_no_two_classes_one_name() {
        Map<String, List<String>> byName = new TreeMap<>();
        CLASSES.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .forEach(type -> byName.computeIfAbsent(type.getSimpleName(), name -> new ArrayList<>())
                        .add(type.getName()));
        assertThat(byName.values()).allSatisfy(types -> assertThat(types).hasSize(1));
    }

    @Test
    void should_keep_the_root_package_to_the_jdk_and_pictures() {
        noClasses()
                .that()
                .resideInAPackage(BASE)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "org.jspecify..", BASE, BASE + ".image", BASE + ".internal")
                .check(CLASSES);
    }

    @Test
    void should_leave_onnx_runtime_and_djl_to_one_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".onnx..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("ai.onnxruntime..", "ai.djl..")
                .check(CLASSES);
    }

    @Test
    void should_leave_junit_to_one_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".junit..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("org.junit..")
                .check(CLASSES);
    }

    @Test
    void should_leave_what_only_the_command_line_brings_to_one_package() {
        noClasses()
                .that()
                .resideOutsideOfPackage(BASE + ".cli..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("picocli..", "org.apache.commons.csv..")
                .check(CLASSES);
    }

    @Test
    void should_replace_files_in_one_way() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(AtomicFile.class)
                .should()
                .accessField(StandardCopyOption.class, "ATOMIC_MOVE")
                .check(CLASSES);
    }

    @Test
    void should_lock_files_in_one_way() {
        noClasses()
                .that()
                .doNotBelongToAnyOf(LockFile.class)
                .should()
                .callMethodWhere(
                        target(owner(assignableTo(FileChannel.class))).and(target(nameMatching("lock|tryLock"))))
                .check(CLASSES);
    }

    @Test
    void should_know_a_pointer_of_git_lfs_in_one_way() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/main/java"))) {
            assertThat(files.filter(Files::isRegularFile).filter(file -> contains(file, "version https://git-lfs")))
                    .extracting(file -> String.valueOf(file.getFileName()))
                    .containsExactly(LfsPointer.class.getSimpleName() + ".java");
        }
    }

    private static boolean contains(Path file, String text) {
        try {
            return Files.readString(file).contains(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
