package io.github.clipunit.report.page;

import io.github.clipunit.internal.Sha256;
import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.ReportDocument;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.IdentityHashMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The report as one page, which loads nothing but the pictures next to it. The page embeds the pictures of failed tests
 * while there is room, so that a reader who gets only the page sees every failure.
 *
 * <p>Prompts, names and messages are data. They reach the page only inside an inert JSON element, in which Gson writes
 * {@code <}, {@code >}, {@code &}, {@code '}, {@code =}, U+2028 and U+2029 as escapes; the page's script turns them
 * into text nodes. The page's own security policy allows only that script, identified by its hash, and only requests
 * for pictures.
 */
public final class HtmlPage {

    private static final Pattern SLOT = Pattern.compile("\\{\\{([a-z-]+)}}");

    private final ReportDocument document;
    private final Path directory;
    private final IdentityHashMap<CheckEntry, String> texts;
    private final String template = resource("report-template.html");
    private final String style = resource("report.css");
    private final String script = resource("report.js");

    /**
     * Creates a page.
     *
     * @param directory the directory of the page
     * @param texts the JSON of checks, as in {@link ReportJson}
     */
    public HtmlPage(ReportDocument document, Path directory, IdentityHashMap<CheckEntry, String> texts) {
        this.document = document;
        this.directory = directory;
        this.texts = texts;
    }

    public void writeTo(OutputStream output) throws IOException {
        Matcher slots = SLOT.matcher(template);
        int from = 0;
        while (slots.find()) {
            write(template.substring(from, slots.start()), output);
            fill(slots.group(1), output);
            from = slots.end();
        }
        write(template.substring(from), output);
    }

    private static void write(String text, OutputStream output) throws IOException {
        output.write(text.getBytes(StandardCharsets.UTF_8));
    }

    private void fill(String slot, OutputStream output) throws IOException {
        switch (slot) {
            case "style" -> write(style, output);
            case "style-hash" -> write(hash(style), output);
            case "script" -> write(script, output);
            case "script-hash" -> write(hash(script), output);
            case "data" -> new ReportJson(shown(), texts).writeShown(output);
            default -> throw new IllegalStateException("the page's template has an unknown slot [" + slot + "]");
        }
    }

    private ReportDocument shown() throws IOException {
        return document.withPictures(new EmbeddedPictures(directory).of(document));
    }

    /** Returns a hash in the form of Content Security Policy level 2. */
    private static String hash(String text) {
        byte[] digest = Sha256.digest().digest(text.getBytes(StandardCharsets.UTF_8));
        return "sha256-" + Base64.getEncoder().encodeToString(digest);
    }

    private static String resource(String name) {
        try (InputStream stream = HtmlPage.class.getResourceAsStream(name)) {
            if (stream == null) {
                throw new IllegalStateException("clipunit's jar lacks its resource [" + name + "]");
            }
            return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new IllegalStateException("clipunit's resource [" + name + "] cannot be read", e);
        }
    }
}
