package io.github.clipunit.junit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;

/** Test classes of a project that is made up on the spot, and a class loader that knows which of them were wanted. */
final class CompiledTests extends URLClassLoader {

    static {
        registerAsParallelCapable();
    }

    private static final String IMPORTS = """
            package com.acme;
            import static io.github.clipunit.assertj.ClipAssertions.assertThat;
            import io.github.clipunit.cassette.PictureCassette;
            import io.github.clipunit.junit.*;
            import org.junit.jupiter.api.*;
            import org.junit.jupiter.params.*;
            import org.junit.jupiter.params.provider.*;
            """;

    private final Path folder;
    private final Set<String> loaded = new ConcurrentSkipListSet<>();

    private CompiledTests(Path folder) throws IOException {
        super(new URL[] {folder.toUri().toURL()}, CompiledTests.class.getClassLoader());
        this.folder = folder;
    }

    /**
     * Compiles top-level classes of the package {@code com.acme}.
     *
     * @param sources each the source of a class, less package and imports
     */
    static CompiledTests in(Path folder, String... sources) throws IOException {
        List<String> arguments =
                new ArrayList<>(List.of("-proc:none", "-nowarn", "-cp", classPath(), "-d", folder.toString()));
        for (String source : sources) {
            String name = source.replaceFirst("(?s).*?class (\\w+).*", "$1");
            Path file = folder.resolve(name + ".java");
            Files.writeString(file, IMPORTS + source);
            arguments.add(file.toString());
        }
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        assertThat(compiler).as("a JDK, which has a compiler").isNotNull();
        ByteArrayOutputStream errors = new ByteArrayOutputStream();
        int exitCode = compiler.run(null, null, errors, arguments.toArray(String[]::new));
        assertThat(exitCode).as("%s", errors).isZero();
        return new CompiledTests(folder);
    }

    private static String classPath() {
        return System.getProperty("surefire.test.class.path", System.getProperty("java.class.path"));
    }

    /** A class that may run. */
    Class<?> type(String simpleName) {
        try {
            return loadClass("com.acme." + simpleName);
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    /** Deletes a class, as whoever deletes its source does. */
    void delete(String simpleName) throws IOException {
        Files.delete(folder.resolve("com/acme/" + simpleName + ".class"));
    }

    /** The names of the classes that were loaded from the folder so far. */
    Set<String> loaded() {
        return loaded;
    }

    @Override
    protected Class<?> findClass(String name) throws ClassNotFoundException {
        loaded.add(name);
        return super.findClass(name);
    }
}
