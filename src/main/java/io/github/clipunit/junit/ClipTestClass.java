package io.github.clipunit.junit;

import java.lang.reflect.Method;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.platform.commons.annotation.Testable;
import org.junit.platform.commons.support.AnnotationSupport;
import org.junit.platform.commons.support.HierarchyTraversalMode;
import org.junit.platform.commons.support.ReflectionSupport;

/** Which test classes there are, and which tests they have, whatever a run was asked to run. */
final class ClipTestClass {

    private ClipTestClass() {}

    /** The class around all classes around this one. */
    static Class<?> topLevel(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return outer;
    }

    /** All top-level classes with clip tests in the folders that the given classes were loaded from. */
    static Set<Class<?>> besides(Collection<Class<?>> types) {
        Set<URI> folders = new HashSet<>();
        types.forEach(type -> addFolder(folders, type));
        Set<Class<?>> found = new HashSet<>();
        for (URI folder : folders) {
            ReflectionSupport.findAllClassesInClasspathRoot(folder, ClipTestClass::hasClipTests, name -> true)
                    .forEach(type -> found.add(topLevel(type)));
        }
        return found;
    }

    private static void addFolder(Set<URI> folders, Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        try {
            boolean isFile =
                    source != null && "file".equals(source.getLocation().getProtocol());
            if (isFile && Files.isDirectory(Path.of(source.getLocation().toURI()))) {
                folders.add(source.getLocation().toURI());
            }
        } catch (URISyntaxException e) {
            throw new IllegalStateException("class folder " + source.getLocation() + " has no proper address", e);
        }
    }

    private static boolean hasClipTests(Class<?> type) {
        return AnnotationSupport.isAnnotated(type, ClipTest.class)
                || !AnnotationSupport.findAnnotatedMethods(type, ClipTest.class, HierarchyTraversalMode.TOP_DOWN)
                        .isEmpty();
    }

    /** The tests of a class and of those nested in it that the extension sees. */
    static Set<Method> testMethods(Class<?> type) {
        Set<Method> methods = new HashSet<>();
        addTestMethods(methods, type, false);
        return methods;
    }

    private static void addTestMethods(Set<Method> methods, Class<?> type, boolean isCovered) {
        boolean covered = isCovered || AnnotationSupport.isAnnotated(type, ClipTest.class);
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
