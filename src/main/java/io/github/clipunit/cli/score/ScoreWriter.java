package io.github.clipunit.cli.score;

import io.github.clipunit.ClipModel;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/** Writes scores as they come. */
public interface ScoreWriter {

    /** Begins. */
    void begin(ClipModel model);

    /** Writes one line, which the tally has counted. */
    void line(Line line);

    /** Where it writes. */
    PrintWriter out();

    /**
     * Ends, with what it all came to.
     *
     * @param failure why lines are missing, or null if none are
     */
    void end(@Nullable String failure);

    /** The form of the output. */
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

        /** Writes in this form what a tally counts. */
        public abstract ScoreWriter writer(PrintWriter out, Tally tally);
    }
}
