package io.github.clipunit.prompt;

/**
 * Another way to say what a prompt says.
 *
 * @param kind how it differs
 * @param text the variant
 */
public record PromptVariant(VariantKind kind, String text) {}
