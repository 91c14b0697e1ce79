package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;
import static org.junit.jupiter.params.provider.Arguments.arguments;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.run.Variant;
import java.io.File;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.TestTemplate;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContext;
import org.junit.jupiter.api.extension.TestTemplateInvocationContextProvider;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.Parameter;
import org.junit.jupiter.params.ParameterizedClass;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.converter.ConvertWith;
import org.junit.jupiter.params.converter.SimpleArgumentConverter;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/**
 * The names of invocations, from tests that are really run. That every JUnit gives the same, with and without the names of
 * parameters, is proved by the goldens of the project src/builds/junit-versions.
 */
class VariantsTest {

    /** By method, and by number, what is known in the test itself. */
    private static final Map<String, List<Variant>> SEEN = new ConcurrentSkipListMap<>();

    /** The same before the test's arguments were known. */
    private static final Map<String, List<Variant>> BEFORE = new ConcurrentSkipListMap<>();

    private static List<Variant> run(Class<?> type, String method) {
        SEEN.clear();
        BEFORE.clear();
        EngineTestKit.engine("junit-jupiter")
                .enableImplicitConfigurationParameters(false)
                .selectors(selectClass(type))
                .execute();
        return SEEN.getOrDefault(method, List.of());
    }

    private static List<String> names(Class<?> type, String method) {
        return run(type, method).stream().map(Variant::name).toList();
    }

    private static Stream<String> owners(String method) {
        return SEEN.getOrDefault(method, List.of()).stream().map(Variant::owner).distinct();
    }

    private static void see(Map<String, List<Variant>> seen, String method) {
        Variant variant = TestScope.current().orElseThrow().identity().variant();
        seen.merge(method, List.of(variant), (some, more) -> {
            List<Variant> all = new ArrayList<>(some);
            all.addAll(more);
            return all;
        });
    }

    @Test
    void should_name_an_invocation_by_its_arguments_whatever_is_displayed() {
        assertThat(names(Parameterized.class, "values"))
                .containsExactly(
                        "a red fox, 1000, 0.5, true, CIRCLE, java.lang.String, x",
                        "say \"fox\", it's, -1, 1.0E-9, false, SQUARE, int, null");
        assertThat(owners("values")).hasSize(2).allMatch(id -> id.contains("[test-template-invocation:#"));
        assertThat(names(Parameterized.class, "displayed_otherwise")).containsExactly("red", "blue");
        assertThat(names(Parameterized.class, "converted")).containsExactly("[r, e, d]");
        assertThat(names(Parameterized.class, "given_by_others")).containsExactly("red");
    }

    @Test
    void should_take_paths_from_the_module_s_directory_with_slashes() {
        assertThat(names(Parameterized.class, "places"))
                .containsExactly("src/fox.png, src/fox.png, src/fox.png, https://example.com/fox.png");
    }

    @Test
    void should_look_into_lists_and_arrays() {
        assertThat(names(Parameterized.class, "collections"))
                .containsExactly("[[a, b], [1, null]], [1, 2], Pair[left=1, right=a]");
    }

    @Test
    void should_take_the_name_of_an_argument_that_has_no_text_of_its_own() {
        List<Variant> named = run(Parameterized.class, "named");

        assertThat(named).extracting(Variant::name).containsExactly("the fox, 1", "the owl, 2");
        assertThat(named).extracting(Variant::unstable).containsOnly(Optional.empty());
    }

    @Test
    void should_refuse_an_argument_whose_text_no_other_run_has() {
        for (String method : List.of("plain", "nested", "bytes", "function")) {
            assertThat(run(Parameterized.class, method))
                    .as(method)
                    .singleElement()
                    .satisfies(variant ->
                            assertThat(variant.unstable()).get().asString().containsPattern("@[0-9a-f]+$"));
        }
        assertThat(run(Parameterized.class, "mail"))
                .extracting(Variant::unstable)
                .containsExactly(Optional.empty());
    }

