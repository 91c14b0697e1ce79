package io.github.clipunit.internal;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file that is replaced as a whole: who reads it, or stops the writer at any moment, finds the old bytes or the new
 * ones. They are written beside it, under a hidden name that holds the writer's process id, and moved over it.
 *
 * @param path the file
 */
public record AtomicFile(Path path) {

    private static final Pattern TEMPORARY = Pattern.compile("\\..*\\.(\\d+)-[0-9a-f]{8}\\.tmp");

    /**
     * Replaces the content, or leaves the file alone where it has that content already.
     *
     * @return whether the file changed
     * @throws IOException if it cannot be written; it is then as it was
     */
    public boolean write(byte[] content) throws IOException {
        if (Files.exists(path) && Arrays.equals(Files.readAllBytes(path), content)) {
            return false;
        }
        Path folder = folder();
        Files.createDirectories(folder);
        sweep(folder);
        Path temporary = folder.resolve(temporaryName());
        try {
            writeNew(temporary, content);
            replace(temporary);
        } finally {
            Files.deleteIfExists(temporary);
        }
        return true;
    }

    /** Whether a file is one that a writer has not finished. */
    static boolean isTemporary(Path file) {
        return TEMPORARY.matcher(String.valueOf(file.getFileName())).matches();
    }

    private Path folder() {
        Path parent = path.getParent();
        if (parent == null) {
            throw new IllegalArgumentException("file [" + path + "] must lie in a directory");
        }
        return parent;
    }

    private String temporaryName() {
        return "." + path.getFileName() + "." + ProcessHandle.current().pid() + "-"
                + UUID.randomUUID().toString().substring(0, 8) + ".tmp";
    }

    private static void writeNew(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer left = ByteBuffer.wrap(content);
            while (left.hasRemaining()) {
                channel.write(left);
            }
        }
    }

    private void replace(Path temporary) throws IOException {
        try {
            Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            throw new IOException("its file system cannot replace a file as a whole", e);
        }
    }

    /** Removes what writers left that were killed. */
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
