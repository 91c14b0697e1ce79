package io.github.clipunit.explain;

/** How much a failed check says beyond its numbers. */
public enum ExplainMode {
    /** Nothing. */
    OFF,
    /** Words, captions and hints: some texts are embedded, no picture. */
    TEXT,
    /** As {@link #TEXT}, and where the model looked: some fifty pictures are embedded. */
    HEATMAP
}
