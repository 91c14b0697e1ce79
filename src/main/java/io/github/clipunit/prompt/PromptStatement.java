package io.github.clipunit.prompt;

import io.github.clipunit.internal.Demands;

/**
 * A part of a prompt that makes one statement.
 *
 * @param text the text of the statement, unchanged
 * @param isStyle whether it is about medium, light, camera, mood or quality rather than about content, judged by
 *     English words
 */
public record PromptStatement(String text, boolean isStyle) {

    public PromptStatement {
        Demands.require("text", text);
    }

    /** Returns a statement, and decides by its words whether it is about style. */
    static PromptStatement of(String text) {
        return new PromptStatement(text, StyleWords.isStyle(text));
    }
}
