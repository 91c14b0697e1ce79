package io.github.clipunit.bench;

import ai.onnxruntime.OrtException;
import java.nio.file.Path;
import java.util.List;

/** CLIP in Java without clipunit: from files and prompts to vectors, which need not have unit length. */
interface ClipEncoder extends AutoCloseable {

    int SIDE = 224;

    /** Encodes files in one run of the tower. */
    List<float[]> encode(List<Path> files) throws Exception;

    /** Encodes a prompt. The text tower is loaded first, if it is not. */
    float[] encode(String prompt) throws Exception;

    @Override
    void close() throws OrtException;

    /** CLIP's mean of each channel. */
    static float[] mean() {
        return new float[] {0.48145467f, 0.4578275f, 0.40821072f};
    }

    /** CLIP's standard deviation of each channel. */
    static float[] std() {
        return new float[] {0.26862955f, 0.2613026f, 0.2757771f};
    }
}
