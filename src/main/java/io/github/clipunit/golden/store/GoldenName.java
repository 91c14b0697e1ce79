package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.internal.ClassFile;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The name of a test in files and goldens. An invocation is named after its arguments, not its number, so that a new
 * row of data does not rename goldens. A method name includes parameter types only if another test of the class has the
 * same name, so that a new parameter does not rename goldens either.
 */
final class GoldenName {

    private static final String TESTABLE = "org.junit.platform.commons.annotation.Testable";

    private final TestIdentity identity;
    private final String method;

    GoldenName(TestIdentity identity) {
        this.identity = identity;
        this.method = identity.testMethod().map(this::method).orElse("class");
    }

    String folder() {
        return SafeName.ofIdentifier(type());
    }

    /** Returns the file name without number and extension. */
    String stem() {
        String name = SafeName.ofIdentifier(method);
        return invocation().isEmpty() ? name : name + "--" + SafeName.ofText(invocation());
    }

    String type() {
        return identity.testClass().getName();
    }

    /** Returns the full name, which is unique to the test. */
    String label() {
        String test = type() + "#" + method;
        return invocation().isEmpty() ? test : test + " [" + invocation() + "]";
    }

    /**
     * Returns the name of the test's invocation; empty if there is only one.
     *
     * @throws GoldenException if the invocation has no name that stays the same in the next run
     */
    String invocation() {
        identity.variant().unstable().ifPresent(text -> {
            throw new GoldenException("a golden or cassette is named after its test's arguments, but the text [" + text
                    + "] of one argument changes with every run: give the argument a name with Named.of(name, value), give"
                    + " its class a stable toString(), or name the golden with hasNotRegressedFrom(name)");
        });
        return identity.variant().name();
    }

    /**
     * Returns whether a class of that name no longer exists. It loads no class.
     *
     * @param root the directory of goldens; if other projects may use it too, the answer is false
     */
    boolean isGone(String type, Path root, Project project) {
        // a name with a hyphen was altered for file systems, so it is not the name of a class
        return !type.contains("-")
                && root.startsWith(project.base())
                && !project.mayShare(root)
                && classFile(type).isEmpty()
                && !project.hasCompiled(type);
    }

    private Optional<ClassFile> classFile(String type) {
        return ClassFile.find(identity.testClass().getClassLoader(), type);
    }

    /** Returns whether an existing class no longer has the method that a label names. It loads no class. */
    boolean hasLost(String type, String method) {
        return classFile(type)
                .filter(file -> !file.inherits())
                .filter(file -> file.names().stream().noneMatch(name -> isNameOf(name, method)))
                .isPresent();
    }

    /** Compares the text after the name, because method names in Kotlin and Groovy may contain spaces. */
    private static boolean isNameOf(String name, String method) {
        return method.equals(name)
                || (method.startsWith(name) && method.substring(name.length()).matches("(?s)\\(.*| [\\[(].*"));
    }

    /** Returns whether a command that selects this test by class and method name would run other tests too. */
    boolean isOneOfSeveral() {
        return !invocation().isEmpty()
                || identity.testMethod()
                        .filter(test -> !test.getName().equals(method) || test.getReturnType() != void.class)
                        .isPresent();
    }

    private String method(Method method) {
        return hasRival(method) ? method.getName() + parameters(method) : method.getName();
    }

    private static String parameters(Method method) {
        return Arrays.stream(method.getParameterTypes())
                .map(Class::getTypeName)
                .collect(Collectors.joining(", ", "(", ")"));
    }

    /** Returns the parameters of each method with the same name as the test. */
    Stream<String> parameters() {
        String name = identity.testMethod().map(Method::getName).orElse("");
        return hierarchy(identity.testClass())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(other -> other.getName().equals(name))
                .map(GoldenName::parameters);
    }

    private boolean hasRival(Method method) {
        return hierarchy(identity.testClass())
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(other -> other.getName().equalsIgnoreCase(method.getName()))
                .filter(other -> !other.getName().equals(method.getName())
                        || !Arrays.equals(other.getParameterTypes(), method.getParameterTypes()))
                .anyMatch(other -> !other.isSynthetic() && isTest(other.getAnnotations(), new HashSet<>()));
    }

    private static Stream<Class<?>> hierarchy(Class<?> type) {
        Class<?> parent = type.getSuperclass();
        return Stream.concat(
                Stream.of(type),
                Stream.concat(parent == null ? Stream.of() : Stream.of(parent), Arrays.stream(type.getInterfaces()))
                        .flatMap(GoldenName::hierarchy));
    }

    /** Detects tests by the name of JUnit's annotation, because this package does not depend on JUnit. */
    private static boolean isTest(Annotation[] annotations, Set<Class<?>> seen) {
        return Arrays.stream(annotations)
                .map(Annotation::annotationType)
                .filter(seen::add)
                .anyMatch(type -> type.getName().equals(TESTABLE) || isTest(type.getAnnotations(), seen));
    }
}
