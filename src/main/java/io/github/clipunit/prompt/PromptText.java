package io.github.clipunit.prompt;

import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.settings.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A prompt as CLIP should read it: without the parameters that only generators understand. A prompt without any is left as
 * it is, to the last character. Recognised are
 *
 * <ul>
 *   <li>Midjourney's parameters, {@code --ar 16:9 --no text}, from the first known name to the end, and its weights,
 *       {@code fox::2 snow::-0.5};
 *   <li>the attention of AUTOMATIC1111, ComfyUI and Compel: {@code (fox:1.3)}, {@code ((fox))}, {@code [[fox]]},
 *       {@code (a red fox)++}, and the brackets of prompt editing, {@code [fox:wolf:0.5]}, of which the last text stays;
 *   <li>{@code <lora:name:0.8>} and its like, {@code embedding:name}, {@code BREAK}, {@code \(} and {@code \)};
 *   <li>{@code Negative prompt: ...} and the line of settings, {@code Steps: 20, Sampler: ...}, of AUTOMATIC1111.
 * </ul>
 *
 * <p>Weights and brackets go, their text stays, but for text of negative weight. Single parentheses and brackets are
 * ordinary text.
 *
 * @param text what is scored
 * @param leftOut what was left out, in words, such as {@code --ar 16:9} or {@code weight 1.3 of "fox"}
 */
public record PromptText(String text, List<String> leftOut) {

    /** Names in https://docs.midjourney.com/hc/en-us/articles/32859204029709-Parameter-List and of earlier versions. */
    private static final String MIDJOURNEY =
            "ar|aspect|v|version|s|stylize|c|chaos|q|quality|seed|sameseed|no|iw|style|tile|niji|w|weird|stop|video|motion"
                    + "|loop|end|bs|r|repeat|cref|cw|sref|sw|sv|oref|ow|p|profile|exp|raw|draft|hd|fast|relax|turbo|stealth"
                    + "|public|visibility|upbeta|uplight|test|testp|creative|hq|h|width|height";

    /** Each parameter has one. */
    private static final Pattern MARK = Pattern.compile("--|[—<:\\[\\\\]|\\(\\(|\\)[+-]|BREAK");

    private static final Pattern PARAMETERS =
            Pattern.compile("(?:(?<=\\s)|^)(?:--|—)(?:" + MIDJOURNEY + ")(?=\\s|$)[\\s\\S]*$");
    private static final Pattern NEXT_PARAMETER = Pattern.compile("\\s+(?=(?:--|—)\\p{L})");
    private static final Pattern NEGATIVE =
            Pattern.compile("(?im)^\\s*negative prompt:\\s*([\\s\\S]*?)(?=^\\s*Steps: \\d|\\z)");
    private static final Pattern SAMPLING = Pattern.compile("(?m)^\\s*Steps: \\d+, [\\s\\S]*\\z");
    private static final Pattern NETWORK = Pattern.compile(
            "<(?:lora|lyco|loha|locon|hypernet|ti|embedding|wlora|segment|controlnet):[^<>]*>|(?<![\\p{L}:])embedding:[\\w./-]+");
    private static final Pattern EDITING = Pattern.compile("\\[([^\\[\\]:|]*):([^\\[\\]:|]*):\\s*(\\d*\\.?\\d+)\\s*]");
    private static final Pattern WEIGHT =
            Pattern.compile("\\(([^()]*[^()\\d\\s:\\\\])\\s*:\\s*([+-]?(?:\\d+\\.?\\d*|\\.\\d+))\\s*\\)");
    private static final Pattern DOUBLE =
            Pattern.compile("(?<!\\\\)\\(\\(([^()]+)\\)\\)|\\[\\[([^\\[\\]]+)]]|\\(([^()]+)\\)(?:\\++|-+)(?!\\w)");
    private static final Pattern SHARE =
            Pattern.compile("([^:\\n]*?[^:\\s])\\s*::\\s*(-?(?:\\d+\\.?\\d*|\\.\\d+))?(?=[\\s,]|$)");
    private static final Pattern BREAK = Pattern.compile("(?:(?<=[\\s,.])|^)BREAK(?=[\\s,.]|$)");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([()\\[\\]])");

    public PromptText {
        leftOut = List.copyOf(leftOut);
    }

