package io.github.clipunit.prompt;

import io.github.clipunit.internal.Demands;
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
 * A prompt as CLIP should read it: without the parameters that only generators understand. A prompt without parameters
 * is left unchanged, to the last character. Recognised are
 *
 * <ul>
 *   <li>Midjourney's parameters, {@code --ar 16:9 --no text}, each with its value, and its weights, {@code fox::2
 *     snow::-0.5};
 *   <li>the attention of AUTOMATIC1111, ComfyUI and Compel: {@code (fox:1.3)}, {@code ((fox))}, {@code [[fox]]}, {@code
 *     (a red fox)++}, and the brackets of prompt editing, {@code [fox:wolf:0.5]}, of which the last text is kept;
 *   <li>{@code <lora:name:0.8>} and similar tags, {@code embedding:name}, {@code BREAK}, {@code \(} and {@code \)};
 *   <li>{@code Negative prompt: ...} and the line of settings, {@code Steps: 20, Sampler: ...}, of AUTOMATIC1111;
 *     {@code /imagine prompt:}.
 * </ul>
 *
 * <p>Weights and brackets are removed and their text is kept, except text of negative weight. Quoted texts, and single
 * parentheses and brackets, are ordinary text.
 *
 * @param text the text to score
 * @param leftOut the parts that were left out, such as {@code --ar 16:9} or {@code weight 1.3 of "fox"}
 */
public record PromptText(String text, List<String> leftOut) {

    /**
     * Midjourney's parameters with their values, including those of earlier versions:
     * https://docs.midjourney.com/hc/en-us/articles/32859204029709-Parameter-List.
     */
    private static final Pattern PARAMETER = Pattern.compile("(?i)(?:(?<=[\\s,])|^)(?:"
            + "(?:--|—)(?:ar|aspect)\\s*\\d+(?:\\.\\d+)?:\\d+(?:\\.\\d+)?"
            + "|(?:--|—)(?:v|version|s|stylize|c|chaos|q|quality|seed|sameseed|iw|w|weird|stop|r|repeat|cw|sw|ow|sv|exp|h|width"
            + "|height|niji|motion|bs)\\s*\\d*\\.?\\d+"
            + "|--(?:style|motion|visibility|end)\\s+[\\w-]+"
            + "|--(?:cref|sref|oref|p|profile)(?:\\s+(?!--)\\S+)*"
            + "|--(?:tile|raw|draft|hd|fast|relax|turbo|stealth|public|video|loop|niji|upbeta|uplight|test|testp|creative|hq)"
            + "|--no\\s+[^\\n]*?(?=\\s--|\\n|$))(?=[\\s,.]|$)");

    private static final Pattern COMMAND = Pattern.compile("(?i)^\\s*/imagine\\s+(?:prompt:)?");
    private static final Pattern FIRST_NEGATIVE = Pattern.compile("(?i)\\A\\s*negative prompt:([^\\n]*)");
    private static final Pattern NEGATIVE =
            Pattern.compile("(?i)(?:(?<=[\\n.,;!?)]\\s{0,4})|(?<=\\n))negative prompt:\\s*"
                    + "([\\s\\S]*?)(?=\\n[ \\t]*(?:Steps: \\d|\\n)|\\z)");
    private static final Pattern SAMPLING =
            Pattern.compile("(?m)^[ \\t]*Steps: \\d+, (?:Sampler|Schedule|CFG|Seed|Size|Model)[^\\n]*");
    private static final Pattern NETWORK =
            Pattern.compile("<(?:lora|lyco|loha|locon|hypernet|ti|embedding|wlora|segment"
                    + "|controlnet):[^<>]*>|(?<![\\p{L}:])embedding:[\\w./-]+");
    private static final Pattern EDITING =
            Pattern.compile("\\[([^\\[\\]:|]*):([^\\[\\]:|]*\\p{L}[^\\[\\]:|]*):\\s*(0?\\.\\d+|\\d{1,2})\\s*]");

    /** Weights above two are not used in practice, so a year, an age or a ratio in brackets is ordinary text. */
    private static final Pattern WEIGHT =
            Pattern.compile("\\((?:([^()]*[^()\\d\\s:\\\\])\\s*:\\s*([+-]?(?:[01](?:\\.\\d*)?|2(?:\\.0*)?"
                    + "|\\.\\d+))|([^()]*\\p{L}[^()]*\\d):([01]?\\.\\d+))\\s*\\)");

