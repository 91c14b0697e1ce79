package io.github.clipunit.run;

import io.github.clipunit.internal.Demands;
import java.lang.reflect.Method;
import java.util.Optional;

/**
 * The identity of the running test.
 *
 * @param testClass the test's class; for a nested test, the nested class
 * @param testMethod the method, or empty in a lifecycle method of the whole class
 * @param invocation the display name of one invocation of a parameterized, repeated or dynamic test, or empty
 * @param uniqueId JUnit's own name for it
 * @param variant identifies the invocation among those of its test
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

    /** Creates the identity of a test, whose invocation, if any, is identified by its display name. */
    public TestIdentity(Class<?> testClass, Optional<Method> testMethod, Optional<String> invocation, String uniqueId) {
        this(
                testClass,
                testMethod,
                invocation,
                uniqueId,
                new Variant(
                        Demands.require("invocation", invocation).orElse(""), Demands.require("uniqueId", uniqueId)));
    }

    /** Returns the same test with another variant. */
    public TestIdentity with(Variant known) {
        return new TestIdentity(testClass, testMethod, invocation, uniqueId, Demands.require("known", known));
    }

    /** Returns the test's name for people: {@code FoxTest#paintsTheFox}, with {@code $} before nested classes. */
    public String selector() {
        String type = testClass.getName().substring(testClass.getPackageName().length());
        String simple = type.startsWith(".") ? type.substring(1) : type;
        return testMethod.map(method -> simple + "#" + method.getName()).orElse(simple);
    }
}
