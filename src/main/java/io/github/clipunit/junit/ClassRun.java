package io.github.clipunit.junit;

import io.github.clipunit.run.TestIdentity;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Which tests of a top-level class, and of those nested in it, ran to their end. */
final class ClassRun {

    private static final Pattern INVOCATION =
            Pattern.compile("(?:-template-invocation|\\[dynamic-test|\\[dynamic-container):#(\\d+)]");

    private final Class<?> type;
    private final Set<Method> finished = ConcurrentHashMap.newKeySet();
    private final Map<String, Set<Integer>> invocations = new ConcurrentHashMap<>();
    private volatile boolean hasFailed;

    ClassRun(Class<?> type) {
        this.type = type;
    }

    /** The class around all classes around this one. */
    static Class<?> topLevel(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return outer;
    }

    String name() {
        return type.getName();
    }

    /** Notes that a test ran; one that failed, in one invocation of many, might have asked for more. */
    void finish(TestIdentity test, boolean failed) {
        hasFailed |= failed;
        test.testMethod().ifPresent(finished::add);
        Matcher invocation = INVOCATION.matcher(test.uniqueId());
        while (invocation.find()) {
            String template = test.uniqueId().substring(0, invocation.start());
            invocations
                    .computeIfAbsent(template, id -> ConcurrentHashMap.newKeySet())
                    .add(Integer.valueOf(invocation.group(1)));
        }
    }

    /**
     * Whether every test ran, and none failed. It never is for a class whose tests run as another's, or that registers the
     * extension in a way that its annotations do not tell.
     */
    boolean isComplete() {
        return !hasFailed
                && !finished.isEmpty()
                && !Modifier.isAbstract(type.getModifiers())
                && finished.equals(testMethods(type))
                && invocations.values().stream().allMatch(ClassRun::isWhole);
    }

    /** JUnit runs single invocations too, by number; one that ran alone was picked, as far as anybody can tell. */
    private static boolean isWhole(Set<Integer> numbers) {
        return numbers.size() > 1 && Collections.max(numbers) == numbers.size();
    }

    /** Whether the class file of a name lies where this class came from; no class is loaded. */
    boolean isBeside(String className) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader.getResource(className.replace('.', '/') + ".class") != null;
    }

    /** The tests of a class and of those nested in it that the extension sees. */
    static Set<Method> testMethods(Class<?> type) {
        Set<Method> methods = new HashSet<>();
        addTestMethods(methods, type, false);
        return methods;
    }

    private static void addTestMethods(Set<Method> methods, Class<?> type, boolean isCovered) {
        boolean covered =
                isCovered || AnnotationSupport.isAnnotated(type, ClipTest.class) || Registered.isDeclaredBy(type);
        List<Method> tests =
                AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN);
        tests.stream()
                .filter(test -> covered || AnnotationSupport.isAnnotated(test, ClipTest.class))
                .forEach(methods::add);
        for (Class<?> inner : type.getDeclaredClasses()) {
            addTestMethods(methods, inner, covered);
        }
    }
}
