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
 * What a test is called in files and in goldens. An invocation goes by its arguments and not by its number, so that a new
 * row renames no golden; a method goes by its parameters only where another test of the class has its name, so that a new
 * parameter renames none either.
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

    /** The file name, less number and extension. */
    String stem() {
        String name = SafeName.ofIdentifier(method);
        return invocation().isEmpty() ? name : name + "--" + SafeName.ofText(invocation());
    }

    String type() {
        return identity.testClass().getName();
    }

    /** The whole name, which no other test has. */
    String label() {
        String test = type() + "#" + method;
        return invocation().isEmpty() ? test : test + " [" + invocation() + "]";
    }

    /**
     * Which invocation of its test it is; empty where there is one only.
     *
     * @throws GoldenException if that has no name that the next run gives too
     */
    String invocation() {
        identity.variant().unstable().ifPresent(text -> {
            throw new GoldenException("a golden or cassette goes by its test's arguments, but the text [" + text
                    + "] of one of them is another in every run: give the argument a name with Named.of(name, value), give"
                    + " its class a toString() of its own, or name the golden with hasNotRegressedFrom(name)");
        });
        return identity.variant().name();
    }

    /**
     * Whether no class of that name is there any more; none is loaded.
     *
     * @param root the directory of goldens: where others may keep theirs too, nobody can know
     */
    boolean isGone(String type, Path root, Project project) {
        // a name with a hyphen is not the class's own: it was altered for file systems
        return !type.contains("-")
                && root.startsWith(project.base())
                && !project.mayShare(root)
                && classFile(type).isEmpty()
                && !project.hasCompiled(type);
    }

    private Optional<ClassFile> classFile(String type) {
        return ClassFile.find(identity.testClass().getClassLoader(), type);
    }

    /** Whether a class that is there has no method any more by which a label goes; none is loaded. */
    boolean hasLost(String type, String method) {
        return classFile(type)
                .filter(file -> !file.inherits())
                .filter(file -> file.names().stream().noneMatch(name -> isNameOf(name, method)))
                .isPresent();
    }

    /** Methods of Kotlin and Groovy have names with spaces, so what follows the name decides. */
    private static boolean isNameOf(String name, String method) {
        return method.equals(name)
                || (method.startsWith(name) && method.substring(name.length()).matches("(?s)\\(.*| [\\[(].*"));
    }

    /** Whether other tests run where a command selects this one by its class and the name of its method. */
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

    /** The parameters of each method that has the name of the test's. */
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

    /** By name: goldens know nothing of JUnit's classes. */
    private static boolean isTest(Annotation[] annotations, Set<Class<?>> seen) {
        return Arrays.stream(annotations)
                .map(Annotation::annotationType)
                .filter(seen::add)
                .anyMatch(type -> type.getName().equals(TESTABLE) || isTest(type.getAnnotations(), seen));
    }
}
