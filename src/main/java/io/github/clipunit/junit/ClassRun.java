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

/** Which tests of a class ran to their end. */
final class ClassRun {

    private static final Pattern INVOCATION =
            Pattern.compile("(?:-template-invocation|\\[dynamic-test|\\[dynamic-container):#(\\d+)]");
    private static final Pattern CLASS = Pattern.compile("\\[(?:nested-)?class(?:-template)?:([^]]+)]");

    private static final String FAILED = "failed or was aborted";
    private static final String IN_PART = "ran in part, as far as its invocations tell";

    private final Class<?> type;
    private final Set<Method> finished = ConcurrentHashMap.newKeySet();
    /** With why. */
    private final Map<Method, String> unfinished = new ConcurrentHashMap<>();

    private final Map<Template, Set<Integer>> invocations = new ConcurrentHashMap<>();
    private volatile boolean isInherited;

    ClassRun(Class<?> type) {
        this.type = type;
    }

    String name() {
        return type.getName();
    }

    /** Notes that a test ran; one that failed, in one invocation of many, might have asked for more. */
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

    /** Notes that JUnit was to run a test, and that a condition kept it from that. */
    void skip(Method test, String why) {
        unfinished.put(
                test, "is disabled: " + why.lines().findFirst().orElse("").strip());
    }

    /** Whether the test runs as that of the class that declares it, and not of one that extends a class around it. */
    private boolean isOwn(String uniqueId) {
        return CLASS.matcher(uniqueId)
                .results()
                .map(match -> match.group(1))
                .collect(Collectors.joining("$"))
                .equals(type.getName());
    }

    /** What is known now. */
    ClassRecord record(String run) {
        SortedMap<String, String> tests = new TreeMap<>();
        for (Method test : tests()) {
            tests.merge(test.getName(), stateOf(test), (first, second) -> first.isEmpty() ? second : first);
        }
        return new ClassRecord(name(), run, tests, inherited());
    }

    private @Nullable String inherited() {
        return isInherited
                ? "its tests run for every class that extends the one around it, and which of these there are is not known"
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

    /** JUnit runs single invocations too, by number; one that ran alone was picked, as far as anybody can tell. */
    private static boolean isWhole(Set<Integer> numbers) {
        return numbers.size() > 1 && Collections.max(numbers) == numbers.size();
    }

    /** Whether the class file of a name lies where this class came from; no class is loaded. */
    boolean isBeside(String className) {
        ClassLoader loader = type.getClassLoader();
        return loader != null && loader.getResource(className.replace('.', '/') + ".class") != null;
    }

    /**
     * The tests of the class that may ask for goldens: those that the extension is registered for. Where one ran for which no
     * annotation tells that, any may.
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

    /** Whether an annotation, or one on it, registers the extension. */
    private static boolean isRegistered(AnnotatedElement element) {
        return AnnotationSupport.findRepeatableAnnotations(element, ExtendWith.class).stream()
                .anyMatch(with -> Arrays.asList(with.value()).contains(ClipExtension.class));
    }

    /** What has invocations: a test, or the tests of a class. Not a record: the hash of those takes 20 ms to set up. */
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
