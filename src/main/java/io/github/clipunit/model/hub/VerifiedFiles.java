package io.github.clipunit.model.hub;

import io.github.clipunit.internal.AtomicFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Remembers the fingerprints of cached files, because hashing hundreds of megabytes at each start takes seconds. A note in
 * {@code .clipunit/} holds the fingerprint with the file's length and time of change; where these differ, the file is read
 * again.
 *
 * @param repository the repository's folder in the cache
 */
record VerifiedFiles(Path repository) {

    /**
     * The fingerprint of a file.
     *
     * @param file its real path
     */
    Fingerprint fingerprint(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        String state = state(now);
        List<String> note = List.of(read(note(file)).split(" ", -1));
        if (note.size() == 4 && state.equals(note.get(0) + " " + note.get(1))) {
            return new Fingerprint(now.size(), note.get(2), note.get(3));
        }
        return remember(file, state);
    }

    /** The fingerprint of a file, whatever was remembered. */
    Fingerprint freshFingerprint(Path file) throws IOException {
        return remember(file, state(Files.readAttributes(file, BasicFileAttributes.class)));
    }

    private Fingerprint remember(Path file, String state) throws IOException {
        Fingerprint found = Fingerprint.of(file);
        write(note(file), state + " " + found.sha256() + " " + found.gitSha1());
        return found;
    }

    private static String state(BasicFileAttributes attributes) {
        return attributes.size() + " " + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    private Path note(Path file) throws IOException {
        Path relative = repository.toRealPath().relativize(file);
        return repository.resolve(".clipunit").resolve(relative.toString().replaceAll("[/\\\\]", "--"));
    }

    private static String read(Path note) {
        try {
            return Files.readString(note);
        } catch (IOException e) {
            return "";
        }
    }

    /** A cache that cannot be written costs a hash at each start, and nothing else. */
    private static void write(Path note, String text) {
        try {
            new AtomicFile(note).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.getLogger("io.github.clipunit")
                    .log(System.Logger.Level.DEBUG, "cannot note that a model file was verified", e);
        }
    }
}
