package io.github.clipunit;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

    private static final String BASE = "io.github.clipunit";
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages(BASE);

    /** What each package may import beside the root package. */
    private static final Map<String, Set<String>> ARROWS = new LinkedHashMap<>();

    static {
        ARROWS.put("model", Set.of());
        ARROWS.put("onnx", Set.of("model"));
        ARROWS.put("metrics", Set.of());
        ARROWS.put("explain", Set.of());
        ARROWS.put("golden", Set.of("metrics"));
        ARROWS.put("calibration", Set.of("metrics"));
        ARROWS.put("prompt", Set.of());
        ARROWS.put("assertj", Set.of("explain", "golden", "metrics", "calibration"));
        ARROWS.put("report", Set.of("metrics"));
        ARROWS.put("junit", Set.of("model", "onnx", "explain", "golden", "report", "calibration", "prompt"));
        ARROWS.put("conformance", Set.of("model", "onnx"));
        ARROWS.put("cli", Set.of("model", "onnx", "conformance", "metrics", "report", "calibration"));
    }

    @Test
    void should_keep_packages_free_of_cycles() {
        slices().matching(BASE + ".(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void should_keep_the_root_package_to_the_jdk() {
        noClasses()
                .that()
                .resideInAPackage(BASE)
                .should()
                .dependOnClassesThat()
                .resideOutsideOfPackages("java..", "javax.imageio..", "org.w3c.dom..", "org.jspecify..", BASE)
                .check(CLASSES);
    }

    @Test
    void should_import_only_along_the_arrows() {
        for (String from : ARROWS.keySet()) {
            for (String to : ARROWS.keySet()) {
                if (!from.equals(to) && !ARROWS.get(from).contains(to)) {
                    noClasses()
                            .that()
                            .resideInAPackage(BASE + "." + from + "..")
                            .should()
                            .dependOnClassesThat()
                            .resideInAPackage(BASE + "." + to + "..")
                            .check(CLASSES);
                }
            }
        }
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
}
