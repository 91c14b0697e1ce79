package io.github.clipunit.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.api.Test;

class LoadedTwiceTest {

    @Test
    void should_name_both_class_loaders_and_the_line_to_add() throws Exception {
        try (Again again = new Again()) {
            assertThat(LoadedTwice.explain(again.loadClass(TestScope.class.getName())))
                    .hasValue(
                            "clipunit must be loaded once, but this test runs with the copy of class loader [Quarkus],"
                                    + " and JUnit with that of [" + TestScope.class.getClassLoader()
                                    + "]: with Quarkus, add the line quarkus.class-loading.parent-first-artifacts ="
                                    + " io.github.clipunit:clipunit,org.assertj:assertj-core to"
                                    + " src/main/resources/application.properties; docs/builds.md says what quarkus:dev needs");
        }
    }

    @Test
    void should_find_nothing_where_there_is_one_copy() {
        assertThat(LoadedTwice.explain(TestScope.class)).isEmpty();
        assertThat(LoadedTwice.explain(String.class)).isEmpty();
    }

    /** Loads {@link TestScope} once more instead of asking its parent, as Quarkus does. */
    private static final class Again extends URLClassLoader {

        Again() {
            super(
                    new URL[] {
                        TestScope.class.getProtectionDomain().getCodeSource().getLocation()
                    },
                    TestScope.class.getClassLoader());
        }

        @Override
        protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
            return name.equals(TestScope.class.getName()) ? findClass(name) : super.loadClass(name, resolve);
        }

        @Override
        public String toString() {
            return "Quarkus";
        }
    }
}
