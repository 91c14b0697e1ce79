package io.github.clipunit.onnx;

/** What becomes of a prompt that is longer than the model's context. */
public enum PromptOverflow {
    /** It is an error that shows the part that would be ignored. */
    FAIL,
    /** Its end is ignored; the end token is kept, as CLIP pools there. */
    TRUNCATE,
    /** It is divided into parts that fit, whose embeddings are combined: {@link io.github.clipunit.prompt.LongPrompts#embed}. */
    PARTS
}
