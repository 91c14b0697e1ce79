package io.github.clipunit.internal;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Objects;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is replaced atomically. A reader, or a process that interrupts the writer at any moment, finds either the
 * old bytes or the new ones. The new bytes are written to the same folder, under a hidden name that contains the
 * writer's process id, and moved over the file.
 *
 * @param path the file
 */
public record AtomicFile(Path path) {

    private static final int BUFFER = 1 << 16;
    private static final Pattern TEMPORARY = Pattern.compile("\\..*\\.(\\d{1,18})-[0-9a-f]{8}\\.tmp");

    /**
     * Replaces the content; does nothing if the file already has it.
     *
     * @return whether the file changed
     * @throws IOException if it cannot be written; the file is then unchanged
     */
    public boolean write(byte[] content) throws IOException {
        if (Files.exists(path) && Arrays.equals(Files.readAllBytes(path), content)) {
            return false;
        }
        write(output -> output.write(content));
        return true;
    }

    /**
     * Replaces the text, in UTF-8. Git may have converted the line ends of the existing file; they are kept, and
     * neither they nor a byte order mark count as a difference.
     *
     * @param text with Unix line ends
     * @return whether the file changed
     * @throws IOException if it cannot be written; the file is then unchanged
     */
    public boolean write(String text) throws IOException {
        String there = Files.exists(path) ? new String(Files.readAllBytes(path), StandardCharsets.UTF_8) : "";
        if (there.replace("\r\n", "\n").replaceFirst("^\uFEFF", "").equals(text)) {
            return false;
        }
        String converted = there.contains("\r\n") ? text.replace("\n", "\r\n") : text;
        return write(converted.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Replaces the content with the output to a buffered stream.
     *
     * @throws IOException if it cannot be written; the file is then unchanged
     */
    public void write(Content content) throws IOException {
        Path folder = folder();
        Files.createDirectories(folder);
        sweep(folder);
        Path temporary = folder.resolve(temporaryName());
        try {
            try (OutputStream output = new BufferedOutputStream(
                    Files.newOutputStream(temporary, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
                    BUFFER)) {
                content.writeTo(output);
            }
            replaceWith(temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
    }

    /**
     * Replaces the file with a finished file or link.
     *
     * @param finished a file on the same file system
     * @throws IOException if it cannot be moved; both are then unchanged
     */
    public void replaceWith(Path finished) throws IOException {
        try {
            Files.move(finished, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("its file system cannot replace a file atomically", e);
        }
    }

    /** The writer of a content. */
    public interface Content {

        /**
         * Writes all of it.
         *
         * @throws IOException if the stream fails
         */
        void writeTo(OutputStream output) throws IOException;
    }

    /** Returns whether a file is one that a writer has not finished. */
    private static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(String.valueOf(file.getFileName())).matches();
    }

    private Path folder() {
        return Objects.requireNonNull(path.toAbsolutePath().getParent(), "a file has a folder");
    }

    private String temporaryName() {
        return "." + path.getFileName() + "." + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8) + ".tmp";
    }

    /** Deletes the unfinished files of killed writers. */
    private static void sweep(Path folder) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, AtomicFile::isTemporary)) {
            for (Path file : left) {
                Matcher name = TEMPORARY.matcher(String.valueOf(file.getFileName()));
                if (name.matches()
                        && ProcessHandle.of(Long.parseLong(name.group(1))).isEmpty()) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
