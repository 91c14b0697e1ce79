package io.github.clipunit.prompt;

import io.github.clipunit.internal.Demands;

/**
 * Another wording of a prompt.
 *
 * @param kind the kind of difference
 * @param text the variant
 */
public record PromptVariant(VariantKind kind, String text) {

    public PromptVariant {
        Demands.require("kind", kind);
        Demands.requireText("text", text);
    }
}
