package io.github.clipunit.report.page;

import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.ReportGson;
import io.github.clipunit.report.data.TestEntry;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.IdentityHashMap;
import java.util.List;

/**
 * A report as JSON. Most of it is checks, which were written as JSON when they were journaled; those texts are copied.
 */
public final class ReportJson {

    private static final String NO_TESTS = "\"tests\":[]";

    private final ReportDocument document;
    private final IdentityHashMap<CheckEntry, String> texts;

    /**
     * Creates the JSON of a report.
     *
     * @param texts the JSON of checks without their embeddings, where available; by identity
     */
    public ReportJson(ReportDocument document, IdentityHashMap<CheckEntry, String> texts) {
        this.document = document;
        this.texts = texts;
    }

    /** Writes everything, for {@code report.json}. */
    public void writeTo(OutputStream output) throws IOException {
        write(output, true);
    }

    /** Writes everything except embeddings, which the page does not show. */
    void writeShown(OutputStream output) throws IOException {
        write(output, false);
    }

    private void write(OutputStream output, boolean withEmbeddings) throws IOException {
        String frame = ReportGson.GSON.toJson(document.withTests(List.of()));
        int at = frame.indexOf(NO_TESTS) + NO_TESTS.length() - 1;
        write(frame.substring(0, at), output);
        String comma = "";
        for (TestEntry test : document.tests()) {
            String text = ReportGson.GSON.toJson(test.with(List.of())); // ends with "checks":[]}
            StringBuilder whole = new StringBuilder(comma).append(text, 0, text.length() - 2);
            String inner = "";
            for (CheckEntry check : test.checks()) {
                String shown = texts.getOrDefault(check, "");
                shown = shown.isEmpty() ? ReportGson.GSON.toJson(check.withoutEmbeddings()) : shown;
                whole.append(inner).append(withEmbeddings ? ReportGson.withEmbeddings(shown, check) : shown);
                inner = ",";
            }
            write(whole.append("]}").toString(), output);
            comma = ",";
        }
        write(frame.substring(at), output);
    }

    private static void write(String text, OutputStream output) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
