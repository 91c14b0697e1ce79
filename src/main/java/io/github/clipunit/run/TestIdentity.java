package io.github.clipunit.run;

import java.lang.reflect.Method;
import java.util.Optional;

/**
 * Which test is running.
 *
 * @param testClass the class whose test it is; for a nested test, the nested class
 * @param testMethod the method, or empty in a lifecycle method of the whole class
 * @param invocation the display name of one invocation of a parameterized, repeated or dynamic test, or empty
 * @param uniqueId JUnit's own name for it
 */
public record TestIdentity(
        Class<?> testClass, Optional<Method> testMethod, Optional<String> invocation, String uniqueId) {

    /** The test as {@code -Dtest=} takes it: {@code FoxTest#paintsTheFox}, with {@code $} before nested classes. */
    public String selector() {
        String type = testClass.getName().substring(testClass.getPackageName().length());
        String simple = type.startsWith(".") ? type.substring(1) : type;
        return testMethod.map(method -> simple + "#" + method.getName()).orElse(simple);
    }
}
