package io.github.clipunit.model;

import io.github.clipunit.internal.NoteFile;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.UserCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * Remembers the hashes of large files in folders that belong to somebody else, because hashing hundreds of megabytes at each
 * start takes seconds. A note holds a file's length, time of change and hash; where the first two differ, the file is read
 * again.
 *
 * @param folder where the notes are, one a file, named by the hash of the file's real path
 */
record HashNotes(Path folder) {

    /** Smaller files are hashed faster than their notes are read. */
    static final long LARGE = 1 << 20;

    /** A file changed so lately may change again within one tick of its clock, so it is not noted yet. */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** The notes of the user who runs this JVM. */
    static HashNotes ofUser() {
        return new HashNotes(UserCache.folder("hashes"));
    }

    /** The SHA-256 of a file, as lower-case hex. */
    String sha256(Path file) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (now.size() < LARGE) {
            return read(file);
        }
        String state = now.size() + " " + now.lastModifiedTime().to(TimeUnit.NANOSECONDS);
        NoteFile note = new NoteFile(
                folder.resolve(Sha256.hex(file.toRealPath().toString().getBytes(StandardCharsets.UTF_8))));
        List<String> known = List.of(note.read().split(" ", -1));
        if (known.size() == 3 && state.equals(known.get(0) + " " + known.get(1))) {
            return known.get(2);
        }
        String hash = read(file);
        if (now.lastModifiedTime().toInstant().isBefore(Instant.now().minus(SETTLED))) {
            note.write(state + " " + hash);
        }
        return hash;
    }

    private static String read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return Sha256.hex(stream);
        }
    }
}