    @Test
    void should_name_an_invocation_by_what_is_displayed_before_its_arguments_are_known() {
        run(Parameterized.class, "displayed_otherwise");

        assertThat(BEFORE.get("displayed_otherwise"))
                .extracting(Variant::name)
                .containsExactly("the red one", "the blue one");
        assertThat(BEFORE.get("named")).extracting(Variant::name).containsExactly("the fox, 1", "the owl, 2");
    }

    @Test
    void should_count_repetitions_but_not_how_many_there_are() {
        assertThat(names(Others.class, "repeated")).containsExactly("repetition 1", "repetition 2");
        assertThat(owners("repeated")).hasSize(2);
    }

    @Test
    void should_take_attempts_for_the_same_test() {
        for (String method : List.of("retried", "counted", "numbered", "silent")) {
            assertThat(names(Others.class, method)).as(method).containsExactly("", "", "");
            assertThat(owners(method))
                    .as(method)
                    .hasSize(1)
                    .allMatch(id -> id.endsWith("[test-template:" + method + "()]"));
        }
        assertThat(names(Others.class, "attempted")).containsExactly("Attempt", "Attempt", "Attempt");
    }

    @Test
    void should_tell_other_invocations_apart() {
        assertThat(names(Others.class, "sized")).containsExactly("size 256", "size 512", "size 3");
    }

    @Test
    void should_name_dynamic_tests_as_they_are_less_a_number() {
        assertThat(names(Others.class, "dynamic")).containsExactly("a \"fox\"", "name = owl");
    }

    @Test
    void should_name_the_invocations_of_a_class() {
        assertThat(names(Sized.class, "shows"))
                .containsExactly("a \"red\" fox, x", "a \"red\" fox, y", "owl, x", "owl, y");
    }

    enum Shape {
        CIRCLE,
        SQUARE
    }

    record Pair(int left, String right) {}

    record Holder(Plain plain) {}

    static final class Plain {}

    static final class Letters extends SimpleArgumentConverter {
        @Override
        protected Object convert(@Nullable Object source, Class<?> type) {
            return Arrays.asList(String.valueOf(source).split(""));
        }
    }

    @ClipTest(model = "pictogram")
    static class Parameterized {

        @BeforeEach
        void remember(TestInfo test) {
            see(BEFORE, test.getTestMethod().orElseThrow().getName());
        }

        static Stream<Object> values() {
            return Stream.of(
                    arguments("a red fox", 1000, 0.5, true, Shape.CIRCLE, String.class, 'x'),
                    arguments("say \"fox\", it's", -1, 1e-9, false, Shape.SQUARE, int.class, null));
        }

        @ParameterizedTest
        @MethodSource
        void values(String s, int n, double d, boolean b, Shape shape, Class<?> type, @Nullable Character c) {
            see(SEEN, "values");
        }

        @ParameterizedTest(name = "the {0} one")
        @ValueSource(strings = {"red", "blue"})
        void displayed_otherwise(String colour) {
            see(SEEN, "displayed_otherwise");
        }

        @ParameterizedTest
        @ValueSource(strings = "red")
        void converted(@ConvertWith(Letters.class) List<String> letters) {
            see(SEEN, "converted");
        }

        @ParameterizedTest
        @ValueSource(strings = "red")
        void given_by_others(String colour, ClipScorer clip, TestInfo info, @TempDir Path folder) {
            see(SEEN, "given_by_others");
        }

        static Stream<Object> places() {
            Path fox = Path.of("").toAbsolutePath().resolve("src").resolve("fox.png");
            return Stream.of(arguments(
                    fox,
                    new File("src/fox.png"),
                    URI.create("file://" + fox),
                    URI.create("https://example.com/fox.png")));
        }

        @ParameterizedTest
        @MethodSource
        void places(Path path, File file, URI uri, URI remote) {
            see(SEEN, "places");
        }

        static Stream<Object> collections() {
            return Stream.of(
                    arguments(List.of(List.of("a", "b"), Arrays.asList(1, null)), new int[] {1, 2}, new Pair(1, "a")));
        }

        @ParameterizedTest
        @MethodSource
        void collections(List<?> list, int[] numbers, Pair pair) {
            see(SEEN, "collections");
        }

