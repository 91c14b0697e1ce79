package io.github.clipunit.prompt;

import io.github.clipunit.internal.Demands;

/**
 * A part of a prompt that says one thing.
 *
 * @param text as the prompt has it, with what is within it untouched
 * @param isStyle whether it is about medium, light, camera, mood or quality rather than about what is to be seen, by
 *     English words
 */
public record PromptStatement(String text, boolean isStyle) {

    public PromptStatement {
        Demands.require("text", text);
    }

    /** A statement, which its words tell to be about style or not. */
    static PromptStatement of(String text) {
        return new PromptStatement(text, StyleWords.isStyle(text));
    }
}
