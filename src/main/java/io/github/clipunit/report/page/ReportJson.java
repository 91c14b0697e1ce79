package io.github.clipunit.report.page;

import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.ReportGson;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * {@code report.json}. The pictures, which come last and are most of it, are written as they are: a writer of JSON would
 * look through them for what must be escaped.
 */
public final class ReportJson {

    private static final String NO_PICTURES = "{}}";

    private final ReportDocument document;

    public ReportJson(ReportDocument document) {
        this.document = document;
    }

    public void writeTo(OutputStream output) throws IOException {
        String text = ReportGson.GSON.toJson(document.withoutPictures());
        write(text.substring(0, text.length() - NO_PICTURES.length()) + "{", output);
        String comma = "";
        for (Map.Entry<String, Picture> entry : document.pictures().entrySet()) {
            write(comma + "\"" + entry.getKey() + "\":", output);
            write(entry.getValue().json(), output);
            comma = ",";
        }
        write("}}", output);
    }

    private static void write(String text, OutputStream output) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }
}