    /**
     * A prompt as settings want it read.
     *
     * @param settings are asked only where the prompt has parameters
     * @throws IllegalArgumentException if it has parameters only, and they are to be left out
     */
    static PromptText of(String prompt, Supplier<Settings> settings) {
        boolean isKept =
                MARK.matcher(prompt).find() && settings.get().get(PromptParameters.SETTING) == PromptParameters.KEEP;
        return isKept ? new PromptText(prompt, List.of()) : of(prompt);
    }

    /**
     * A prompt without parameters.
     *
     * @throws IllegalArgumentException if it has nothing else
     */
    public static PromptText of(String prompt) {
        if (!MARK.matcher(prompt).find()) {
            return new PromptText(prompt, List.of());
        }
        Reader reader = new Reader(prompt);
        reader.replace(NEGATIVE, found -> {
            reader.leftOut.add(
                    "negative prompt " + VisibleText.quoted(found.group(1).strip()));
            return "";
        });
        reader.replace(SAMPLING, found -> reader.leaveOut(found.group()));
        reader.replace(PARAMETERS, found -> {
            NEXT_PARAMETER.splitAsStream(found.group()).forEach(reader::leaveOut);
            return "";
        });
        reader.replace(NETWORK, found -> reader.leaveOut(found.group()));
        reader.replace(BREAK, found -> reader.leaveOut("BREAK") + "\n");
        reader.replace(EDITING, found -> {
            reader.leaveOut(found.group());
            return found.group(2);
        });
        reader.replace(WEIGHT, found -> reader.weigh(found.group(2), found.group(1), ""));
        reader.replace(DOUBLE, found -> {
            String inner = text(found);
            reader.leftOut.add("emphasis of " + VisibleText.quoted(inner.strip()));
            return inner;
        });
        if (reader.text.contains("::")) {
            reader.replace(
                    SHARE,
                    found -> found.group(2) == null
                            ? reader.divide(found.group(1))
                            : reader.weigh(found.group(2), found.group(1), "\n"));
        }
        return reader.text();
    }

    private static String text(MatchResult found) {
        for (int group = 1; group < found.groupCount(); group++) {
            if (found.group(group) != null) {
                return found.group(group);
            }
        }
        return found.group(found.groupCount());
    }

    /** A prompt as its parameters go. */
    private static final class Reader {

        private final String prompt;
        private final List<String> leftOut = new ArrayList<>();
        private String text;

        Reader(String prompt) {
            this.prompt = prompt;
            this.text = prompt;
        }

        /** Replaces all that match, again and again for what lies within what. */
        void replace(Pattern pattern, Function<MatchResult, String> replacement) {
            String before;
            do {
                before = text;
                text = pattern.matcher(before).replaceAll(found -> Matcher.quoteReplacement(replacement.apply(found)));
            } while (!text.equals(before));
        }

        String leaveOut(String parameter) {
            leftOut.add(VisibleText.onOneLine(parameter.strip()));
            return "";
        }

        String divide(String part) {
            leftOut.add("::");
            return part + "\n";
        }

        /** The text of a weight, unless the weight is negative. */
        String weigh(String weight, String part, String end) {
            boolean isUnwanted = Double.parseDouble(weight) < 0;
            String quoted = VisibleText.quoted(part.strip());
            leftOut.add(isUnwanted ? "negative prompt " + quoted : "weight " + weight + " of " + quoted);
            return isUnwanted ? end : part + end;
        }

        PromptText text() {
            String plain = ESCAPED.matcher(text).replaceAll("$1");
            if (!plain.equals(text)) {
                leftOut.add("backslashes before brackets");
            }
            if (leftOut.isEmpty()) {
                return new PromptText(prompt, leftOut);
            }
            String tidy = plain.replaceAll("[ \\t]+", " ")
                    .replaceAll("\\s*[\n\r]\\s*", "\n")
                    .replaceAll(",[ ,]*,", ",")
                    .replaceAll(" +(?=[,;.!?])", "")
                    .replaceAll("(?m)^[ ,]+|[ ,]+$", "")
                    .strip();
            if (tidy.isBlank()) {
                throw new IllegalArgumentException("prompt [" + VisibleText.onOneLine(prompt)
                        + "] has no text, only parameters of generators: describe the picture, or set "
                        + PromptParameters.SETTING.name() + " to keep");
            }
            return new PromptText(tidy, leftOut);
        }
    }
}
