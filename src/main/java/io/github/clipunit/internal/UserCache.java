package io.github.clipunit.internal;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The cache folder of the user who runs this JVM, for files that can be regenerated: {@code clipunit} in
 * XDG_CACHE_HOME, else in ~/.cache. A folder that other users can write to, or that cannot be created, is replaced by a
 * temporary one that only this JVM uses.
 */
public final class UserCache {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");
    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 020;
    private static final int OTHERS_WRITE = 02;

    private UserCache() {}

    /** Returns a folder in it, which exists. */
    public static Path folder(String name) {
        return usable(place(name));
    }

    /** Returns the path of a folder in it, even if it does not exist or is unusable. */
    public static Path place(String name) {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isBlank() ? home().resolve(".cache") : Path.of(caches);
        return base.resolve("clipunit").resolve(name);
    }

    /**
     * Returns the user's home, or the temporary folder if there is none, as with a user id that the system does not
     * know.
     */
    public static Path home() {
        return home(System.getenv("HOME"), System.getProperty("user.home"))
                .orElseGet(() -> Temporary.instead(Path.of("~"), "this user has no home directory"));
    }

    /**
     * Finds the home as Hugging Face's tools do: HOME first, except on Windows; the JVM returns {@code ?} if it knows
     * none.
     */
    static Optional<Path> home(@Nullable String variable, @Nullable String property) {
        return Stream.of(
                        Optional.ofNullable(File.separatorChar == '/' ? variable : null), Optional.ofNullable(property))
                .flatMap(Optional::stream)
                .filter(text -> !text.isBlank() && !text.equals("?"))
                .map(Path::of)
                .filter(Path::isAbsolute)
                .findFirst();
    }

    /**
     * Returns the folder, which is created if it is missing. If it is unusable, logs a warning and returns a temporary
     * one that no other user can have written to, and that is deleted when the JVM ends.
     */
    public static Path usable(Path wanted) {
        Optional<String> flaw = unmade(wanted).or(() -> otherWriter(wanted));
        return flaw.isPresent() ? Temporary.instead(wanted, flaw.get()) : wanted;
    }

    /** Does the same for a folder that others may write to, because its content is verified in other ways. */
    public static Path writable(Path wanted) {
        Optional<String> flaw = unmade(wanted)
                .or(() -> Files.isWritable(wanted) ? Optional.empty() : Optional.of("it cannot be written"));
        return flaw.isPresent() ? Temporary.instead(wanted, flaw.get()) : wanted;
    }

    /**
     * Creates a folder that only its owner can write to, whatever the process's mask; returns the reason if that fails.
     */
    private static Optional<String> unmade(Path folder) {
        try {
            if (folder.getFileSystem().supportedFileAttributeViews().contains("posix")) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            } else {
                Files.createDirectories(folder);
            }
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("it cannot be created: " + e);
        }
    }

    /**
     * Returns who, apart from this user and root, can write to a file or folder, or replace it. A group with the
     * owner's own name is assumed to have no other members, as on many systems. On systems without Unix owners and
     * modes, the result is empty.
     */
    public static Optional<String> otherWriter(Path path) {
        try {
            for (Path way : List.of(path.toRealPath(), path.toAbsolutePath().normalize())) {
                for (Path at = way; at != null; at = at.getParent()) {
                    Optional<String> writer = ownWriter(at, !at.equals(way));
                    if (writer.isPresent()) {
                        return writer;
                    }
                }
            }
            return Optional.empty();
        } catch (UnsupportedOperationException | IllegalArgumentException e) {
            return Optional.empty();
        } catch (IOException e) {
            return Optional.of("its owner cannot be determined: " + e);
        }
    }

    private static Optional<String> ownWriter(Path at, boolean holdsIt) throws IOException {
        Map<String, Object> facts = Files.readAttributes(at, "unix:uid,mode,owner,group");
        Object uid = facts.get("uid");
        int mode = facts.get("mode") instanceof Integer bits ? bits : 0;
        String owner = String.valueOf(facts.get("owner"));
        if (!Integer.valueOf(0).equals(uid) && !Self.UID.equals(Optional.ofNullable(uid))) {
            return Optional.of("[" + at + "] belongs to another user [" + owner + "]");
        }
        boolean group = (mode & GROUP_WRITES) != 0 && !owner.equals(String.valueOf(facts.get("group")));
        boolean written = group || (mode & OTHERS_WRITE) != 0;
        return written && !(holdsIt && (mode & STICKY) != 0)
                ? Optional.of("others can write to [" + at + "] (mode " + Integer.toOctalString(mode & 07777) + ")")
                : Optional.empty();
    }

    /** The id of this user, read from a new file, because the JVM has no other way. */
    private static final class Self {
        static final Optional<Object> UID = uid();

        private static Optional<Object> uid() {
            try {
                Path file = Files.createTempFile("clipunit", ".uid");
                try {
                    return Optional.of(Files.getAttribute(file, "unix:uid"));
                } finally {
                    Files.delete(file);
                }
            } catch (IOException e) {
                return Optional.empty();
            }
        }
    }

    /** The temporary replacement of the folder. */
    private static final class Temporary {
        static final Path FOLDER = make();
        private static final String NONE = "no temporary folder can be created for clipunit's cache";
        static final Set<String> TOLD = ConcurrentHashMap.newKeySet();

        private static Path make() {
            try {
                Path folder = Files.createTempDirectory("clipunit-cache");
                Runtime.getRuntime().addShutdownHook(new Thread(Temporary::delete, "clipunit-cache-end"));
                return folder;
            } catch (IOException e) {
                throw new UncheckedIOException(NONE, e);
            }
        }

        /** Returns the replacement; logs one warning per flaw, because several caches may be in one home. */
        static Path instead(Path wanted, String flaw) {
            LOG.log(
                    TOLD.add(flaw.replaceFirst(": .*", "")) ? Level.WARNING : Level.DEBUG,
                    "clipunit stores nothing in [{0}], because {1}: it uses a temporary folder until this JVM ends,"
                            + " which costs time in each run. Make that folder writable for this user only, or set"
                            + " another one with XDG_CACHE_HOME, HF_HOME, clipunit.cache.dir or"
                            + " clipunit.cache.embeddings.dir",
                    wanted,
                    flaw);
            try {
                return Files.createDirectories(FOLDER.resolve(Integer.toHexString(wanted.hashCode())));
            } catch (IOException e) {
                throw new UncheckedIOException(NONE, e);
            }
        }

        private static void delete() {
            try (Stream<Path> files = Files.walk(FOLDER)) {
                files.sorted(Comparator.reverseOrder())
                        .forEach(file -> file.toFile().delete());
            } catch (IOException e) {
                LOG.log(Level.DEBUG, "a temporary folder cannot be deleted", e);
            }
        }
    }
}
