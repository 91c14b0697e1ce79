package io.github.clipunit.run;

import io.github.clipunit.internal.Demands;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Which test is running.
 *
 * @param testClass the class whose test it is; for a nested test, the nested class
 * @param testMethod the method, or empty in a lifecycle method of the whole class
 * @param invocation the display name of one invocation of a parameterized, repeated or dynamic test, or empty
 * @param uniqueId JUnit's own name for it
 * @param variant which of its test's invocations it is
 */
public record TestIdentity(
        Class<?> testClass,
        Optional<Method> testMethod,
        Optional<String> invocation,
        String uniqueId,
        Variant variant) {

    public TestIdentity {
        Demands.require("testClass", testClass);
        Demands.require("testMethod", testMethod);
        Demands.require("invocation", invocation);
        Demands.require("uniqueId", uniqueId);
        Demands.require("variant", variant);
    }

    /** An invocation, if it is one, that goes by its display name. */
    public TestIdentity(Class<?> testClass, Optional<Method> testMethod, Optional<String> invocation, String uniqueId) {
        this(
                testClass,
                testMethod,
                invocation,
                uniqueId,
                new Variant(
                        Demands.require("invocation", invocation).orElse(""), Demands.require("uniqueId", uniqueId)));
    }

    /** The same test, of which more is known. */
    public TestIdentity with(Variant known) {
        return new TestIdentity(testClass, testMethod, invocation, uniqueId, Demands.require("known", known));
    }

    /** The test for people: {@code FoxTest#paintsTheFox}, with {@code $} before nested classes. */
    public String selector() {
        String type = testClass.getName().substring(testClass.getPackageName().length());
        String simple = type.startsWith(".") ? type.substring(1) : type;
        return testMethod.map(method -> simple + "#" + method.getName()).orElse(simple);
    }
}
