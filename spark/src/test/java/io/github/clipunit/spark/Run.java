package io.github.clipunit.spark;

import java.io.PrintWriter;
import java.io.StringWriter;

/** One run of the program: its exit code and all that it printed. */
record Run(int code, String out, String err) {

    static Run of(String... arguments) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = ClipunitSpark.run(new PrintWriter(out), new PrintWriter(err), arguments);
        return new Run(code, out.toString(), err.toString());
    }
}
