package io.github.clipunit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.PublicSurfaceTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A snippet that is copied from a page needs imports, so each page has those of its snippets. */
class ImportsTest {

    private static final Pattern CODE = Pattern.compile("(?ms)^```(?:java|kotlin)\n(.*?)^```");
    private static final Pattern IMPORT = Pattern.compile("import (?:static )?(io\\.github\\.clipunit\\.[\\w.]+)");

    @Test
    void should_import_every_type_of_a_snippet() throws IOException {
        List<String> missing = new ArrayList<>();
        for (Path page : pages()) {
            String text = Files.readString(page);
            String code = CODE.matcher(text)
                    .results()
                    .map((MatchResult match) -> match.group(1))
                    .collect(Collectors.joining("\n"))
                    .replaceAll("\"(?:[^\"\\\\]|\\\\.)*\"", "\"\"")
                    .replaceAll("//.*", "");
            for (String type : PublicSurfaceTest.SHOWN) {
                String name = type.substring(Math.max(type.lastIndexOf('.'), type.lastIndexOf('$')) + 1);
                String imported = "import io.github.clipunit." + type.replace('$', '.');
                boolean isDeclared = Pattern.compile("\\b(?:class|interface|record|enum) " + name + "\\b")
                        .matcher(code)
                        .find();
                if (!isDeclared
                        && Pattern.compile("(?<![\\w.])" + name + "\\b")
                                .matcher(code)
                                .find()
                        && !text.contains(imported)) {
                    missing.add(page + ": " + imported);
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void should_import_only_what_exists() throws IOException {
        List<String> names = new ArrayList<>();
        for (Path page : pages()) {
            IMPORT.matcher(Files.readString(page))
                    .results()
                    .map(match -> match.group(1))
                    .forEach(names::add);
        }
        assertThat(names)
                .hasSizeGreaterThan(50)
                .allSatisfy(name -> assertThat(isThere(name)).as(name).isTrue());
    }

    /** A class, a nested class or a static member of one. */
    private static boolean isThere(String name) {
        int last = name.lastIndexOf('.');
        String owner = name.substring(0, last);
        return isClass(name) || isClass(owner + "$" + name.substring(last + 1)) || isClass(owner);
    }

    private static boolean isClass(String name) {
        try {
            Class.forName(name, false, ImportsTest.class.getClassLoader());
            return true;
        } catch (ClassNotFoundException e) {
            return false;
        }
    }

    private static List<Path> pages() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("docs"))) {
            return files.filter(file -> file.toString().endsWith(".md"))
                    .sorted()
                    .toList();
        }
    }
}
