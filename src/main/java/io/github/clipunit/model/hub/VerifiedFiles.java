package io.github.clipunit.model.hub;

import io.github.clipunit.internal.NoteFile;
import java.io.IOException;
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
        List<String> note = List.of(note(file).read().split(" ", -1));
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
        note(file).write(state + " " + found.sha256() + " " + found.gitSha1());
        return found;
    }

    private static String state(BasicFileAttributes attributes) {
        return attributes.size() + " " + attributes.lastModifiedTime().to(TimeUnit.NANOSECONDS);
    }

    private NoteFile note(Path file) throws IOException {
        Path relative = repository.toRealPath().relativize(file);
        return new NoteFile(
                repository.resolve(".clipunit").resolve(relative.toString().replaceAll("[/\\\\]", "--")));
    }
}
