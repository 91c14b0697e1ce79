package io.github.clipunit.report.data;

import io.github.clipunit.run.TestIdentity;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A test, in words. */
public record TestLabel(
        String className, @Nullable String method, @Nullable String invocation, String uniqueId, String selector) {

    static TestLabel of(TestIdentity test) {
        return new TestLabel(
                test.testClass().getName(),
                test.testMethod().map(Method::getName).orElse(null),
                test.invocation().orElse(null),
                test.uniqueId(),
                test.selector());
    }
}
