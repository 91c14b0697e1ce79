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
 * Where what can be made again is kept for the user who runs this JVM: {@code clipunit} in XDG_CACHE_HOME, else in ~/.cache. A
 * folder that others may write is not used, nor one that cannot be made: a temporary one stands in that is this JVM's alone.
 */
public final class UserCache {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");
    private static final int STICKY = 01000;
    private static final int GROUP_WRITES = 020;
    private static final int OTHERS_WRITE = 02;

    private UserCache() {}

    /** A folder in it, which is there. */
    public static Path folder(String name) {
        return usable(place(name));
    }

    /** Where a folder in it belongs, whether it is there and may be used or not. */
    public static Path place(String name) {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isBlank() ? home().resolve(".cache") : Path.of(caches);
        return base.resolve("clipunit").resolve(name);
    }

    /** The user's home, or the temporary folder where there is none, as with a user id that the system does not know. */
    public static Path home() {
        return home(System.getenv("HOME"), System.getProperty("user.home"))
                .orElseGet(() -> Temporary.instead(Path.of("~"), "this user has no home directory"));
    }

    /** As Hugging Face's tools find it: HOME first, but on Windows; the JVM says {@code ?} where it knows none. */
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
     * The folder, made if it is missing; or, with a notice, one in its place that no other user can have written to, and that
     * goes as the JVM ends.
     */
    public static Path usable(Path wanted) {
        Optional<String> flaw = unmade(wanted).or(() -> otherWriter(wanted));
        return flaw.isPresent() ? Temporary.instead(wanted, flaw.get()) : wanted;
    }

    /** The same of a folder that others may write too, as what lies in it is checked by other means. */
    public static Path writable(Path wanted) {
        Optional<String> flaw = unmade(wanted)
                .or(() -> Files.isWritable(wanted) ? Optional.empty() : Optional.of("it cannot be written"));
        return flaw.isPresent() ? Temporary.instead(wanted, flaw.get()) : wanted;
    }

    /** Why a folder cannot be made; no other may write one that is, whatever the process's mask says. */
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
            return Optional.of("it cannot be made: " + e);
        }
    }

    /**
     * Who beside this user and root may write a file or folder, or put another in its place. A group of the owner's own name is
     * the owner's alone, as many systems have it. Where the system has no owners and modes as Unix has them, nobody is found.
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
            return Optional.of("its owner cannot be told: " + e);
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
                ? Optional.of("others may write [" + at + "] (mode " + Integer.toOctalString(mode & 07777) + ")")
                : Optional.empty();
    }

    /** Told from a new file, as the JVM has no other way. */
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

    /** The folder that stands in. */
    private static final class Temporary {
        static final Path FOLDER = make();
        private static final String NONE = "no temporary folder can be made for what clipunit keeps";
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

        /** With one notice a flaw, as several caches may lie in one home. */
        static Path instead(Path wanted, String flaw) {
            LOG.log(
                    TOLD.add(flaw.replaceFirst(": .*", "")) ? Level.WARNING : Level.DEBUG,
                    "clipunit keeps nothing in [{0}], as {1}: a temporary folder stands in until this JVM ends, which costs"
                            + " time in each run. Give that folder to this user alone, or name another with XDG_CACHE_HOME,"
                            + " HF_HOME, clipunit.cache.dir or clipunit.cache.embeddings.dir",
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
                LOG.log(Level.DEBUG, "a temporary folder is left", e);
            }
        }
    }
}
