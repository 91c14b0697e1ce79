package io.github.clipunit.golden.store;

import java.nio.file.Path;

/**
 * Identifies a golden.
 *
 * @param root the directory of all goldens
 * @param path the golden's file relative to the root, with {@code /} on every system
 * @param label the test that the golden belongs to, as the file states it
 * @param shared whether several tests may use the golden
 * @param only whether its test has other goldens, so that the command that accepts it must name the file
 */
public record GoldenKey(Path root, String path, String label, boolean shared, boolean only) {

    public Path file() {
        return root.resolve(path);
    }

    Path thumbnail() {
        return root.resolve(path.replaceFirst("\\.json$", ".png"));
    }
}
