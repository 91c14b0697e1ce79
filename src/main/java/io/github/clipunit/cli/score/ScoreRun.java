package io.github.clipunit.cli.score;

import io.github.clipunit.ClipModel;
import io.github.clipunit.cli.pictures.Request;
import io.github.clipunit.cli.pictures.Requests;
import io.github.clipunit.cli.pictures.Shard;
import io.github.clipunit.internal.LockFile;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Scores requests of one shard, counts and writes them.
 *
 * @param scoring scores them
 * @param tally counts them
 * @param shard which of them are scored
 */
public record ScoreRun(StreamScoring scoring, Tally tally, Shard shard) {

    /** What is said where results are lost. */
    public static final String LOST = "the output cannot be written: its reader has gone, or its disk is full";

    /** Writes each line as it is known. */
    public void write(Requests requests, ClipModel model, ScoreWriter writer) {
        writer.begin(model);
        try {
            scoring.score(share(requests, request -> request), line -> say(line, writer));
        } catch (RuntimeException e) {
            writer.end(String.valueOf(e.getMessage()));
            throw e;
        }
        writer.end(null);
    }

    /**
     * Goes on with the file of an earlier run, if there is one, while no other run does.
     *
     * @param id the column of ids, or null
     * @param group the column of groups, or null
     * @param out where people read what it came to
     */
    public void resume(
            Requests requests,
            ClipModel model,
            Path file,
            @Nullable String id,
            @Nullable String group,
            PrintWriter out) {
        ScoreLog.Columns columns = new ScoreLog.Columns(id, group);
        Path lock = file.resolveSibling(file.getFileName() + ".lock");
        try {
            out.println(new LockFile(lock)
                    .hold(() -> goOn(requests, model, ScoreLog.of(file, model, columns, tally::add), file)));
        } catch (LockFile.RefusedException e) {
            throw new UncheckedIOException("--resume [" + file + "] cannot be written: " + e.getMessage(), e);
        }
        new ScoreTable(out, tally).end(null);
    }

    /** The sentence that says what it did. */
    private String goOn(Requests requests, ClipModel model, ScoreLog log, Path file) {
        try (PrintWriter lines = new PrintWriter(new OutputStreamWriter(log.more(), StandardCharsets.UTF_8), true)) {
            ScoreJsonLines writer = new ScoreJsonLines(lines, tally, model);
            scoring.score(share(requests, request -> request.with(log.missing(request))), line -> say(line, writer));
        }
        long fresh = tally.lines() - log.count();
        return file + ": " + ScoreTable.count(log.count(), "score was", "scores were") + " there"
                + (log.unused() > 0 ? ", " + log.unused() + " of them of no line of this input" : "") + "; "
                + ScoreTable.count(fresh, "line is", "lines are") + " new";
    }

    private Iterator<Request> share(Requests requests, UnaryOperator<Request> rest) {
        Stream<Request> all =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(requests, Spliterator.ORDERED), false);
        return all.peek(request -> tally.ask())
                .filter(shard::has)
                .map(rest)
                .filter(request -> request.file() == null || !request.prompts().isEmpty())
                .iterator();
    }

    private void say(Line line, ScoreWriter writer) {
        tally.add(line);
        writer.line(line);
        if (writer.out().checkError()) {
            throw new UncheckedIOException(new IOException(LOST));
        }
    }
}
