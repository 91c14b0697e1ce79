package io.github.clipunit.golden.store;

import io.github.clipunit.internal.LiveFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The goldens with several pictures each, which are compared by a statistical test. */
public final class SetGoldens {

    private SetGoldens() {}

    /** Counts them in a directory; unreadable files do not count. */
    public static int count(Path root) {
        if (!Files.isDirectory(root)) {
            return 0;
        }
        try {
            return (int) LiveFolder.list(root, 3).stream()
                    .filter(file -> file.toString().endsWith(".json"))
                    .filter(SetGoldens::isSet)
                    .count();
        } catch (IOException e) {
            return 0;
        }
    }

    private static boolean isSet(Path file) {
        try {
            GoldenRecord golden = GoldenJson.read(Files.readString(file));
            return golden.hasScores() && golden.pictures().size() > 1;
        } catch (IOException | IllegalArgumentException e) {
            return false;
        }
    }
}
