package io.github.clipunit.onnx;

/** The treatment of a prompt that is longer than the model's context. */
public enum PromptOverflow {
    /** Fails with an error that shows the part that would be ignored. */
    FAIL,
    /** Ignores the end of the prompt; the end token is kept, because CLIP pools there. */
    TRUNCATE,
    /**
     * Divides the prompt into parts that fit, and combines their embeddings: {@link
     * io.github.clipunit.prompt.LongPrompts#embed}.
     */
    PARTS
}
