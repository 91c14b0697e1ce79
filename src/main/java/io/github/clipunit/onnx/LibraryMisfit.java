package io.github.clipunit.onnx;

import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.List;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The reason why ONNX Runtime and DJL's tokenizers do not work here: their versions on the class path, a system without
 * a native library, or another class loader. The JVM reports the reason once and {@code NoClassDefFoundError}
 * afterwards, so the first explanation is kept for all later checks.
 *
 * @param error the JVM's error
 * @param os the system, as in {@code os.name}
 * @param arch the processor that the JVM is built for, as in {@code os.arch}
 * @param isMusl whether the process runs on musl instead of glibc
 */
record LibraryMisfit(LinkageError error, String os, String arch, boolean isMusl) {

    private static @Nullable LibraryMisfit first;

    /** Runs an action that needs the libraries, and explains a failure to load them. */
    static <T> T explaining(Supplier<T> action) {
        try {
            return action.get();
        } catch (LinkageError e) {
            throw unavailable(e);
        }
    }

    private static synchronized ModelUnavailableException unavailable(LinkageError error) {
        if (first == null) {
            first = new LibraryMisfit(
                    error,
                    System.getProperty("os.name", ""),
                    System.getProperty("os.arch", ""),
                    isMapped("/ld-musl-", Path.of("/proc/self/maps")));
        }
        return new ModelUnavailableException(first.explain(), first.error());
    }

    /**
     * Returns whether the process has loaded a file whose path contains that text; false on systems that do not report
     * it.
     */
    static boolean isMapped(String path, Path maps) {
        try (Stream<String> lines = Files.lines(maps)) {
            return lines.anyMatch(line -> line.contains(path));
        } catch (IOException | UncheckedIOException e) {
            return false;
        }
    }

    String explain() {
        if (!isSystemSupported()) {
            return "clipunit runs on Linux with glibc (x86_64 and aarch64), macOS (aarch64) and Windows (x86_64), but this"
                    + " JVM is for [" + os + ", " + arch + (isMusl ? ", musl" : "") + "], which ONNX Runtime and DJL's"
                    + " tokenizers have no native library for: " + elsewhere();
        }
        String cause = rootCause();
        if (cause.contains("already loaded in another classloader")) {
            return "a native library belongs to one class loader of a JVM, but another one has it (" + cause
                    + "): unset the environment variables ENGINE_CACHE_DIR and RUST_LIBRARY_PATH, so that clipunit can load a"
                    + " copy, or let only one class loader use DJL";
        }
        return "clipunit cannot use ONNX Runtime or DJL's tokenizers as they are on the class path (" + cause
                + "): it works with onnxruntime 1.19 to 1.28, tokenizers 0.31 to 0.38 and ai.djl:api of the same version,"
                + " but found:\n  "
                + Stream.of(Library.values()).map(Library::found).collect(Collectors.joining("\n  "))
                + "\nAnother dependency, a parent or a BOM decides these versions; to decide them yourself, add to"
                + " <dependencyManagement>:\n  "
                + Stream.of(Library.values()).map(Library::declaration).collect(Collectors.joining("\n  "));
    }

    private String rootCause() {
        Throwable root = error;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root.toString();
    }

    private boolean isSystemSupported() {
        boolean isArm = arch.equals("aarch64");
        boolean isIntel = List.of("amd64", "x86_64").contains(arch);
        return os.startsWith("Linux")
                ? (isIntel || isArm) && !isMusl
                : os.startsWith("Mac") ? isArm : os.startsWith("Windows") && isIntel;
    }

    private String elsewhere() {
        if (isMusl) {
            return "use an image with glibc, such as eclipse-temurin:17 in place of eclipse-temurin:17-alpine";
        }
        if (os.startsWith("Windows") && arch.equals("aarch64")) {
            return "use a JDK for x86_64, which Windows emulates";
        }
        return "run the tests on one of these, for instance in a Linux container"
                + (os.startsWith("Mac")
                        ? ", or add the last versions for Intel to <dependencyManagement>:"
                                + " com.microsoft.onnxruntime:onnxruntime 1.23.2, ai.djl.huggingface:tokenizers 0.29.0 and"
                                + " ai.djl:api 0.29.0"
                        : "");
    }

    /** A library with native code, in the version that clipunit is built with. */
    enum Library {
        ONNX_RUNTIME("com.microsoft.onnxruntime", "onnxruntime", "1.28.0", "ai.onnxruntime.OrtEnvironment"),
        TOKENIZERS("ai.djl.huggingface", "tokenizers", "0.38.0", "ai.djl.huggingface.tokenizers.Encoding"),
        DJL("ai.djl", "api", "0.38.0", "ai.djl.util.Platform");

        private final String group;
        private final String artifact;
        private final String version;
        private final String type;

        Library(String group, String artifact, String version, String type) {
            this.group = group;
            this.artifact = artifact;
            this.version = version;
            this.type = type;
        }

        /** Returns its version and jar on the class path. */
        private String found() {
            String name = group + ":" + artifact;
            try {
                Class<?> found = Class.forName(type, false, LibraryMisfit.class.getClassLoader());
                Package manifest = found.getPackage();
                CodeSource source = found.getProtectionDomain().getCodeSource();
                return name + " "
                        + Stream.of(manifest.getImplementationVersion(), manifest.getSpecificationVersion())
                                .filter(version -> version != null)
                                .findFirst()
                                .orElse("of unknown version")
                        + " in [" + (source == null ? "the JVM" : source.getLocation()) + "]";
            } catch (ClassNotFoundException | LinkageError e) {
                return name + ": none";
            }
        }

        String declaration() {
            return "<dependency><groupId>" + group + "</groupId><artifactId>" + artifact + "</artifactId><version>"
                    + version + "</version></dependency>";
        }
    }
}
