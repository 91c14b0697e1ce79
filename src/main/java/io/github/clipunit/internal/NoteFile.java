package io.github.clipunit.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * A note that saves time and nothing else: one that cannot be read is as good as none, and one that cannot be written is
 * made again another time.
 *
 * @param path the file
 */
public record NoteFile(Path path) {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");

    /** What was noted, or an empty text. */
    public String read() {
        try {
            return Files.readString(path);
        } catch (IOException e) {
            return "";
        }
    }

    /** Notes a text in place of what was noted before. */
    public void write(String text) {
        try {
            new AtomicFile(path).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.log(System.Logger.Level.DEBUG, "a note cannot be kept", e);
        }
    }
}
