package io.github.clipunit.report;

import io.github.clipunit.internal.BuildRoot;
import io.github.clipunit.internal.Project;
import io.github.clipunit.report.data.SourceLine;
import io.github.clipunit.run.TestIdentity;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Finds the source of tests: in the source set's folder of a language, in a file named after the outermost class. */
final class SourceFiles {

    private static final List<String> LANGUAGES = List.of("java", "kotlin", "groovy");
    private static final List<String> EXTENSIONS = List.of(".java", ".kt", ".groovy");

    private final Map<Class<?>, Optional<Source>> sources = new HashMap<>();

    /** Returns the line of the test, or else the line of its method's declaration. */
    @Nullable
    SourceLine find(TestIdentity test, @Nullable Integer line) {
        return sources.computeIfAbsent(outermost(test.testClass()), SourceFiles::read)
                .map(source -> new SourceLine(
                        source.path(),
                        line == null ? test.testMethod().map(source::lineOf).orElse(null) : line))
                .orElse(null);
    }

    private static Class<?> outermost(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return outer;
    }

    private static Optional<Source> read(Class<?> type) {
        Project project = Project.of(type);
        for (String language : LANGUAGES) {
            for (String extension : EXTENSIONS) {
                Path file = project.base()
                        .resolve("src")
                        .resolve(project.sourceSet())
                        .resolve(language)
                        .resolve(type.getName().replace('.', '/') + extension);
                if (Files.isRegularFile(file)) {
                    return read(file, BuildRoot.ofRepository(project.base()));
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<Source> read(Path file, Path root) {
        try {
            String path = root.relativize(file).toString().replace('\\', '/');
            return Optional.of(new Source(path, Files.readString(file)));
        } catch (IOException e) {
            return Optional.empty(); // not in UTF-8, or deleted
        }
    }

    private record Source(String path, String text, List<Integer> lineEnds) {

        Source(String path, String text) {
            this(
                    path,
                    text,
                    IntStream.range(0, text.length())
                            .filter(i -> text.charAt(i) == '\n')
                            .boxed()
                            .toList());
        }

        /**
         * Returns the line of the first text that looks like a declaration: the name after a space or in backticks,
         * followed by a parenthesis.
         */
        @Nullable
        Integer lineOf(Method method) {
            int plain = text.indexOf(" " + method.getName() + "(");
            int at = plain < 0 ? text.indexOf("`" + method.getName() + "`(") : plain;
            return at < 0 ? null : -Collections.binarySearch(lineEnds, at);
        }
    }
}
