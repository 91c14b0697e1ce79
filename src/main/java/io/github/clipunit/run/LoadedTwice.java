package io.github.clipunit.run;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The detection of a test that runs with another copy of this library than JUnit does, so that there is no current
 * scorer or test.
 */
final class LoadedTwice {

    private LoadedTwice() {}

    /**
     * Returns the problem and its solution if a parent of a class's loader has another class of the same name.
     *
     * @param type a class of this library
     */
    static Optional<String> explain(Class<?> type) {
        for (ClassLoader around = parent(type.getClassLoader()); around != null; around = around.getParent()) {
            if (isOther(around, type)) {
                return Optional.of("clipunit must be loaded once, but this test runs with the copy of class loader ["
                        + type.getClassLoader() + "], and JUnit with that of [" + around
                        + "]: with Quarkus, add the line quarkus.class-loading.parent-first-artifacts ="
                        + " io.github.clipunit:clipunit,org.assertj:assertj-core to"
                        + " src/main/resources/application.properties; docs/builds.md says what quarkus:dev needs");
            }
        }
        return Optional.empty();
    }

    private static @Nullable ClassLoader parent(@Nullable ClassLoader loader) {
        return loader == null ? null : loader.getParent();
    }

    private static boolean isOther(ClassLoader around, Class<?> type) {
        try {
            return Class.forName(type.getName(), false, around) != type;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
