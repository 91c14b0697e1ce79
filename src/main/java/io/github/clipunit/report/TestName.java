package io.github.clipunit.report;

import io.github.clipunit.TestIdentity;
import java.lang.reflect.Method;
import org.jspecify.annotations.Nullable;

/** A test, in words. */
record TestName(
        String className, @Nullable String method, @Nullable String invocation, String uniqueId, String selector) {

    static TestName of(TestIdentity test) {
        return new TestName(
                test.testClass().getName(),
                test.testMethod().map(Method::getName).orElse(null),
                test.invocation().orElse(null),
                test.uniqueId(),
                test.selector());
    }
}
