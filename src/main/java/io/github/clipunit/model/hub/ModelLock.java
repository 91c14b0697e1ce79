package io.github.clipunit.model.hub;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.TextDamage;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Pin;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The lock file {@code clipunit-models.lock}, which users commit. By repository, it holds the revision, and the files
 * that the catalog does not pin as they were at their first download.
 */
record ModelLock(Path file) {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");
    private static final String PINNED =
            "pinned {0} at revision {1} in [{2}]: commit this file, so that everybody gets the same bytes";
    private static final Gson GSON =
            new GsonBuilder().setPrettyPrinting().disableHtmlEscaping().create();
    private static final String REMEDY = "restore it from version control, or delete it to pin again";

    /** Returns the lock file's entry of a repository. */
    Optional<Entry> find(String repository) {
        return Optional.ofNullable(read().models.get(repository));
    }

    /**
     * Adds entries that are missing. If the lock file cannot be written, the model is used without a pin.
     *
     * @param guard the lock that keeps other processes from writing the file
     */
    void add(String repository, String revision, Map<String, Pin> files, LockFile guard) {
        try {
            boolean added = guard.hold(() -> add(repository, revision, files));
            if (added) {
                LOG.log(Level.INFO, PINNED, repository, revision, file);
            }
        } catch (IOException | ModelUnavailableException e) {
            LOG.log(
                    Level.WARNING,
                    "cannot pin {0} at revision {1} in [{2}]: {3}",
                    repository,
                    revision,
                    file,
                    e.getMessage());
        }
    }

    private boolean add(String repository, String revision, Map<String, Pin> pins) throws IOException {
        Content content = read();
        Entry entry = Optional.ofNullable(content.models.get(repository))
                .filter(there -> there.revision().equals(revision))
                .orElseGet(() -> new Entry(revision, new TreeMap<>()));
        content.models.put(repository, entry);
        if (!entry.add(pins)) {
            return false;
        }
        return new AtomicFile(file).write(GSON.toJson(content) + "\n");
    }

    private Content read() {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (NoSuchFileException e) {
            return new Content();
        } catch (IOException e) {
            throw new ModelUnavailableException(
                    "lock file of models [" + file.toAbsolutePath() + "] cannot be read: " + e, e);
        }
        try {
            Content content = JsonFields.parse(bytes).as(GSON, Content.class);
            if (content.models == null || !content.models.values().stream().allMatch(Entry::isWhole)) {
                throw new IllegalArgumentException("it lacks models, or one of them lacks its revision or files");
            }
            return content;
        } catch (IllegalArgumentException e) {
            throw new ModelUnavailableException(
                    "lock file of models [" + file.toAbsolutePath() + "] " + TextDamage.say(bytes, e, REMEDY), e);
        }
    }

    /** A repository's entry in the lock file. */
    static final class Entry {
        private final @Nullable String revision;
        private final @Nullable NavigableMap<String, Pin> files;

        Entry(String revision, NavigableMap<String, Pin> files) {
            this.revision = revision;
            this.files = files;
        }

        String revision() {
            return String.valueOf(revision);
        }

        Optional<Pin> pin(String name) {
            return files == null ? Optional.empty() : Optional.ofNullable(files.get(name));
        }

        private boolean add(Map<String, Pin> pins) {
            if (files == null || files.keySet().containsAll(pins.keySet())) {
                return false;
            }
            pins.forEach(files::putIfAbsent);
            return true;
        }

        private boolean isWhole() {
            return revision != null && HubCache.isCommit(revision) && files != null;
        }
    }

    private static final class Content {
        private final TreeMap<String, Entry> models = new TreeMap<>();
    }
}
