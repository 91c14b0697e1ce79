package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import io.github.clipunit.run.TestIdentity;
import java.lang.reflect.Method;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The names of a test. */
public record TestLabel(
        String className, @Nullable String method, @Nullable String invocation, String uniqueId, String selector) {

    private static final Pattern CONTAINER =
            Pattern.compile("\\[(?:class|nested-class|test-factory|class-template|class-template-invocation):[^]]*]$");

    public TestLabel {
        requireNonNull(className, "className");
        requireNonNull(uniqueId, "uniqueId");
        requireNonNull(selector, "selector");
    }

    /**
     * Returns whether a unique id of JUnit belongs to a class or a factory of tests, which the build does not count as
     * tests.
     */
    public static boolean isContainer(String uniqueId) {
        return CONTAINER
                .matcher(uniqueId)
                .region(Math.max(0, uniqueId.lastIndexOf('[')), uniqueId.length())
                .find();
    }

    static TestLabel of(TestIdentity test) {
        return new TestLabel(
                test.testClass().getName(),
                test.testMethod().map(Method::getName).orElse(null),
                test.invocation().orElse(null),
                test.uniqueId(),
                test.selector());
    }
}
