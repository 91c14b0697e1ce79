package io.github.clipunit.cli.score;

import io.github.clipunit.ClipModel;
import io.github.clipunit.cli.pictures.Request;
import io.github.clipunit.cli.pictures.Requests;
import io.github.clipunit.cli.pictures.Shard;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.Progress;
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

/** Scores the requests of one shard, counts them and writes them. */
public final class ScoreRun {

    /** The error of a run whose results are lost. */
    public static final String LOST = "the output cannot be written: its reader has gone, or its disk is full";

    private final StreamScoring scoring;
    private final Tally tally;
    private final Shard shard;
    private final Progress.Meter meter;
    private long done;

    /**
     * A run that has not begun.
     *
     * @param scoring scores the requests
     * @param tally counts the results
     * @param shard chooses the requests to score
     * @param meter shows how many requests are done
     */
    public ScoreRun(StreamScoring scoring, Tally tally, Shard shard, Progress.Meter meter) {
        this.scoring = scoring;
        this.tally = tally;
        this.shard = shard;
        this.meter = meter;
    }

    /** Writes each line as soon as it is known. */
    public void write(Requests requests, ClipModel model, ScoreWriter writer) {
        writer.begin(model);
        try {
            scoring.score(share(requests, request -> request), line -> say(line, writer), this::count);
        } catch (RuntimeException e) {
            writer.end(String.valueOf(e.getMessage()));
            throw e;
        }
        writer.end(null);
    }

    /**
     * Continues the file of an earlier run, or begins one; another run that names the file waits.
     *
     * @param id the column of ids, or null
     * @param group the column of groups, or null
     * @param out takes the summary for people
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

    /** Scores the rest and returns a sentence about it. */
    private String goOn(Requests requests, ClipModel model, ScoreLog log, Path file) {
        try (PrintWriter lines = new PrintWriter(new OutputStreamWriter(log.more(), StandardCharsets.UTF_8), true)) {
            ScoreJsonLines writer = new ScoreJsonLines(lines, tally, model);
            scoring.score(
                    share(requests, request -> request.with(log.missing(request))),
                    line -> say(line, writer),
                    this::count);
        }
        long fresh = tally.lines() - log.count();
        return file + ": " + ScoreTable.count(log.count(), "score was", "scores were") + " there"
                + (log.unused() > 0 ? ", " + log.unused() + " of them without a line in this input" : "") + "; "
                + ScoreTable.count(fresh, "line is", "lines are") + " new";
    }

    private Iterator<Request> share(Requests requests, UnaryOperator<Request> rest) {
        Stream<Request> all =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(requests, Spliterator.ORDERED), false);
        return all.peek(request -> tally.ask())
                .filter(shard::has)
                .map(rest)
                .filter(this::isLeft)
                .iterator();
    }

    /** A request whose prompts all have scores from an earlier run is done. */
    private boolean isLeft(Request request) {
        boolean isLeft = request.file() == null || !request.prompts().isEmpty();
        if (!isLeft) {
            count();
        }
        return isLeft;
    }

    private void count() {
        meter.at(++done);
    }

    private void say(Line line, ScoreWriter writer) {
        tally.add(line);
        writer.line(line);
        if (writer.out().checkError()) {
            throw new UncheckedIOException(new IOException(LOST));
        }
    }
}
