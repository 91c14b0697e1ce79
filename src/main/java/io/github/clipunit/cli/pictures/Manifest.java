package io.github.clipunit.cli.pictures;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clipunit.internal.FileFailure;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.atomic.AtomicLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.apache.commons.csv.DuplicateHeaderMode;
import org.jspecify.annotations.Nullable;

/**
 * A file with a picture and a prompt on each line: CSV (RFC 4180) with columns named image and prompt, or JSON Lines with members
 * of these names. Labelled manifests may also have matches, which is true or false. Paths of pictures are relative to the
 * manifest's folder, or to the working directory if the manifest is standard input.
 *
 * @param file the manifest in UTF-8, named {@code .csv}, {@code .jsonl} or {@code .ndjson}, or {@code -} for standard input
 * @param prompts the prompts of lines that have none
 * @param idColumn the column or member with each line's id, or null
 * @param groupColumn the column or member with each line's group, or null
 * @param isLabelled whether lines may say if picture and prompt match
 */
public record Manifest(
        Path file,
        List<String> prompts,
        @Nullable String idColumn,
        @Nullable String groupColumn,
        boolean isLabelled) {

    private static final String IMAGE = "image";
    private static final String PROMPT = "prompt";
    private static final String MATCHES = "matches";
    /** As commons-csv says it. */
    private static final Pattern OPEN_QUOTE =
            Pattern.compile("\\(startline ([0-9]+)\\) EOF reached before encapsulated token finished");

    /** A manifest whose lines each have a prompt, and may say whether picture and prompt match. */
    public static Manifest labelled(Path file) {
        return new Manifest(file, List.of(), null, null, true);
    }

    /**
     * The pictures of all lines, read lazily; a line that cannot be used is a flaw in its place. Close the stream.
     *
     * @param input standard input, which the manifest {@code -} is read from
     * @throws IllegalArgumentException if the file is missing, of another kind or lacks the columns; the stream throws it at bytes
     *     that are not UTF-8 or not CSV
     */
    public Stream<Request> requests(StandardInput input) {
        try {
            BufferedReader reader = open(input);
            try {
                skipByteOrderMark(reader);
                Iterator<Request> lines = isJson(reader) ? jsonLines(reader) : csvLines(reader);
                return StreamSupport.stream(
                                Spliterators.spliteratorUnknownSize(new Reading(lines), Spliterator.ORDERED), false)
                        .onClose(() -> close(reader));
            } catch (IOException | RuntimeException e) {
                reader.close();
                throw e;
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    private BufferedReader open(StandardInput input) throws IOException {
        if (StandardInput.isMeantBy(file)) {
            return new BufferedReader(new InputStreamReader(input.stream(), StandardCharsets.UTF_8.newDecoder()));
        }
        if (Files.isDirectory(file)) {
            throw new IllegalArgumentException("manifest [" + file + "] must be a file, but is a directory");
        }
        requireForm();
        return Files.newBufferedReader(file);
    }

    /** By the file's name. Standard input has none: JSON Lines begin with a brace, as no CSV with an image column does. */
    private boolean isJson(BufferedReader reader) throws IOException {
        if (StandardInput.isMeantBy(file)) {
            return first(reader) == '{';
        }
        return isNamed(".jsonl") || isNamed(".ndjson");
    }

    private boolean isNamed(String ending) {
        return file.toString().toLowerCase(Locale.ROOT).endsWith(ending);
    }

    private void requireForm() {
        if (isNamed(".parquet")) {
            throw new IllegalArgumentException(
                    "manifest [" + file
                            + "] is Parquet, which clipunit reads only on Apache Spark (docs/scale.md); name a .csv or .jsonl here");
        }
        if (!isNamed(".csv") && !isNamed(".jsonl") && !isNamed(".ndjson")) {
            throw new IllegalArgumentException("manifest [" + file
                    + "] must be CSV or JSON Lines, and its name must end in .csv, .jsonl or .ndjson");
        }
    }

    private static int first(BufferedReader reader) throws IOException {
        reader.mark(1 << 13);
        int first = reader.read();
        for (int read = 1; read < 1 << 13 && first >= 0 && Character.isWhitespace(first); read++) {
            first = reader.read();
        }
        reader.reset();
        return first;
    }

    private static void close(BufferedReader reader) {
        try {
            reader.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private IllegalArgumentException unreadable(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof MalformedInputException) {
                return new IllegalArgumentException(
                        "manifest [" + file + "] must be in UTF-8, but is not; save it in UTF-8", failure);
            }
        }
        Throwable cause = failure instanceof UncheckedIOException ? failure.getCause() : failure;
        String said = cause instanceof IOException file ? FileFailure.reason(file) : String.valueOf(cause);
        Matcher open = OPEN_QUOTE.matcher(said);
        if (open.matches()) {
            said = "the quotation mark that opens in line " + open.group(1) + " is never closed";
        }
        return new IllegalArgumentException("manifest [" + file + "] cannot be read: " + said, failure);
    }

    private Iterator<Request> csvLines(BufferedReader reader) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .setAllowMissingColumnNames(true)
                .setDuplicateHeaderMode(DuplicateHeaderMode.ALLOW_EMPTY)
                .build();
        CSVParser rows = parser(reader, format);
        List<String> columns = rows.getHeaderNames();
        if (!columns.contains(IMAGE)) {
            throw new IllegalArgumentException("manifest [" + file + "] must begin with a line that names the"
                    + " columns image and prompt, but "
                    + (columns.isEmpty() ? "is empty" : "that line is " + columns + hint(columns)));
        }
        requireColumn("--id", idColumn, columns);
        requireColumn("--group", groupColumn, columns);
        return StreamSupport.stream(rows.spliterator(), false)
                .map(row -> request(rows.getCurrentLineNumber(), column -> cell(row, column)))
                .iterator();
    }

    private CSVParser parser(BufferedReader reader, CSVFormat format) throws IOException {
        try {
            return CSVParser.parse(reader, format);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "manifest [" + file + "] has a first line that cannot be used: " + e.getMessage(), e);
        }
    }

    private static String hint(List<String> columns) {
        String line = String.join(",", columns);
        if (line.contains(";") || line.contains("\t")) {
            return "; save it with commas in place of " + (line.contains(";") ? "semicolons" : "tabs");
        }
        return columns.stream().anyMatch(IMAGE::equalsIgnoreCase) ? "; write their names in small letters" : "";
    }

    private void requireColumn(String option, @Nullable String column, List<String> columns) {
        if (column != null && !columns.contains(column)) {
            throw new IllegalArgumentException("manifest [" + file + "] has no column [" + column + "], which " + option
                    + " names; its columns are " + columns);
        }
    }

    private static @Nullable String cell(CSVRecord row, String column) {
        return row.isSet(column) ? row.get(column) : null;
    }

    /** Spreadsheet programs begin UTF-8 files with one. */
    private static void skipByteOrderMark(BufferedReader reader) throws IOException {
        reader.mark(1);
        if (reader.read() != '\uFEFF') {
            reader.reset();
        }
    }

    private Iterator<Request> jsonLines(BufferedReader reader) {
        AtomicLong number = new AtomicLong();
        return reader.lines()
                .peek(line -> number.incrementAndGet())
                .filter(line -> !line.isBlank())
                .map(line -> request(number.get(), line))
                .iterator();
    }

    private Request request(long number, String line) {
        try {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            return request(number, (String member) -> text(object, member));
        } catch (IllegalArgumentException e) {
            return flawed(number, String.valueOf(e.getMessage()));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            return flawed(number, "must be a JSON object such as {\"image\": \"fox.png\", \"prompt\": \"a red fox\"}");
        }
    }

    private static @Nullable String text(JsonObject object, String member) {
        JsonElement value = object.get(member);
        if (value == null || value.isJsonNull()) {
            return null;
        }
        if (!value.isJsonPrimitive()) {
            throw new IllegalArgumentException(
                    "has [" + value + "] for " + member + ", which must be a text or a number");
        }
        return value.getAsString();
    }

    private Request request(long line, Cells cells) {
        return bare(line, cells)
                .named(
                        idColumn == null ? null : cells.of(idColumn),
                        groupColumn == null ? null : cells.of(groupColumn));
    }

    private Request bare(long line, Cells cells) {
        String image = cells.of(IMAGE);
        if (image == null || image.isBlank()) {
            return flawed(line, "has no image");
        }
        String prompt = cells.of(PROMPT);
        List<String> own = prompt == null || prompt.isBlank() ? prompts : List.of(prompt);
        if (own.isEmpty()) {
            return flawed(line, "has no prompt, and none was given with --prompt");
        }
        try {
            Request request = Request.of(image, StandardInput.file(file.resolveSibling(image)), own);
            return isLabelled ? label(line, request, cells.of(MATCHES)) : request;
        } catch (InvalidPathException e) {
            return flawed(line, "has an image that is no path: [" + image + "]");
        }
    }

    private Request label(long line, Request request, @Nullable String matches) {
        return switch (matches == null ? "" : matches.strip().toLowerCase(Locale.ROOT)) {
            case "" -> request;
            case "true", "yes", "1" -> request.labelled(true);
            case "false", "no", "0" -> request.labelled(false);
            default -> flawed(line, "has [" + matches + "] for matches, which must be true or false");
        };
    }

    private Request flawed(long line, String flaw) {
        return Request.flawed(file + ":" + line, "line " + line + " of manifest [" + file + "] " + flaw);
    }

    /** The values of one line by their columns. */
    private interface Cells {
        @Nullable
        String of(String column);
    }

    /** Names the manifest in errors of reading. */
    private final class Reading implements Iterator<Request> {

        private final Iterator<Request> lines;

        Reading(Iterator<Request> lines) {
            this.lines = lines;
        }

        @Override
        public boolean hasNext() {
            try {
                return lines.hasNext();
            } catch (UncheckedIOException e) {
                throw unreadable(e);
            }
        }

        @Override
        public Request next() {
            return lines.next();
        }
    }
}
