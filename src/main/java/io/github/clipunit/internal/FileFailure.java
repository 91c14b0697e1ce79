package io.github.clipunit.internal;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/** The reason why a file cannot be read or written, in words: the JDK's messages are often only the file's name. */
public final class FileFailure {

    private FileFailure() {}

    /** Returns the reason, as the end of a sentence. */
    public static String reason(IOException failure) {
        if (failure instanceof NoSuchFileException missing) {
            return "[" + missing.getFile() + "] does not exist";
        }
        if (failure instanceof AccessDeniedException denied) {
            return "this user has no permission for [" + denied.getFile() + "]";
        }
        if (failure instanceof FileAlreadyExistsException there) {
            return "[" + there.getFile() + "] is a file, not a folder";
        }
        if (failure instanceof FileSystemException other && other.getReason() != null) {
            return other.getReason();
        }
        return Objects.requireNonNullElse(failure.getMessage(), failure.toString());
    }
}
