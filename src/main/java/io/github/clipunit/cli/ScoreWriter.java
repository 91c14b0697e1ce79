package io.github.clipunit.cli;

import java.io.PrintWriter;

/** Writes scores as they come. */
interface ScoreWriter {

    /** Begins. */
    void begin(String model);

    /** Writes one line, which the tally has counted. */
    void line(Line line);

    /** Ends, with what it all came to. */
    void end();

    /** The form of the output. */
    enum Format {
        TABLE {
            @Override
            ScoreWriter writer(PrintWriter out, Tally tally) {
                return new ScoreTable(out, tally);
            }
        },
        JSON {
            @Override
            ScoreWriter writer(PrintWriter out, Tally tally) {
                return new ScoreJson(out, tally);
            }
        },
        JSONL {
            @Override
            ScoreWriter writer(PrintWriter out, Tally tally) {
                return new ScoreJsonLines(out, tally);
            }
        };

        abstract ScoreWriter writer(PrintWriter out, Tally tally);
    }
}
