package io.github.clipunit.onnx;

import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * Starts DJL without two things that a test does not need: a report to Amazon and a search for CUDA. DJL knows them by system
 * properties alone, so both are set while it starts and put back as they were.
 */
final class TokenizerRuntime {

    /** DJL reports its use to Amazon from EC2 machines, whenever it opens a tokenizer, unless this is set. */
    static final String NO_REPORT = "OPT_OUT_TRACKING";

    /** DJL's switch for asking another process about CUDA, which also keeps it from loading JNA for that. */
    static final String CUDA_BY_PROCESS = "ai.djl.util.cuda.fork";

    private static final String CUDA = "ai.djl.util.cuda.CudaUtils";

    /** On Linux, and in Linux under Windows, one of them is there wherever CUDA could be. */
    private static final List<String> DRIVERS =
            List.of("/dev/nvidiactl", "/dev/nvidia0", "/dev/nvhost-ctrl", "/dev/dxg", "/proc/driver/nvidia");

    private TokenizerRuntime() {}

    /** Opens the tokenizer of a {@code tokenizer.json} with neither padding nor truncation; one at a time. */
    static synchronized HuggingFaceTokenizer open(byte[] json) throws IOException {
        String chosen = System.getProperty(NO_REPORT);
        if (chosen == null) {
            System.setProperty(NO_REPORT, "true");
        }
        try {
            if (System.getProperty(CUDA_BY_PROCESS) == null && hasNoCuda()) {
                passOverCuda();
            }
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json), Map.of("padding", "false", "truncation", "false"));
        } finally {
            if (chosen == null) {
                System.clearProperty(NO_REPORT);
            }
        }
    }

    private static boolean hasNoCuda() {
        return switch (System.getProperty("os.name", "")) {
            case "Mac OS X" -> true;
            case "Linux" -> DRIVERS.stream().map(Path::of).noneMatch(Files::exists);
            default -> false;
        };
    }

    /**
     * DJL asks for CUDA through JNA and a process of its own before it loads the tokenizer's library: 0.2 s to learn that
     * there is none. It decides how to ask as one class is initialised, and finds nothing to ask afterwards.
     */
    private static void passOverCuda() {
        System.setProperty(CUDA_BY_PROCESS, "true");
        try {
            Class.forName(CUDA);
        } catch (ClassNotFoundException | LinkageError e) {
            System.getLogger("io.github.clipunit").log(Level.DEBUG, "DJL has no " + CUDA, e);
        } finally {
            System.clearProperty(CUDA_BY_PROCESS);
        }
    }
}
