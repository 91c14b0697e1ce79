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
 * Whose records a folder holds. Paths are relative, with {@code /} on every system, so that records of several checkouts
 * can be brought together.
 *
 * @param module the module's path from the build's outermost directory
 * @param sourceSet the source set
 * @param run names the latest run; empty where that cannot be told
 * @param goldens the directory of goldens, from the module's
 * @param gone the folders in it whose class is not there
 */
record SourceSetRecord(String module, String sourceSet, String run, String goldens, SortedSet<String> gone) {

    /** Writes and reads all records; a hundred classes that a suite without goldens does not load. */
    private static final class Json {
        static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();
    }

    static SourceSetRecord of(Project project, String run, Path goldens, SortedSet<String> gone) {
        BuildRoot root = project.hasMaven() ? BuildRoot.ofMaven(project.base()) : BuildRoot.ofGradle(project.base());
        return new SourceSetRecord(root.module(), project.sourceSet(), run, project.portable(goldens), gone);
    }

    /** Its name: the same in every shard. */
    String name() {
        return module + ":" + sourceSet;
    }

    /** With what another process of the run, or another shard, saw: a class that one of them found is not gone. */
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

    /** What a file holds, or empty where there is none. */
    static <T> Optional<T> read(Path file, Class<T> type) throws IOException {
        try {
            @Nullable T record = Files.exists(file) ? Json.GSON.fromJson(Files.readString(file), type) : null;
            return Optional.ofNullable(record);
        } catch (JsonParseException e) {
            throw new IOException("[" + file + "] is no record of goldens: " + e.getMessage(), e);
        }
    }
}
