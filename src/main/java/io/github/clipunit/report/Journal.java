package io.github.clipunit.report;

import com.google.gson.Gson;
import io.github.clipunit.ClipImage;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The checks of one process, a line of JSON each, handed to the operating system as they come: a process that dies leaves
 * all but the line it was writing.
 */
final class Journal implements Closeable {

    private final Gson gson = new Gson();
    private final Set<String> pictures = ConcurrentHashMap.newKeySet();
    private final OutputStream output;

    private Journal(OutputStream output) {
        this.output = output;
    }

    static Journal open(Path file, RunInfo run) throws IOException {
        Journal journal = new Journal(Files.newOutputStream(file, StandardOpenOption.APPEND));
        journal.write(JournalLine.of(run));
        return journal;
    }

    /** Writes a picture unless this journal has it already. */
    void append(ClipImage image) throws IOException {
        if (pictures.add(image.sha256())) {
            write(JournalLine.of(image.sha256(), PictureEncoder.encode(image)));
        }
    }

    void append(CheckEntry check) throws IOException {
        write(JournalLine.of(check));
    }

    void append(String notice) throws IOException {
        write(JournalLine.of(notice));
    }

    private void write(JournalLine line) throws IOException {
        byte[] bytes = (gson.toJson(line) + "\n").getBytes(StandardCharsets.UTF_8);
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
