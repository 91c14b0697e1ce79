package io.github.clipunit.judge;

import com.google.gson.JsonPrimitive;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.Secrets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A reader of yes or no in the text of a language model. */
final class YesNo {

    /** The reasoning that some models write first, and the fence around JSON. */
    private static final Pattern AROUND =
            Pattern.compile("(?s)^\\s*(?:<think(?:ing)?>.*?</think(?:ing)?>)?\\s*(?:```\\w*)?(.*?)(?:```)?\\s*$");

    /**
     * The word alone or in emphasis, or followed by punctuation and reasons. "No idea", "Yes and no", "Yes-and-no" and
     * "Yes, no" are not answers.
     */
    private static final Pattern WORD = Pattern.compile("(?is)^[^\\w]*(?:answer\\W+)?(yes|true|no|false)"
            + "(?:\\W*$|[*_\"'`]*\\s*(?:[.,;:!)\\n–—]|-(?!\\w))(?!\\W*(?:yes|no|true|false)\\b).*|[*_]{2}\\s.*)$");

    private YesNo() {}

    /** Returns the share of answers that are yes. */
    static double share(ClipImage picture, String question, int times, PictureJudge.Answerer answerer)
            throws Exception {
        int yes = 0;
        for (int i = 1; i <= times; i++) {
            String answer = answerer.answer(picture, question);
            Optional<Boolean> isYes = parse(answer);
            if (isYes.isEmpty()) {
                throw new JudgeException(
                        "answer " + i + " of " + times + " is neither yes nor no, but " + shown(answer)
                                + ": make the judge begin with one of the two words",
                        null);
            }
            yes += isYes.get() ? 1 : 0;
        }
        return (double) yes / times;
    }

    private static String shown(@Nullable String answer) {
        return answer == null ? "null" : Question.shown(Secrets.without(answer));
    }

    static Optional<Boolean> parse(@Nullable String answer) {
        Matcher around = AROUND.matcher(answer == null ? "" : answer);
        String text = around.matches() ? around.group(1).strip() : "";
        return text.startsWith("{") ? ofJson(text) : ofWords(text);
    }

    private static Optional<Boolean> ofWords(String text) {
        Matcher word = WORD.matcher(text);
        return word.matches() ? Optional.of(word.group(1).matches("(?i)yes|true")) : Optional.empty();
    }

    private static Optional<Boolean> ofJson(String text) {
        try {
            return JsonFields.parse(text).object().get("answer") instanceof JsonPrimitive answer
                    ? ofWords(answer.getAsString())
                    : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
