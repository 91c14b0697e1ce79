package io.github.clipunit.golden.store;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonParseException;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.BuildRoot;
import io.github.clipunit.internal.Project;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.SortedSet;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * The source set whose records a folder holds. Paths are relative, with {@code /} on every system, so that records of
 * several checkouts can be merged.
 *
 * @param module the module's path from the build's outermost directory
 * @param sourceSet the source set
 * @param run the id of the latest run; empty if it is unknown
 * @param goldens the directory of goldens, relative to the module's directory
 * @param gone the folders in it whose class no longer exists
 */
record SourceSetRecord(String module, String sourceSet, String run, String goldens, SortedSet<String> gone) {

    /** Writes and reads all records. A suite without goldens does not load it and the hundred classes it needs. */
    private static final class Json {
        static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    }

    static SourceSetRecord of(Project project, String run, Path goldens, SortedSet<String> gone) {
        BuildRoot root = project.hasMaven() ? BuildRoot.ofMaven(project.base()) : BuildRoot.ofGradle(project.base());
        return new SourceSetRecord(root.module(), project.sourceSet(), run, project.portable(goldens), gone);
    }

    /** Returns the name of the source set, which is the same in every shard. */
    String name() {
        return module + ":" + sourceSet;
    }

    /**
     * Merges with the record of another process of the run, or of another shard. A class that either of them found
     * still exists.
     */
    SourceSetRecord join(SourceSetRecord other) {
        SortedSet<String> both = new TreeSet<>(gone);
        both.retainAll(other.gone);
        return new SourceSetRecord(module, sourceSet, other.run, other.goldens, both);
    }

    void write(Path file) throws IOException {
        write(file, this);
    }

    static void write(Path file, Object record) throws IOException {
        new AtomicFile(file).write(Json.GSON.toJson(record).getBytes(StandardCharsets.UTF_8));
    }

    /** Reads the record in a file; empty if the file does not exist. */
    static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            @Nullable T record = Files.exists(file) ? Json.GSON.fromJson(Files.readString(file), type) : null;
            return Optional.ofNullable(record);
        } catch (JsonParseException e) {
            throw new IOException("[" + file + "] is not a record of goldens: " + e.getMessage(), e);
        }
    }
}
