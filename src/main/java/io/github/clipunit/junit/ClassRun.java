package io.github.clipunit.junit;

import io.github.clipunit.golden.store.ClassRecord;
import io.github.clipunit.run.TestIdentity;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;

/** Records which tests of a class ran to their end. */
final class ClassRun {

    private static final Pattern INVOCATION =
            Pattern.compile("(?:-template-invocation|\\[dynamic-test|\\[dynamic-container):#(\\d+)]");
    private static final Pattern CLASS = Pattern.compile("\\[(?:nested-)?class(?:-template)?:([^]]+)]");

    private static final String FAILED = "failed or was aborted";
    private static final String IN_PART = "may have run only some of its invocations";

    private final Class<?> type;
    private final Set<Method> finished = ConcurrentHashMap.newKeySet();
    /** The tests that did not run to their end, with the reason. */
    private final Map<Method, String> unfinished = new ConcurrentHashMap<>();

    private final Map<Template, Set<Integer>> invocations = new ConcurrentHashMap<>();
    private volatile boolean isInherited;

    ClassRun(Class<?> type) {
        this.type = type;
    }

    String name() {
        return type.getName();
    }

    /** Records that a test ran. A test that failed in one of its invocations might have used more goldens. */
    void finish(TestIdentity test, boolean failed) {
        if (test.testMethod().isEmpty()) {
            isInherited |= !isOwn(test.uniqueId());
            return;
        }
        Method method = test.testMethod().get();
        finished.add(method);
        if (failed) {
            unfinished.putIfAbsent(method, FAILED);
        }
        boolean isKnown = false;
        Matcher invocation = INVOCATION.matcher(test.uniqueId());
        while (invocation.find()) {
            Template template = new Template(test.uniqueId().substring(0, invocation.start()), method);
            isKnown = invocations.containsKey(template)
                    && invocation.end() == test.uniqueId().length();
            invocations
                    .computeIfAbsent(template, id -> ConcurrentHashMap.newKeySet())
                    .add(Integer.valueOf(invocation.group(1)));
        }
        isInherited |= !isKnown && !isOwn(test.uniqueId());
    }

    /** Records that a condition disabled a test that JUnit would have run. */
    void skip(Method test, String why) {
        unfinished.put(
                test, "is disabled: " + why.lines().findFirst().orElse("").strip());
    }

    /**
     * Returns whether the test runs for the class that declares it, rather than for a class that extends an enclosing
     * class.
     */
    private boolean isOwn(String uniqueId) {
        return CLASS.matcher(uniqueId)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining("$"))
                .equals(type.getName());
    }

    /** Returns what is known so far. */
    ClassRecord record(String run) {
        SortedMap<String, String> tests = new TreeMap<>();
        for (Method test : tests()) {
            tests.merge(test.getName(), stateOf(test), (first, second) -> first.isEmpty() ? second : first);
        }
        return new ClassRecord(name(), run, tests, inherited());
    }

    private @Nullable String inherited() {
        return isInherited
                ? "its tests run for every class that extends the enclosing class, and it is not known which classes do"
                : null;
    }

    private String stateOf(Method test) {
        if (!finished.contains(test) && !unfinished.containsKey(test)) {
            return ClassRecord.LEFT_OUT;
        }
        boolean isWhole = invocations.entrySet().stream()
                .filter(entry -> test.equals(entry.getKey().method))
                .allMatch(entry -> isWhole(entry.getValue()));
        return unfinished.getOrDefault(test, isWhole ? ClassRecord.ENDED : IN_PART);
    }

    /**
     * Returns whether all invocations ran. JUnit can run single invocations by number, so one that ran alone may have
     * been selected.
     */
    private static boolean isWhole(Set<Integer> numbers) {
        return numbers.size() > 1 && Collections.max(numbers) == numbers.size();
    }

    /** Returns whether the class file of a name is in the same place as this class. It loads no class. */
    boolean isBeside(String className) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader.getResource(className.replace('.', '/') + ".class") != null;
    }

    /**
     * Returns the tests of the class that may use goldens: those that the extension is registered for. If a test ran
     * without such an annotation, any test may.
     */
    private Set<Method> tests() {
        List<Method> all =
                AnnotationSupport.findAnnotatedMethods(type, Testable.class, HierarchyTraversalMode.TOP_DOWN);
        Set<Method> covered = new HashSet<>(all);
        if (!isCovered(type)) {
            covered.removeIf(test -> !isRegistered(test));
        }
        return covered.containsAll(finished) ? covered : union(new HashSet<>(all), finished);
    }

    private static <T> Set<T> union(Set<T> all, Set<T> more) {
        all.addAll(more);
        return all;
    }

    private static boolean isCovered(Class<?> type) {
        for (Class<?> at = type; at != null; at = at.getEnclosingClass()) {
            if (isRegistered(at) || Registered.isDeclaredBy(at)) {
                return true;
            }
        }
        return false;
    }

    /** Returns whether an annotation, or an annotation of an annotation, registers the extension. */
    private static boolean isRegistered(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, ExtendWith.class).stream()
                .anyMatch(with -> Arrays.asList(with.value()).contains(ClipExtension.class));
    }

    /**
     * A test or class with invocations. It is not a record, because the hash code of a record takes 20 ms to set up.
     */
    private static final class Template {
        private final String id;
        private final Method method;

        Template(String id, Method method) {
            this.id = id;
            this.method = method;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof Template that && id.equals(that.id) && method.equals(that.method);
        }

        @Override
        public int hashCode() {
            return id.hashCode();
        }
    }
}
