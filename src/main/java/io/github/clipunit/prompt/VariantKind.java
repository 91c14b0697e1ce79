package io.github.clipunit.prompt;

/** How a variant differs from its prompt. */
public enum VariantKind {
    /** The prompt itself. */
    ORIGINAL,
    /** Said within a phrase, such as {@code a picture of a red fox}. */
    TEMPLATE,
    /** One slip of the fingers: letters exchanged, left out, doubled, or a neighbouring key. */
    TYPO,
    /** In lower case, upper case, or with capitals. */
    CASE,
    /** With other marks, or none. */
    PUNCTUATION,
    /** With its parts in another order. */
    WORD_ORDER,
    /** The user's own, such as a paraphrase or another language. */
    OWN
}
