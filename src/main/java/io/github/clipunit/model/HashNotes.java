package io.github.clipunit.model;

import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.UserCache;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;

/**
 * Notes of the hashes of large files, because hashing hundreds of megabytes takes seconds at each start. A note
 * identifies a file without a full read: by its length, its times, its number in the file system, and a hash of {@value
 * #SAMPLES} pieces of it. Length and time would not suffice, because tar, Nix, Bazel and reproducible images give all
 * files the same time.
 *
 * @param folder the folder of the notes, each named by the hash of the file's real path
 * @hidden
 */
public record HashNotes(Path folder, Clock clock) {

    /** Files below this size are hashed faster than their notes are read. */
    static final long LARGE = 1 << 20;

    private static final int SAMPLES = 64;
    private static final int SAMPLE_BYTES = 4096;

    /**
     * A file that changed within this time may change again within one tick of its file system's clock, so it is not
     * noted yet.
     */
    private static final Duration SETTLED = Duration.ofSeconds(2);

    /** Returns the notes of the user who runs this JVM. */
    public static HashNotes ofUser() {
        return new HashNotes(UserCache.folder("hashes"), Clock.systemUTC());
    }

    /**
     * Returns the SHA-256 of a file, as lower-case hex.
     *
     * @param afresh whether to read the whole file and ignore the note
     */
    public String sha256(Path file, boolean afresh) throws IOException {
        BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
        if (now.size() < LARGE) {
            return read(file);
        }
        Path real = file.toRealPath();
        FileTime changed = changed(real, now);
        String state = now.size() + " " + now.lastModifiedTime().to(TimeUnit.NANOSECONDS) + " "
                + changed.to(TimeUnit.NANOSECONDS) + " "
                + Sha256.hex(String.valueOf(now.fileKey()).getBytes(StandardCharsets.UTF_8)) + " "
                + sample(real, now.size()) + " ";
        Path note = folder.resolve(Sha256.hex(real.toString().getBytes(StandardCharsets.UTF_8)));
        String known = Files.isRegularFile(note) ? new String(Files.readAllBytes(note), StandardCharsets.UTF_8) : "";
        if (!afresh && known.startsWith(state)) {
            return known.substring(state.length());
        }
        String hash = read(real);
        Instant settled = clock.instant().minus(SETTLED);
        if (changed.toInstant().isBefore(settled)
                && now.lastModifiedTime().toInstant().isBefore(settled)) {
            keep(note, state + hash);
        }
        return hash;
    }

    /**
     * Returns the time at which the file's content or attributes last changed, which users cannot set; where the file
     * system does not record it, the time of creation.
     */
    private static FileTime changed(Path file, BasicFileAttributes now) throws IOException {
        return file.getFileSystem().supportedFileAttributeViews().contains("unix")
                        && Files.getAttribute(file, "unix:ctime") instanceof FileTime time
                ? time
                : now.creationTime();
    }

    /** Returns the hash of equally spaced pieces, from the first byte to the last. */
    private static String sample(Path file, long size) throws IOException {
        MessageDigest digest = Sha256.digest();
        ByteBuffer piece = ByteBuffer.allocate(SAMPLE_BYTES);
        try (SeekableByteChannel bytes = Files.newByteChannel(file)) {
            for (int i = 0; i < SAMPLES; i++) {
                bytes.position((size - SAMPLE_BYTES) * i / (SAMPLES - 1));
                piece.clear();
                while (piece.hasRemaining() && bytes.read(piece) >= 0) {
                    // until it is full or the file ends
                }
                digest.update(piece.flip());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Writes a note. A failure only costs time later. */
    private static void keep(Path note, String text) {
        try {
            new AtomicFile(note).write(text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            System.getLogger("io.github.clipunit").log(System.Logger.Level.DEBUG, "a hash note cannot be written", e);
        }
    }

    private static String read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return Sha256.hex(stream);
        }
    }
}
