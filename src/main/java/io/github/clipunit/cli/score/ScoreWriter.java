package io.github.clipunit.cli.score;

import io.github.clipunit.ClipModel;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Writes scores as they arrive. */
public interface ScoreWriter {

    /** Begins the output. */
    void begin(ClipModel model);

    /** Writes one line, which the tally has counted. */
    void line(Line line);

    /** The output. */
    PrintWriter out();

    /**
     * Ends the output with a summary.
     *
     * @param failure why lines are missing, or null if all are there
     */
    void end(@Nullable String failure);

    /** A form of output. */
    enum Format {
        TABLE {
            @Override
            public ScoreWriter writer(PrintWriter out, Tally tally) {
                return new ScoreTable(out, tally);
            }
        },
        JSON {
            @Override
            public ScoreWriter writer(PrintWriter out, Tally tally) {
                return new ScoreJson(out, tally);
            }
        },
        JSONL {
            @Override
            public ScoreWriter writer(PrintWriter out, Tally tally) {
                return new ScoreJsonLines(out, tally, null);
            }
        };

        /** A writer of this form. */
        public abstract ScoreWriter writer(PrintWriter out, Tally tally);
    }
}
