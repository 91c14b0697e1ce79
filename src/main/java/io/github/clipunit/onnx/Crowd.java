package io.github.clipunit.onnx;

/** What serves several callers at once. */
interface Crowd {

    /** None: callers take turns. */
    Crowd NONE = () -> 1;

    /** How many runs the machine takes at once; 1 where, or as long as, there is no tower for that. */
    int runs();

    /** The tower for them, asked for only where there may be several runs. */
    default PictureLine.Encoding tower() {
        throw new IllegalStateException("no tower for a crowd");
    }
}
