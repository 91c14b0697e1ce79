package io.github.clipunit;

import io.github.clipunit.internal.Demands;
import java.util.List;
import java.util.Locale;

/**
 * How a scorer reads a prompt.
 *
 * @param text what of it is embedded, before anything is cut
 * @param leftOut what of it only generators understand and is left out of the text, in words such as {@code --ar 16:9}
 * @param extent how much of the text is embedded, and how
 */
public record PromptReading(String text, List<String> leftOut, Extent extent) {

    /**
     * The mode of a text of which parameters were left out.
     *
     * @hidden
     */
    public static final String LESS = "without parameters";

    public PromptReading {
        Demands.require("text", text);
        Demands.require("extent", extent);
        leftOut = List.copyOf(Demands.requireItems("leftOut", leftOut));
    }

    /** A prompt that is read as it is. */
    public static PromptReading whole(String prompt) {
        return new PromptReading(Demands.require("prompt", prompt), List.of(), Extent.WHOLE);
    }

    /** Whether all of the text is embedded as it is. */
    public boolean isWhole() {
        return extent == Extent.WHOLE;
    }

    /** The same text without what was left out before. */
    public PromptReading without(List<String> parameters) {
        return new PromptReading(text, Demands.requireItems("parameters", parameters), extent);
    }

    /** What makes scores of two readings of one prompt incomparable, in words; empty where it is read as it is. */
    public String mode() {
        String left = leftOut.isEmpty() ? "" : LESS;
        if (isWhole()) {
            return left;
        }
        return left.isEmpty() ? extent.toString() : left + ", " + extent;
    }

    /** How much of a text is embedded. */
    public enum Extent {
        /** All of it, as it is: every text within the model's context. */
        WHOLE("whole"),
        /** Its first tokens alone: what is over the model's context is ignored. */
        TRUNCATED("truncated: the end is ignored"),
        /** All of it, in parts that fit the model's context, whose embeddings are combined. */
        PARTS("in parts together");

        private final String words;

        Extent(String words) {
            this.words = words;
        }

        /** The same for messages and reports. */
        public String words() {
            return words;
        }

        /** As goldens have it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
