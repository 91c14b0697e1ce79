package io.github.clipunit.cli;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;
import org.jspecify.annotations.Nullable;

/**
 * A file with a picture and a prompt a line: CSV as RFC 4180 has it with columns named image and prompt, or JSON Lines with
 * members of these names; where they are labelled, also matches, which is true or false. Pictures' paths are relative to the manifest's folder.
 *
 * @param file the manifest, named {@code .csv}, {@code .jsonl} or {@code .ndjson}, in UTF-8
 * @param prompts the prompts of lines that have none
 */
record Manifest(Path file, List<String> prompts) {

    private static final String IMAGE = "image";
    private static final String PROMPT = "prompt";
    private static final String MATCHES = "matches";

    /**
     * Hands on each line's picture. A line that cannot be used is handed on with its flaw.
     *
     * @throws IllegalArgumentException if the file is missing, of another kind or lacks the columns
     */
    void forEach(Consumer<Request> requests) {
        String name = file.toString().toLowerCase(Locale.ROOT);
        boolean isJson = name.endsWith(".jsonl") || name.endsWith(".ndjson");
        if (!isJson && !name.endsWith(".csv")) {
            throw new IllegalArgumentException(
                    "manifest [" + file + "] must be named .csv, .jsonl or .ndjson, after what it holds");
        }
        try (BufferedReader reader = Files.newBufferedReader(file)) {
            if (isJson) {
                readJson(reader, requests);
            } else {
                readCsv(reader, requests);
            }
        } catch (MalformedInputException e) {
            throw new IllegalArgumentException("manifest [" + file + "] is not in UTF-8; save it so", e);
        } catch (IOException | UncheckedIOException e) {
            throw new IllegalArgumentException("manifest [" + file + "] cannot be read: " + e, e);
        }
    }

    private void readCsv(BufferedReader reader, Consumer<Request> requests) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader()
                .setSkipHeaderRecord(true)
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .build();
        skipByteOrderMark(reader);
        try (CSVParser rows = CSVParser.parse(reader, format)) {
            if (!rows.getHeaderMap().containsKey(IMAGE)) {
                throw new IllegalArgumentException("manifest [" + file + "] must begin with a line that names the"
                        + " columns image and prompt, but that line is " + rows.getHeaderNames());
            }
            for (CSVRecord row : rows) {
                long line = rows.getCurrentLineNumber();
                requests.accept(request(line, cell(row, IMAGE), cell(row, PROMPT), cell(row, MATCHES)));
            }
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

    private void readJson(BufferedReader reader, Consumer<Request> requests) throws IOException {
        skipByteOrderMark(reader);
        long number = 0;
        for (String line = reader.readLine(); line != null; line = reader.readLine()) {
            number++;
            if (!line.isBlank()) {
                requests.accept(request(number, line));
            }
        }
    }

    private Request request(long number, String line) {
        try {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            return request(number, text(object, IMAGE), text(object, PROMPT), text(object, MATCHES));
        } catch (JsonParseException | IllegalStateException | UnsupportedOperationException e) {
            return flawed(number, "must be a JSON object such as {\"image\": \"fox.png\", \"prompt\": \"a red fox\"}");
        }
    }

    private static @Nullable String text(JsonObject object, String member) {
        JsonElement value = object.get(member);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    private Request request(long line, @Nullable String image, @Nullable String prompt, @Nullable String matches) {
        if (image == null || image.isBlank()) {
            return flawed(line, "has no image");
        }
        List<String> own = prompt == null || prompt.isBlank() ? prompts : List.of(prompt);
        if (own.isEmpty()) {
            return flawed(line, "has no prompt, and none was given with --prompt");
        }
        try {
            return label(line, Request.of(image, file.resolveSibling(image), own), matches);
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
}
