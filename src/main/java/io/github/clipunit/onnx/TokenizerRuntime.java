package io.github.clipunit.onnx;

import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What DJL does as it starts, and a test needs not. */
final class TokenizerRuntime {

    /** DJL's switch for asking another process about CUDA, which also keeps it from loading JNA for that. */
    private static final String CUDA_BY_PROCESS = "ai.djl.util.cuda.fork";

    private static final String CUDA = "ai.djl.util.cuda.CudaUtils";

    /** On Linux, and in Linux under Windows, one of them is there wherever CUDA could be. */
    private static final List<String> DRIVERS =
            List.of("/dev/nvidiactl", "/dev/nvidia0", "/dev/nvhost-ctrl", "/dev/dxg", "/proc/driver/nvidia");

    private TokenizerRuntime() {}

    /** Called before DJL's first class. */
    static synchronized void prepare() {
        // DJL reports its use to Amazon from EC2 machines unless told otherwise; a test must not talk to anybody.
        if (System.getProperty("OPT_OUT_TRACKING") == null) {
            System.setProperty("OPT_OUT_TRACKING", "true");
        }
        if (System.getProperty(CUDA_BY_PROCESS) == null && hasNoCuda()) {
            passOverCuda();
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
