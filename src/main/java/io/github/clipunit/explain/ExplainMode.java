package io.github.clipunit.explain;

/** The detail that a failed check adds to its numbers. */
public enum ExplainMode {
    /** Nothing. */
    OFF,
    /** Words, captions and hints; some texts are embedded, but no picture. */
    TEXT,
    /** The same as {@link #TEXT}, and a map of where the model looked; some fifty pictures are embedded. */
    HEATMAP
}
