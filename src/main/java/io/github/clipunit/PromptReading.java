package io.github.clipunit;

import io.github.clipunit.internal.Demands;
import java.util.List;
import java.util.Locale;

/**
 * A prompt as a scorer reads it.
 *
 * @param text the text to embed, before anything is cut
 * @param leftOut the parts of the prompt that only generators understand, which are left out of the text: words such as
 *     {@code --ar 16:9}
 * @param extent how much of the text is embedded, and how
 */
public record PromptReading(String text, List<String> leftOut, Extent extent) {

    /**
     * The mode of a text from which parameters were left out.
     *
     * @hidden
     */
    public static final String LESS = "without parameters";

    public PromptReading {
        Demands.require("text", text);
        Demands.require("extent", extent);
        leftOut = List.copyOf(Demands.requireItems("leftOut", leftOut));
    }

    /** Returns the reading of a prompt that is embedded unchanged. */
    public static PromptReading whole(String prompt) {
        return new PromptReading(Demands.require("prompt", prompt), List.of(), Extent.WHOLE);
    }

    /** Returns whether the whole text is embedded unchanged. */
    public boolean isWhole() {
        return extent == Extent.WHOLE;
    }

    /** Returns the same text without the parameters that were left out before. */
    public PromptReading without(List<String> parameters) {
        return new PromptReading(text, Demands.requireItems("parameters", parameters), extent);
    }

    /**
     * Returns a description of how the prompt was changed, or empty if it is read unchanged. Scores of two readings of
     * one prompt with different modes cannot be compared.
     */
    public String mode() {
        String left = leftOut.isEmpty() ? "" : LESS;
        if (isWhole()) {
            return left;
        }
        return left.isEmpty() ? extent.toString() : left + ", " + extent;
    }

    /** The amount of a text that is embedded. */
    public enum Extent {
        /** All of the text, unchanged, as for every text within the model's context. */
        WHOLE("whole"),
        /** Only the first tokens; the rest exceeds the model's context and is ignored. */
        TRUNCATED("truncated: the end is ignored"),
        /** All of the text, in parts that fit the model's context, whose embeddings are combined. */
        PARTS("in parts together");

        private final String words;

        Extent(String words) {
            this.words = words;
        }

        /** Returns the mode for messages and reports. */
        public String words() {
            return words;
        }

        /** Returns the mode as goldens store it. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