    private static final Pattern DOUBLE = Pattern.compile("(?<!\\\\)\\({2,}([^()]+)\\){2,}|\\[{2,}([^\\[\\],]+)]{2,}"
            + "|(?<![\\p{L}\\p{N})])\\(([^()]*\\p{L}[^()]*)\\)(?:\\++|-{2,})(?![\\w-])");
    private static final Pattern SHARE =
            Pattern.compile("([^:\\n]*?[^:\\s\\d])\\s*::\\s*(-?(?:\\d+\\.?\\d*|\\.\\d+))?(?=[\\s,]|$)");
    private static final Pattern BREAK = Pattern.compile("(?:(?<=[\\s,.])|^)BREAK(?=[\\s,.]|$)");
    private static final Pattern ESCAPED = Pattern.compile("\\\\([()\\[\\]])");

    /** Begins a new statement in any context. */
    private static final String PARAGRAPH = "\n\n";

    /** A mark that every parameter contains. */
    private static final Pattern MARK = Pattern.compile("--|[—<:\\[\\\\]|\\(\\(|\\)[+-]|BREAK|/imagine");

    public PromptText {
        Demands.require("text", text);
        leftOut = List.copyOf(Demands.requireItems("leftOut", leftOut));
    }

    /**
     * Returns a prompt as the settings want it read.
     *
     * @param settings read only if the prompt has parameters
     * @throws IllegalArgumentException if it has only parameters, and they are to be left out
     */
    static PromptText of(String prompt, Supplier<Settings> settings) {
        boolean isKept =
                MARK.matcher(prompt).find() && settings.get().get(PromptParameters.SETTING) == PromptParameters.KEEP;
        return isKept ? new PromptText(prompt, List.of()) : of(prompt);
    }

    /**
     * Returns a prompt without its parameters.
     *
     * @throws IllegalArgumentException if nothing else is left
     */
    public static PromptText of(String prompt) {
        if (!MARK.matcher(Demands.require("prompt", prompt)).find()) {
            return new PromptText(prompt, List.of());
        }
        Reader reader = new Reader(prompt);
        reader.replace(COMMAND, found -> reader.leaveOut(found.group()));
        reader.replace(FIRST_NEGATIVE, found -> reader.refuse(found.group(1)));
        reader.replace(NEGATIVE, found -> reader.refuse(found.group(1)));
        reader.replace(SAMPLING, found -> reader.leaveOut(found.group()));
        reader.replace(PARAMETER, found -> reader.leaveOut(found.group()));
        reader.replace(NETWORK, found -> reader.leaveOut(found.group()));
        reader.replace(BREAK, found -> reader.leaveOut("BREAK") + PARAGRAPH);
        reader.replace(EDITING, found -> {
            reader.leaveOut(found.group());
            return found.group(2);
        });
        reader.replace(
                WEIGHT,
                found -> found.group(1) == null
                        ? reader.weigh(found.group(4), found.group(3), "")
                        : reader.weigh(found.group(2), found.group(1), ""));
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
                            : reader.weigh(found.group(2), found.group(1), PARAGRAPH));
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

    /** A prompt from which parameters are removed step by step. */
    private static final class Reader {

        private final String prompt;
        private final List<String> leftOut = new ArrayList<>();
        private String text;

        Reader(String prompt) {
            this.prompt = prompt;
            this.text = prompt;
        }

        /** Replaces all matches outside of quotes; repeats this for matches inside of others. */
        void replace(Pattern pattern, Function<MatchResult, String> replacement) {
            String before;
            do {
                before = text;
                QuotedText quoted = QuotedText.in(before);
                text = pattern.matcher(before)
                        .replaceAll(found -> Matcher.quoteReplacement(
                                quoted.holds(found.start()) ? found.group() : replacement.apply(found)));
            } while (!text.equals(before));
        }

        String refuse(String unwanted) {
            leftOut.add("negative prompt " + VisibleText.quoted(unwanted.strip()));
            return "";
        }

        String leaveOut(String parameter) {
            leftOut.add(VisibleText.onOneLine(parameter.strip()));
            return "";
        }

        String divide(String part) {
            leftOut.add("::");
            return part + PARAGRAPH;
        }

        /** Returns the text of a weight, unless the weight is negative. */
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
            String tidy = plain.replaceAll("[ \\t]{2,}", " ")
                    .replaceAll(",[ ,]*,", ",")
                    .replaceAll(" +(?=,)", "")
                    .replaceAll("(?m)^[ ,]+|[ ,]+$", "")
                    .replaceAll("\\n{3,}", PARAGRAPH)
                    .strip();
            if (tidy.isBlank()) {
                throw new IllegalArgumentException("prompt [" + VisibleText.onOneLine(prompt)
                        + "] has no text, only parameters for generators: describe the picture, or set "
                        + PromptParameters.SETTING.name() + " to keep");
            }
            return new PromptText(tidy, leftOut);
        }
    }
}
