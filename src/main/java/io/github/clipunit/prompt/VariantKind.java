package io.github.clipunit.prompt;

/** The kind of difference between a variant and its prompt. */
public enum VariantKind {
    /** The prompt itself. */
    ORIGINAL,
    /** The prompt inside a phrase, such as {@code a picture of a red fox}. */
    TEMPLATE,
    /** A typing error: letters swapped, left out, doubled, or replaced by a neighbouring key. */
    TYPO,
    /** The prompt in lower case, upper case, or with capitals. */
    CASE,
    /** The prompt with other punctuation, or none. */
    PUNCTUATION,
    /** The prompt with its parts in another order. */
    WORD_ORDER,
    /** The user's own text, such as a paraphrase or a translation. */
    OWN
}
