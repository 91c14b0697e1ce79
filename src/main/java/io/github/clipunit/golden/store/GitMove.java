package io.github.clipunit.golden.store;

import io.github.clipunit.internal.Project;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The commands that move a golden or cassette along with its renamed test.
 *
 * @param project the module
 * @param root the directory of goldens
 */
public record GitMove(Project project, Path root) {

    /**
     * Returns the commands, each on a line indented by two spaces. If the class has no folder under its new name yet,
     * one command moves the whole folder.
     */
    public String lines(Path from, Path to) {
        Path folder = root.resolve(root.relativize(to).getName(0));
        if (!Files.exists(folder)) {
            return move(root.resolve(root.relativize(from).getName(0)), folder);
        }
        Path thumbnail = with(from, ".png");
        return from.toString().endsWith(".json") && Files.exists(thumbnail)
                ? move(from, to) + move(thumbnail, with(to, ".png"))
                : move(from, to);
    }

    private static Path with(Path golden, String extension) {
        return golden.resolveSibling(String.valueOf(golden.getFileName()).replaceFirst("\\.json$", extension));
    }

    private String move(Path from, Path to) {
        return "\n  git mv " + argument(from) + " " + argument(to);
    }

    /** Quotes the names of nested classes, because most shells would read part of them as a variable. */
    private String argument(Path path) {
        String shown = project.show(path).replace('\\', '/');
        return shown.indexOf('$') < 0 ? shown : "'" + shown + "'";
    }
}
