package io.github.clipunit.report.data;

import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * The tests of one process and their checks, one line of JSON each, passed to the operating system at once: a process
 * that dies loses only the line it was writing. For use by one thread at a time.
 */
public final class Journal implements Closeable {

    private final Path file;
    private final OutputStream output;
    private final List<JournalLine> lines = new ArrayList<>();
    private final Map<String, Picture> pictures = new HashMap<>();
    private final IdentityHashMap<CheckEntry, String> checks = new IdentityHashMap<>();

    private Journal(Path file, OutputStream output) {
        this.file = file;
        this.output = output;
    }

    /** Opens a journal in a file. */
    public static Journal open(Path file, RunInfo run) throws IOException {
        Journal journal = new Journal(file, Files.newOutputStream(file, StandardOpenOption.APPEND));
        journal.append(JournalLine.of(run));
        return journal;
    }

    /** Returns the journal's file. */
    public Path file() {
        return file;
    }

    /** Returns the lines written, in order. */
    public List<JournalLine> lines() {
        return lines;
    }

    /** Writes a picture unless this journal already has the same data of it. */
    public void append(String key, Picture picture) throws IOException {
        if (!picture.equals(pictures.put(key, picture))) {
            append(JournalLine.of(key, picture));
        }
    }

    /** Writes a line. */
    public void append(JournalLine line) throws IOException {
        output.write((text(line) + "\n").getBytes(StandardCharsets.UTF_8));
        lines.add(line);
    }

    private String text(JournalLine line) {
        JournaledCheck check = line.check();
        if (check == null) {
            return ReportGson.GSON.toJson(line);
        }
        String shown = ReportGson.GSON.toJson(check.entry().withoutEmbeddings());
        checks.put(check.entry(), shown);
        return "{\"check\":{\"origin\":" + ReportGson.GSON.toJson(check.origin()) + ",\"test\":"
                + ReportGson.GSON.toJson(check.test()) + ",\"entry\":"
                + ReportGson.withEmbeddings(shown, check.entry()) + "}}";
    }

    /** Returns the JSON of the checks, without their embeddings, by identity. */
    public IdentityHashMap<CheckEntry, String> checks() {
        return checks;
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
