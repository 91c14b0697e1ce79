package io.github.clipunit.prompt;

/**
 * Another wording of a prompt.
 *
 * @param kind the kind of difference
 * @param text the variant
 */
public record PromptVariant(VariantKind kind, String text) {}
