package io.github.clipunit.onnx;

import ai.onnxruntime.OrtEnvironment;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.UserCache;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.System.Logger.Level;
import java.net.JarURLConnection;
import java.net.URL;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.jar.JarEntry;
import java.util.zip.CRC32;
import java.util.zip.CheckedOutputStream;

/**
 * Keeps ONNX Runtime's libraries unpacked between runs: it unpacks 24 MB from its jar at each start, which takes a seventh of
 * a second. They lie under their checksum in the jar and are held against it before they are loaded; where anything is amiss,
 * ONNX Runtime unpacks for itself.
 */
final class UnpackedRuntime {

    /** Where ONNX Runtime looks for its libraries before it unpacks any. */
    static final String PLACE = "onnxruntime.native.path";

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");
    private static final String INSIDE = "/ai/onnxruntime/native/";

    private final Path folder;

    UnpackedRuntime(Path folder) {
        this.folder = folder;
    }

    /** The environment of this JVM, from libraries that are unpacked already if there are any. */
    static synchronized OrtEnvironment environment() {
        if (System.getProperty(PLACE) == null) {
            new UnpackedRuntime(UserCache.folder("onnxruntime")).offer();
        }
        return OrtEnvironment.getEnvironment();
    }

    private void offer() {
        String system = system();
        if (system.isEmpty() || hasProviders(INSIDE + system)) {
            return;
        }
        try {
            System.setProperty(
                    PLACE,
                    unpack(INSIDE + system, "onnxruntime", "onnxruntime4j_jni").toString());
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "ONNX Runtime''s libraries are not kept unpacked: {0}", e.toString());
        }
    }

    /** Whether the artifact is one for accelerators, whose libraries must all lie where ONNX Runtime unpacks them. */
    private static boolean hasProviders(String inside) {
        String shared = System.mapLibraryName("onnxruntime_providers_shared");
        return OrtEnvironment.class.getResource(inside + "/" + shared) != null;
    }

    /** Linux alone, where this was seen to work. */
    private static String system() {
        String architecture = System.getProperty("os.arch", "").toLowerCase(Locale.ROOT);
        if (!System.getProperty("os.name", "").equals("Linux")) {
            return "";
        }
        return switch (architecture) {
            case "amd64", "x86_64" -> "linux-x64";
            case "aarch64" -> "linux-aarch64";
            default -> "";
        };
    }

    /**
     * Sees that libraries are there and whole.
     *
     * @param inside their folder on the class path
     * @param names without what the system puts around them
     * @return their folder on disk
     * @throws IOException if they do not come from a jar, or cannot be kept
     */
    Path unpack(String inside, String... names) throws IOException {
        List<Library> libraries = new ArrayList<>();
        StringBuilder sums = new StringBuilder();
        for (String name : names) {
            Library library = Library.of(inside + "/" + System.mapLibraryName(name));
            libraries.add(library);
            sums.append(sums.isEmpty() ? "" : "-").append(Long.toHexString(library.checksum()));
        }
        Path place = Files.createDirectories(folder.resolve(sums.toString()));
        for (Library library : libraries) {
            library.keep(place);
        }
        return place;
    }

    /** A library in a jar, with what the jar says of it. */
    private record Library(URL url, String name, long size, long checksum) {

        static Library of(String resource) throws IOException {
            URL url = OrtEnvironment.class.getResource(resource);
            if (url == null || !(url.openConnection() instanceof JarURLConnection jar)) {
                throw new NoSuchFileException(resource);
            }
            JarEntry entry = jar.getJarEntry();
            return new Library(url, resource.substring(resource.lastIndexOf('/') + 1), entry.getSize(), entry.getCrc());
        }

        /** Writes it as a whole, as another process may be about to load it. */
        void keep(Path place) throws IOException {
            Path file = place.resolve(name);
            if (isWhole(file)) {
                return;
            }
            try (InputStream packed = url.openStream()) {
                new AtomicFile(file).write(packed::transferTo);
            }
            if (!isWhole(file)) {
                throw new FileAlreadyExistsException(file.toString(), null, "it is not what was written");
            }
        }

        private boolean isWhole(Path file) throws IOException {
            if (!Files.isRegularFile(file) || Files.size(file) != size) {
                return false;
            }
            CheckedOutputStream sum = new CheckedOutputStream(OutputStream.nullOutputStream(), new CRC32());
            Files.copy(file, sum);
            return sum.getChecksum().getValue() == checksum;
        }
    }
}
