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

    /** The folder of a class's cassettes, next to its goldens. */
    public static final String CASSETTES = "cassettes";

    /** The folder of a class's answers from judges. */
    private static final String ANSWERS = "answers";

    public static GoldenFolder of(Settings settings, TestIdentity test, Project project) {
        Path root = new GoldenAnnotations(test).dir().map(project::resolve).orElseGet(() -> root(settings, project));
        return new GoldenFolder(root, new GoldenName(test));
    }

    /** Returns the directory of goldens for tests that do not choose their own. */
    public static Path root(Settings settings, Project project) {
        String directory = settings.get(GoldenSettings.DIRECTORY);
        return directory.isBlank() ? project.resources().resolve("golden") : project.resolve(directory);
    }

    /** Returns the key of the test's own golden by its number; the first file name carries no number. */
    public GoldenKey own(int number) {
        String suffix = number == 1 ? "" : "-" + number;
        return new GoldenKey(
                root,
                test.folder() + "/" + test.stem() + suffix + ".json",
                test.label() + (number == 1 ? "" : " (" + number + ")"),
                false,
                number > 1 || test.isOneOfSeveral());
    }

    /** Returns the key of a named golden of the class, whichever test uses it. */
    public GoldenKey named(String name) {
        requireName(name);
        return new GoldenKey(
                root,
                test.folder() + "/named/" + SafeName.ofText(name) + ".json",
                test.type() + ": " + name,
                true,
                true);
    }

    /** Returns the path of a cassette without its extension; each invocation of a test has its own. */
    public String cassette(String name) {
        requireName(name);
        String invocation = test.invocation().isEmpty() ? "" : "--" + SafeName.ofText(test.invocation());
        return test.folder() + "/" + CASSETTES + "/" + SafeName.ofText(name) + invocation;
    }

    /**
     * Returns the path of a judge's answer without its extension; all tests of the class share it.
     *
     * @param hash distinguishes the answer from other answers to the question
     */
    public String answer(String question, String hash) {
        return test.folder() + "/" + ANSWERS + "/" + SafeName.ofText(question) + "--" + hash;
    }

    /** Returns whether a file is a golden, rather than a file stored next to goldens. */
    public static boolean isGolden(Path file) {
        String folder = String.valueOf(file.getName(Math.max(0, file.getNameCount() - 2)));
        return file.toString().endsWith(".json") && !folder.equals(CASSETTES) && !folder.equals(ANSWERS);
    }

    /** Returns the cassettes of the class without their extensions, in the form that {@link #cassette} returns. */
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
     * Returns the places where a missing cassette or answer may lie if its class was renamed: the folders of classes
     * that no longer exist.
     *
     * @param missing the cassette without its extension, or the answer
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
