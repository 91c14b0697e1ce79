package io.github.clipunit.report.data;

import io.github.clipunit.cache.PictureViews;
import io.github.clipunit.image.ClipImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checks of one process, a line of JSON each, handed to the operating system as they come: a process that dies leaves
 * all but the line it was writing.
 */
public final class Journal implements Closeable {

    /** What decides a picture's line beside its pixels: our encoder, and the JDK's, which differ between releases. */
    public static final String VERSION = "journal line 1, " + System.getProperty("java.runtime.version");

    private final Set<String> pictures = ConcurrentHashMap.newKeySet();
    private final OutputStream output;
    private final PictureViews views;

    private Journal(OutputStream output, PictureViews views) {
        this.output = output;
        this.views = views;
    }

    /**
     * Opens the journal in a file.
     *
     * @param views keeps the lines of pictures between runs
     */
    public static Journal open(Path file, RunInfo run, PictureViews views) throws IOException {
        Journal journal = new Journal(Files.newOutputStream(file, StandardOpenOption.APPEND), views);
        journal.write(JournalLine.of(run));
        return journal;
    }

    /** Writes a picture unless this journal has it already. */
    public void append(ClipImage image) throws IOException {
        if (pictures.add(image.sha256())) {
            Optional<byte[]> kept = views.find(image, VERSION);
            write(kept.isPresent() ? kept.get() : encoded(image));
        }
    }

    private byte[] encoded(ClipImage image) throws IOException {
        byte[] line = JournaledPicture.format(image.sha256(), PictureEncoder.encode(image))
                .getBytes(StandardCharsets.UTF_8);
        views.put(image, VERSION, line);
        return line;
    }

    public void append(CheckEntry check) throws IOException {
        write(JournalLine.of(check));
    }

    public void append(String notice) throws IOException {
        write(JournalLine.of(notice));
    }

    private void write(JournalLine line) throws IOException {
        write((ReportGson.GSON.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    private void write(byte[] bytes) throws IOException {
        synchronized (output) {
            output.write(bytes);
            output.flush();
        }
    }

    @Override
    public void close() throws IOException {
        output.close();
    }
}
