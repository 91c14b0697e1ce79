package io.github.clipunit.doctor;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Set;

/** Folders that clipunit writes: whose they are, who else may write them, and how much room they have. */
final class Folders {

    private static final long LEAST = 1L << 30;

    private Folders() {}

    static Finding of(String topic, String what, Path folder) {
        Path there = folder.toAbsolutePath().normalize();
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        String name = what + " [" + folder + "]" + (Files.exists(folder) ? "" : " (not there yet; [" + there + "] is)");
        try {
            long free = Files.getFileStore(there).getUsableSpace();
            String room = String.format(Locale.ROOT, "%.1f GB free", free / 1e9);
            if (!Files.getFileStore(there).supportsFileAttributeView("posix")) {
                return finding(topic, name + ": " + room, Files.isWritable(there), free);
            }
            PosixFileAttributes attributes = Files.readAttributes(there, PosixFileAttributes.class);
            Set<PosixFilePermission> mode = attributes.permissions();
            String facts = name + ": of " + attributes.owner().getName() + ", " + PosixFilePermissions.toString(mode)
                    + ", " + room;
            boolean isOthers =
                    mode.contains(PosixFilePermission.OTHERS_WRITE) || mode.contains(PosixFilePermission.GROUP_WRITE);
            if (isOthers && Files.exists(folder)) {
                return Finding.wrong(topic, facts + "; others may write it: chmod go-w");
            }
            return finding(topic, facts, Files.isWritable(there), free);
        } catch (IOException | UnsupportedOperationException e) {
            return Finding.wrong(topic, name + " cannot be looked at: " + e);
        }
    }

    private static Finding finding(String topic, String facts, boolean isWritable, long free) {
        if (!isWritable) {
            return Finding.wrong(topic, facts + "; cannot be written");
        }
        return free < LEAST ? Finding.wrong(topic, facts + "; a model needs more") : Finding.ok(topic, facts);
    }
}
