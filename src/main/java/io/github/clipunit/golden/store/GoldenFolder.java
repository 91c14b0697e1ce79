package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenSettings;
import io.github.clipunit.internal.LiveFolder;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * The goldens and cassettes of one test's class.
 *
 * @param root the directory of all goldens
 * @param test the name of the test
 */
public record GoldenFolder(Path root, GoldenName test) {

    /** The folder of a class's cassettes, beside its goldens. */
    public static final String CASSETTES = "cassettes";

    /** The folders of judges' answers. */
    private static final String ANSWERS = "answers";

    public static GoldenFolder of(Settings settings, TestIdentity test, Project project) {
        Path root = new GoldenAnnotations(test).dir().map(project::resolve).orElseGet(() -> root(settings, project));
        return new GoldenFolder(root, new GoldenName(test));
    }

    /** The directory of the goldens of tests that choose none of their own. */
    public static Path root(Settings settings, Project project) {
        String directory = settings.get(GoldenSettings.DIRECTORY);
        return directory.isBlank() ? project.resources().resolve("golden") : project.resolve(directory);
    }

    /** The test's own golden, by how many it asked for so far: the first bears no number. */
    public GoldenKey own(int number) {
        String suffix = number == 1 ? "" : "-" + number;
        return new GoldenKey(
                root,
                test.folder() + "/" + test.stem() + suffix + ".json",
                test.label() + (number == 1 ? "" : " (" + number + ")"),
                false,
                number > 1 || test.isOneOfSeveral());
    }

    /** The golden of the class that bears a name, whichever test asks. */
    public GoldenKey named(String name) {
        requireName(name);
        return new GoldenKey(
                root,
                test.folder() + "/named/" + SafeName.ofText(name) + ".json",
                test.type() + ": " + name,
                true,
                true);
    }

    /** Where a cassette lies, less its extension; each invocation of a test has its own. */
    public String cassette(String name) {
        requireName(name);
        String invocation = test.invocation().isEmpty() ? "" : "--" + SafeName.ofText(test.invocation());
        return test.folder() + "/" + CASSETTES + "/" + SafeName.ofText(name) + invocation;
    }

    /**
     * Where a judge's answer lies, less its extension; it belongs to all tests of the class.
     *
     * @param hash tells it from other answers to the question
     */
    public String answer(String question, String hash) {
        return test.folder() + "/" + ANSWERS + "/" + SafeName.ofText(question) + "--" + hash;
    }

    /** Whether a file is a golden, and none of what lies beside them. */
    public static boolean isGolden(Path file) {
        String folder = String.valueOf(file.getName(Math.max(0, file.getNameCount() - 2)));
        return file.toString().endsWith(".json") && !folder.equals(CASSETTES) && !folder.equals(ANSWERS);
    }

    /** The cassettes that the class has, less their extensions, as {@link #cassette} names them. */
    public List<String> cassettes() {
        Path folder = root.resolve(test.folder()).resolve(CASSETTES);
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try {
            return LiveFolder.list(folder, 1).stream()
                    .filter(Files::isRegularFile)
                    .map(file -> String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", ""))
                    .filter(name -> !name.isEmpty())
                    .map(name -> test.folder() + "/" + CASSETTES + "/" + name)
                    .toList();
        } catch (IOException e) {
            throw new GoldenException("cassettes in [" + folder + "] cannot be listed: " + e, e);
        }
    }

    /**
     * Where a cassette or an answer may lie whose class was renamed: in the folders of classes that are gone.
     *
     * @param missing the cassette, less its extension, or the answer
     */
    public List<Path> former(Path missing, Project project) {
        if (!Files.isDirectory(root)) {
            return List.of();
        }
        Path inside = root.relativize(missing);
        try (Stream<Path> folders = Files.list(root)) {
            return folders.filter(folder -> test.isGone(String.valueOf(folder.getFileName()), root, project))
                    .map(folder -> folder.resolve(inside.subpath(1, inside.getNameCount())))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            return List.of();
        }
    }

    private static void requireName(String name) {
        if (name.isBlank()) {
            throw new IllegalArgumentException("name [" + name + "] must not be blank");
        }
    }
}
