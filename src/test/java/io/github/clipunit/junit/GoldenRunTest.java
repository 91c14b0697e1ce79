package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.reflect.Method;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

class GoldenRunTest {

    @Test
    void should_know_the_tests_of_a_class_and_of_those_nested_in_it() {
        Set<String> names = ClipTestClass.testMethods(Example.class).stream()
                .map(Method::getName)
                .collect(Collectors.toSet());
        assertThat(names).containsExactlyInAnyOrder("plain", "repeated", "nested");
    }

    @Test
    void should_leave_out_tests_that_the_extension_never_sees() {
        assertThat(ClipTestClass.testMethods(Mixed.class))
                .extracting(Method::getName)
                .containsExactly("covered");
    }

    @Test
    void should_find_the_clip_test_classes_beside_others() {
        assertThat(ClipTestClass.besides(Set.of(GoldenRunTest.class)))
                .contains(GoldenRunTest.class, ClipExtensionTest.class)
                .doesNotContain(KnownSettingsTest.class);
    }

    @ClipTest
    static class Example {
        @Test
        void plain() {}

        @RepeatedTest(2)
        void repeated() {}

        void helper() {}

        @Nested
        class Inner {
            @Test
            void nested() {}
        }
    }

    static class Mixed {
        @ClipTest
        @Test
        void covered() {}

        @Test
        void plain() {}
    }
}
