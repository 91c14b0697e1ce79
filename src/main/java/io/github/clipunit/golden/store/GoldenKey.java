package io.github.clipunit.golden.store;

import java.nio.file.Path;

/**
 * Which golden is meant.
 *
 * @param root the directory of all goldens
 * @param path the golden's file, relative to it, with {@code /} on every system
 * @param label whose golden it is, as the file itself says too
 * @param shared whether several tests may ask for it
 * @param only whether its test has other goldens, so that accepting it must name the file
 */
public record GoldenKey(Path root, String path, String label, boolean shared, boolean only) {

    public Path file() {
        return root.resolve(path);
    }

    Path thumbnail() {
        return root.resolve(path.replaceFirst("\\.json$", ".png"));
    }
}
