package io.github.clipunit.image;

import io.github.clipunit.internal.VisibleText;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;

/**
 * The bytes of a picture's file. It must be a regular file, because a pipe may never end, and no more bytes than
 * allowed are read.
 */
final class PictureFile {

    private PictureFile() {}

    /**
     * Returns the bytes of a file.
     *
     * @throws UnreadableImageException if it is missing, not a regular file, too large or unreadable
     */
    static byte[] read(Path file, ImageLimits limits) {
        String name = VisibleText.onOneLine(file.toString());
        try {
            BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
            if (!attributes.isRegularFile()) {
                throw new UnreadableImageException("picture [" + name + "] cannot be read: it is a "
                        + (attributes.isDirectory() ? "directory" : "pipe, a socket or a device")
                        + ", not a regular file");
            }
            ImageDecoder.requireBytes(attributes.size(), limits, name);
            byte[] content = read(file, (int) attributes.size(), limits);
            ImageDecoder.requireBytes(content.length, limits, name);
            return content;
        } catch (NoSuchFileException e) {
            throw new UnreadableImageException(
                    "no picture at [" + name + "]: the file does not exist, looked for at ["
                            + VisibleText.onOneLine(file.toAbsolutePath().toString()) + "]",
                    e);
        } catch (IOException e) {
            throw new UnreadableImageException(
                    "picture [" + name + "] cannot be read: " + VisibleText.onOneLine(e.toString()), e);
        }
    }

    /**
     * Reads to the end, because the real length may differ from the reported one: somebody may be writing the file, or
     * the system may generate it.
     */
    private static byte[] read(Path file, int size, ImageLimits limits) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            byte[] content = new byte[size];
            int read = stream.readNBytes(content, 0, size);
            if (read < size) {
                return Arrays.copyOf(content, read);
            }
            byte[] more = stream.readNBytes((int) limits.maxBytes() + 1 - size);
            byte[] whole = more.length == 0 ? content : Arrays.copyOf(content, size + more.length);
            System.arraycopy(more, 0, whole, size, more.length);
            return whole;
        }
    }
}
