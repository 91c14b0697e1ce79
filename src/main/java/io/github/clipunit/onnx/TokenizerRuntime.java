package io.github.clipunit.onnx;

import ai.djl.engine.EngineException;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.LibUtils;
import ai.djl.util.Utils;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.UserCache;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The start of DJL without the steps that a test does not need: a report to Amazon, a search for CUDA, the download of
 * a CUDA library, and a native library from a place that others can write to or that another class loader has loaded.
 * DJL controls these with system properties only, so they are set during the start and restored afterwards.
 */
final class TokenizerRuntime {

    /**
     * The switch for DJL's report to Amazon, which it otherwise sends from EC2 machines whenever it opens a tokenizer.
     */
    static final String NO_REPORT = "OPT_OUT_TRACKING";

    /** DJL's switch for detecting CUDA in another process, which also keeps it from loading JNA for that. */
    static final String CUDA_BY_PROCESS = "ai.djl.util.cuda.fork";

    private static final String CUDA = "ai.djl.util.cuda.CudaUtils";

    /** Wherever CUDA could be available on Linux, or on Linux under Windows, one of these files exists. */
    private static final List<String> DRIVERS =
            List.of("/dev/nvidiactl", "/dev/nvidia0", "/dev/nvhost-ctrl", "/dev/dxg", "/proc/driver/nvidia");

    /**
     * Set for the rest of the JVM's life once a class loader has started DJL, because its library is then unavailable
     * to all others.
     */
    static final String STARTED = "io.github.clipunit.tokenizers";

    /**
     * The folder where DJL unpacks its native library, or finds it. The default is {@code .djl.ai} in the user's home,
     * or, if that is not writable, in the temporary folder of all users.
     */
    private static final String FOLDER = "ENGINE_CACHE_DIR";

    /**
     * For CUDA, DJL would download a library that is not in its jar and whose hash is unknown; tokenizing needs none.
     */
    private static final String OFFLINE = "ai.djl.offline";

    private static boolean isStarted;

    private TokenizerRuntime() {}

    /** Opens the tokenizer of a {@code tokenizer.json} with neither padding nor truncation; one at a time. */
    static synchronized HuggingFaceTokenizer open(byte[] json) throws IOException {
        return with(NO_REPORT, System.getProperty(NO_REPORT, "true"), () -> {
            if (!isStarted) {
                start();
                isStarted = true;
            }
            return HuggingFaceTokenizer.newInstance(
                    new ByteArrayInputStream(json), Map.of("padding", "false", "truncation", "false"));
        });
    }

    private static void start() throws IOException {
        Thread thread = Thread.currentThread();
        ClassLoader chosen = thread.getContextClassLoader();
        thread.setContextClassLoader(LibUtils.class.getClassLoader()); // where DJL finds the resources in its jars
        try {
            Slf4jStart.run();
            if (System.getProperty(CUDA_BY_PROCESS) == null && hasNoCuda()) {
                passOverCuda();
            }
            with(OFFLINE, "true", () -> {
                if (isLibraryTaken() || !isFolderOwn()) {
                    loadCopy();
                }
                return load();
            });
        } catch (EngineException e) {
            throw (LinkageError) new UnsatisfiedLinkError(e.getMessage()).initCause(e);
        } finally {
            thread.setContextClassLoader(chosen);
        }
    }

    private static boolean isLibraryTaken() {
        return System.setProperty(STARTED, "true") != null
                || LibraryMisfit.isMapped(System.mapLibraryName("tokenizers"), Path.of("/proc/self/maps"));
    }

    /**
     * Returns whether only this user can have put a library where DJL takes it from; unpacking it each time instead
     * costs 0.2 s.
     */
    private static boolean isFolderOwn() {
        Path folder = Utils.getEngineCacheDir();
        if (!folder.isAbsolute() || folder.startsWith(System.getProperty("java.io.tmpdir"))) {
            return false; // in a home called "?", or in none
        }
        Path libraries = folder.resolve("tokenizers");
        Path there = libraries;
        while (!Files.exists(there) && there.getParent() != null) {
            there = there.getParent();
        }
        try (Stream<Path> files = Files.walk(there, there.equals(libraries) ? 2 : 0)) {
            return Files.isDirectory(there)
                    && Files.isWritable(there)
                    && files.allMatch(file -> UserCache.otherWriter(file).isEmpty());
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    /**
     * Loads the library from a temporary folder, which is deleted afterwards, except on Windows, where a loaded file
     * cannot be.
     */
    private static void loadCopy() throws IOException {
        Path folder = Files.createTempDirectory("clipunit-tokenizers");
        try {
            with(FOLDER, folder.toString(), TokenizerRuntime::load);
        } finally {
            Utils.deleteQuietly(folder);
        }
    }

    private static boolean load() {
        LibUtils.checkStatus();
        return true;
    }

    private static <T> T with(String property, String value, LockFile.Action<T, IOException> start) throws IOException {
        String chosen = System.getProperty(property);
        System.setProperty(property, value);
        try {
            return start.run();
        } finally {
            if (chosen == null) {
                System.clearProperty(property);
            } else {
                System.setProperty(property, chosen);
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
     * Skips the search for CUDA. Before it loads the tokenizer's library, DJL searches through JNA and in a separate
     * process, which takes 0.2 s if there is none. It chooses the way to search when one class is initialised;
     * afterwards there is nothing left to search.
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
