package io.github.clipunit.prompt;

import io.github.clipunit.internal.Demands;

/**
 * Another way to say what a prompt says.
 *
 * @param kind how it differs
 * @param text the variant
 */
public record PromptVariant(VariantKind kind, String text) {

    public PromptVariant {
        Demands.require("kind", kind);
        Demands.requireText("text", text);
    }
}