        static Stream<Object> named() {
            return Stream.of(arguments(owner("the fox"), 1), arguments(owner("the owl"), 2));
        }

        private static Object owner(String name) {
            return Named.of(name, new Plain());
        }

        @ParameterizedTest
        @MethodSource
        void named(Plain plain, int number) {
            see(SEEN, "named");
        }

        static Stream<Object> plain() {
            return Stream.of(new Plain());
        }

        @ParameterizedTest
        @MethodSource
        void plain(Plain plain) {
            see(SEEN, "plain");
        }

        static Stream<Object> nested() {
            return Stream.of(new Holder(new Plain()));
        }

        @ParameterizedTest
        @MethodSource
        void nested(Holder holder) {
            see(SEEN, "nested");
        }

        static Stream<Object> bytes() {
            return Stream.of(arguments(Optional.of(new byte[] {1})));
        }

        @ParameterizedTest
        @MethodSource
        void bytes(Optional<byte[]> bytes) {
            see(SEEN, "bytes");
        }

        static Stream<Object> function() {
            Runnable nothing = () -> {};
            return Stream.of(arguments(nothing));
        }

        @ParameterizedTest
        @MethodSource
        void function(Runnable function) {
            see(SEEN, "function");
        }

        static Stream<Object> mail() {
            return Stream.of(new Pair(1, "bob.smith@abc.de"));
        }

        @ParameterizedTest
        @MethodSource
        void mail(Pair pair) {
            see(SEEN, "mail");
        }
    }

    /** As libraries repeat a test until it passes, each with display names of its own. */
    static final class Attempts implements TestTemplateInvocationContextProvider {

        private static final Map<String, String> NAMES = Map.of(
                "retried", "[%1$d] retried()",
                "counted", "%1$d of 3",
                "numbered", "[%1$d]",
                "silent", "#%1$d",
                "attempted", "Attempt %1$d",
                "sized", "size %2$d");

        @Override
        public boolean supportsTestTemplate(ExtensionContext context) {
            return true;
        }

        @Override
        public Stream<TestTemplateInvocationContext> provideTestTemplateInvocationContexts(ExtensionContext context) {
            String format = NAMES.getOrDefault(context.getRequiredTestMethod().getName(), "");
            int[] sizes = {256, 512, 3};
            return IntStream.rangeClosed(1, 3).mapToObj(number -> new TestTemplateInvocationContext() {
                @Override
                public String getDisplayName(int index) {
                    return format.formatted(index, sizes[number - 1]);
                }
            });
        }
    }

    @ClipTest(model = "pictogram")
    static class Others {

        @RepeatedTest(2)
        void repeated() {
            see(SEEN, "repeated");
        }

        @TestTemplate
        @ExtendWith(Attempts.class)
        void retried() {
            see(SEEN, "retried");
        }

        @TestTemplate
        @ExtendWith(Attempts.class)
        void counted() {
            see(SEEN, "counted");
        }

        @TestTemplate
        @ExtendWith(Attempts.class)
        void numbered() {
            see(SEEN, "numbered");
        }

        @TestTemplate
        @ExtendWith(Attempts.class)
        void silent() {
            see(SEEN, "silent");
        }

        @TestTemplate
        @ExtendWith(Attempts.class)
        void attempted() {
            see(SEEN, "attempted");
        }

        @TestTemplate
        @ExtendWith(Attempts.class)
        void sized() {
            see(SEEN, "sized");
        }

        @TestFactory
        Stream<DynamicTest> dynamic() {
            return Stream.of("[1] a \"fox\"", "name = owl").map(name -> dynamicTest(name, () -> see(SEEN, "dynamic")));
        }
    }

    @ClipTest(model = "pictogram")
    @ParameterizedClass
    @ValueSource(strings = {"a \"red\" fox", "owl"})
    static class Sized {

        @Parameter
        String prompt = "";

        @ParameterizedTest
        @ValueSource(strings = {"x", "y"})
        void shows(String letter) {
            see(SEEN, "shows");
        }
    }
}
