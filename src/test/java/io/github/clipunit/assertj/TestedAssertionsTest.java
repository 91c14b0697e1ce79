package io.github.clipunit.assertj;

import static com.tngtech.archunit.core.domain.JavaModifier.PUBLIC;
import static com.tngtech.archunit.core.domain.JavaModifier.SYNTHETIC;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaMethod;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.assertj.core.api.AbstractAssert;
import org.junit.jupiter.api.Test;

/** Notices an assertion that no test calls, by name alone; whether the test is a good one, it cannot know. */
class TestedAssertionsTest {

    private static final Pattern CALL = Pattern.compile("\\b(\\w+)\\(");

    @Test
    void should_call_every_public_method_of_an_assertion_in_a_test() throws IOException {
        Set<String> assertions = new ClassFileImporter()
                        .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                        .importPackages("io.github.clipunit.assertj")
                        .stream()
                        .filter(type ->
                                type.isAssignableTo(AbstractAssert.class) || type.isEquivalentTo(ClipAssertions.class))
                        .flatMap(type -> type.getMethods().stream())
                        .filter(method -> method.getModifiers().contains(PUBLIC))
                        .filter(method -> !method.getModifiers().contains(SYNTHETIC))
                        .map(JavaMethod::getName)
                        .collect(Collectors.toCollection(TreeSet::new));
        assertThat(assertions).contains("hasCosineAbove", "countingFrom", "haveNotRegressedFrom");

        assertThat(called()).containsAll(assertions);
    }

    private static Set<String> called() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src/test/java"))) {
            return files.filter(file -> file.toString().endsWith("Test.java") || file.endsWith("ChecksGuide.java"))
                    .flatMap(file -> CALL.matcher(read(file)).results())
                    .map(call -> call.group(1))
                    .collect(Collectors.toSet());
        }
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
