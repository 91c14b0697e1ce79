package io.github.clipunit.image;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** A short summary of a text answer that was saved instead of a picture. */
final class AnswerText {

    private static final int SHOWN = 200;
    /** Answers longer than this, in bytes, hold a picture. */
    private static final int READ = 1 << 16;

    private static final List<String> MESSAGES = List.of("message", "error", "detail", "title", "reason", "msg");

    private AnswerText() {}

    /** Returns the words that matter in a text format, or empty if there are none. */
    static String of(ImageFormat format, byte[] answer) {
        String text = new String(answer, 0, Math.min(answer.length, READ), StandardCharsets.UTF_8);
        return firstWords(
                switch (format) {
                    case XML -> xml(text);
                    case HTML -> element(text, "title").orElse("");
                    case JSON -> json(text);
                    case TEXT, EVENT_STREAM, MULTIPART -> text;
                    default -> "";
                });
    }

    /** Returns the first words of a text, on one line. */
    static String firstWords(String text) {
        String line = text.replaceAll("[\\s\\p{Cntrl}\uFEFF]+", " ").strip();
        return line.length() <= SHOWN ? line : line.substring(0, SHOWN).strip() + "…";
    }

    /** Returns the code and message of a storage service's error. */
    private static String xml(String text) {
        String said = Stream.of("Code", "Message")
                .flatMap(name -> element(text, name).stream())
                .collect(Collectors.joining(": "));
        return said.isEmpty() ? text : said;
    }

    private static Optional<String> element(String text, String name) {
        Matcher element =
                Pattern.compile("(?is)<" + name + "(?:\\s[^>]*)?>([^<]*)</").matcher(text);
        return element.find() ? Optional.of(element.group(1)) : Optional.empty();
    }

    private static String json(String text) {
        try {
            return message(JsonParser.parseString(text)).orElse(text);
        } catch (JsonParseException | StackOverflowError e) {
            return text;
        }
    }

    /** Returns the first text whose name is that of a message, or that lies within an object of that name. */
    private static Optional<String> message(JsonElement json) {
        if (json instanceof JsonArray array) {
            return StreamSupport.stream(array.spliterator(), false)
                    .flatMap(element -> message(element).stream())
                    .findFirst();
        }
        if (!(json instanceof JsonObject object)) {
            return Optional.empty();
        }
        for (String name : MESSAGES) {
            JsonElement found = object.get(name);
            if (found != null
                    && found.isJsonPrimitive()
                    && found.getAsJsonPrimitive().isString()) {
                return Optional.of(found.getAsString());
            }
        }
        return object.asMap().values().stream()
                .flatMap(element -> message(element).stream())
                .findFirst();
    }
}
