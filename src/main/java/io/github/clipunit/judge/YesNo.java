package io.github.clipunit.judge;

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;
import io.github.clipunit.internal.JsonFields;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads yes or no in what a language model writes. */
final class YesNo {

    /** What models that reason write first. */
    private static final Pattern THOUGHT = Pattern.compile("(?s)^\\s*<think(?:ing)?>.*?</think(?:ing)?>");

    private static final Pattern FENCED = Pattern.compile("(?s)^\\s*```\\w*\\s*(.*?)\\s*```\\s*$");

    /**
     * The word alone, or with punctuation and reasons behind it: "No idea" and "Yes and no" are no answers, and nor is "Yes, no".
     */
    private static final Pattern WORD = Pattern.compile(
            "(?is)^[\\s\\p{Punct}“‘«]*(?:answer\\s*[*_]*\\s*:)?[\\s\\p{Punct}“‘«]*(yes|no|true|false)"
                    + "(?:\\s*$|[\\s*_\"'`”’»]*[.,;:!)\\n\\r–—-](?![\\s\\p{Punct}]*(?:yes|no|true|false)\\b).*|[*_\"'`”’»]+\\s*.*)$");

    private YesNo() {}

    static Optional<Boolean> parse(String answer) {
        String text = THOUGHT.matcher(answer).replaceFirst("");
        Matcher fenced = FENCED.matcher(text);
        String inner = fenced.matches() ? fenced.group(1) : text.strip();
        return inner.startsWith("{") ? ofJson(inner) : ofWords(inner);
    }

    private static Optional<Boolean> ofWords(String text) {
        Matcher word = WORD.matcher(text);
        if (!word.matches()) {
            return Optional.empty();
        }
        String first = word.group(1).toLowerCase(Locale.ROOT);
        return Optional.of(first.equals("yes") || first.equals("true"));
    }

    private static Optional<Boolean> ofJson(String text) {
        JsonElement value;
        try {
            value = JsonFields.parse(text).object().get("answer");
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
        if (!(value instanceof JsonPrimitive primitive) || primitive.isNumber()) {
            return Optional.empty();
        }
        return primitive.isBoolean() ? Optional.of(primitive.getAsBoolean()) : ofWords(primitive.getAsString());
    }
}
