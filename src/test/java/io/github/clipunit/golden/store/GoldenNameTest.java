package io.github.clipunit.golden.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.github.clipunit.golden.verdict.GoldenDesk;
import io.github.clipunit.golden.verdict.GoldenDesk.FoxTest;
import io.github.clipunit.run.TestIdentity;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class GoldenNameTest {

    @TempDir
    Path root;

    private GoldenFolder folder(TestIdentity test) {
        return new GoldenFolder(root, new GoldenName(test));
    }

    private String path(String invocation) {
        return folder(GoldenDesk.test(FoxTest.class, "paints", invocation))
                .own(1)
                .path();
    }

    @Test
    void should_name_folders_after_classes_with_their_package_and_files_after_methods() {
        assertThat(folder(GoldenDesk.test(FoxTest.class, "paintsTheFox", null))
                        .own(1)
                        .path())
                .isEqualTo("io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/paintsTheFox.json");
        assertThat(folder(GoldenDesk.test(FoxTest.Snow.class, "falls", null))
                        .own(2)
                        .path())
                .isEqualTo("io.github.clipunit.golden.verdict.GoldenDesk$FoxTest$Snow/falls-2.json");
        assertThat(folder(new TestIdentity(FoxTest.class, Optional.empty(), Optional.empty(), "id"))
                        .own(1)
                        .path())
                .isEqualTo("io.github.clipunit.golden.verdict.GoldenDesk$FoxTest/class.json");
    }

    @ParameterizedTest
    @CsvSource({
        "[1] fox, paints--fox.json",
        "[12] fox, paints--fox.json",
        "fox, paints--fox.json",
        "[1] a red fox, paints--a-red-fox-647c3a65.json",
        "[1] a-red-fox, paints--a-red-fox-0b787d59.json",
        "[1] Fox, paints--fox-f55bd2cd.json",
        "[1] 狐狸, paints--x-0a93e4ff.json",
        "[1] ../../../etc/passwd, paints--etc-passwd-56bfa733.json",
        "[1] con, paints--con-1143da2b.json",
        "repetition 1 of 10, paints--repetition-1-of-10-e02b9fac.json",
    })
    void should_name_invocations_after_what_is_displayed_but_for_its_number(String display, String file) {
        assertThat(path(display)).endsWith("/" + file);
    }

    static Stream<String> nastyNames() {
        return Stream.of(
                "a<b>c:d\"e/f\\g|h?i*j",
                "x".repeat(300),
                "🦊".repeat(150),
                "CON",
                "nul.txt",
                "COM1",
                "..",
                ".",
                "trailing dot.",
                "trailing space ",
                "-rf",
                "~",
                "$HOME",
                "a\nb\tc\u0000d",
                "\u202Egnp.exe",
                "NTFS:stream",
                "e\u0301",
                "\u00e9",
                "  ");
    }

    @ParameterizedTest
    @MethodSource("nastyNames")
    void should_make_names_that_every_file_system_takes(String display) throws Exception {
        Path own = Path.of(path(display));
        Path named = Path.of(folder(GoldenDesk.test(FoxTest.class, "paints", null))
                .named("n" + display)
                .path());
        for (Path file : List.of(own, named)) {
            String name = file.getFileName().toString();
            assertThat(name)
                    .hasSizeLessThan(200)
                    .matches("[A-Za-z0-9_][A-Za-z0-9_$.-]*\\.json")
                    .doesNotMatch("(?i)(con|prn|aux|nul|com[0-9]|lpt[0-9])\\..*");
            assertThat(root.resolve(file).normalize()).startsWithRaw(root);
            Files.createDirectories(root.resolve(file).getParent());
            Files.createFile(root.resolve(file));
        }
    }

    @Test
    void should_keep_apart_whatever_differs_even_where_case_does_not_count() {
        List<String> displays = new ArrayList<>(List.of(
                "fox", "Fox", "FOX", "f ox", "f-ox", "f_ox", "fox ", " fox", "fox.", "fox!", "fox?", "", "-", "--", "x",
                "a b", "a  b", "a\nb", "é", "e\u0301", "狐", "狸", "1", "2", "[1]", "[2]"));
        Random random = new Random(5);
        for (int i = 0; i < 5000; i++) {
            displays.add(random.ints(1 + random.nextInt(60), 0x20, 0x17f)
                    .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                    .toString());
        }
        Set<String> files = new HashSet<>();
        for (String display : new HashSet<>(displays)) {
            assertThat(files.add(path(display).toLowerCase(Locale.ROOT)))
                    .as(display)
                    .isTrue();
        }
    }

    abstract static class Overloads {
        @Test
        void paints() {}

        @Test
        void Paints() {}

        @RepeatedTest(1)
        void draws(String what) {}

        @Test
        void draws(int what) {}

        @Test
        void sculpts() {}

        void sculpts(String helper) {}
    }

    abstract static class Heir extends Overloads {
        @Override
        @Test
        void sculpts() {}

        @Test
        void SCULPTS() {}
    }

    @Test
    void should_tell_tests_apart_whose_names_differ_in_case_or_parameters_only() {
        Set<String> files = new HashSet<>();
        for (Method method : Overloads.class.getDeclaredMethods()) {
            if (!method.isSynthetic() && method.getAnnotations().length > 0) {
                String file = folder(GoldenDesk.test(Overloads.class, method, null))
                        .own(1)
                        .path();
                assertThat(files.add(file.toLowerCase(Locale.ROOT))).as(file).isTrue();
            }
        }
        assertThat(files).hasSize(5).anyMatch(file -> file.endsWith("/sculpts.json"));
    }

    @Test
    void should_tell_inherited_tests_apart_and_take_an_overridden_one_for_the_same() {
        assertThat(folder(GoldenDesk.test(Heir.class, "sculpts", null)).own(1).path())
                .matches(".*Heir/sculpts-[0-9a-f]{8}\\.json");
        assertThat(folder(GoldenDesk.test(Heir.class, "SCULPTS", null)).own(1).path())
                .matches(".*Heir/SCULPTS-[0-9a-f]{8}\\.json");
    }

    @ParameterizedTest
    @CsvSource({
        "aux.fox.FoxTest, _aux.fox.FoxTest-",
        "con, con-",
        "com.acme.Fösi, com.acme.F-si-",
        "conout$, conout$-",
        "lpt1.Fox, _lpt1.Fox-"
    })
    void should_alter_names_of_java_that_file_systems_refuse(String name, String start) {
        assertThat(SafeName.ofIdentifier(name)).isEqualTo(start + SafeName.hash(name));
    }

    @Test
    void should_shorten_names_of_java_that_are_too_long() {
        String name = "com.acme." + "Fox".repeat(100);

        assertThat(SafeName.ofIdentifier(name)).hasSize(109).startsWith("com.acme.FoxFox");
        assertThat(SafeName.ofIdentifier(name)).isNotEqualTo(SafeName.ofIdentifier(name + "Fox"));
    }

    @Test
    void should_keep_named_goldens_and_cassettes_in_folders_of_their_own() {
        GoldenFolder folder = folder(GoldenDesk.test(FoxTest.class, "paints", "[1] fox"));

        assertThat(folder.named("paints").path()).endsWith("FoxTest/named/paints.json");
        assertThat(folder.cassette("paints")).endsWith("FoxTest/cassettes/paints--fox");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> folder.named(" "))
                .withMessage("name [ ] must not be blank");
    }
}
