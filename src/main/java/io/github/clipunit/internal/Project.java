package io.github.clipunit.internal;

import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The module whose tests run, and where its files lie.
 *
 * @param base its directory, absolute
 * @param build the directory that its build tool writes to, in which {@code clipunit} belongs to us
 */
public record Project(Path base, Path build) {

    private static final String WORKING = "user.dir";
    /** Maven names its module's directory to the tests. */
    private static final String MAVEN_BASE = "basedir";

    /** Gradle numbers its workers, which run in their project's directory. */
    private static final String GRADLE_WORKER = "org.gradle.test.worker";

    private static final String MAVEN_FILE = "pom.xml";
    private static final List<String> GRADLE_FILES = List.of("build.gradle", "build.gradle.kts");

    /** A module in a directory, built by the tool whose file lies there. */
    public Project(Path base) {
        this(base, base.resolve(isGradle(base) ? "build" : "target"));
    }

    /** The module that this JVM runs in, where no test class tells it. */
    public static Project ofJvm() {
        return of(properties(), Optional.empty());
    }

    /** The module of a test class. */
    public static Project of(Class<?> testClass) {
        return of(properties(), folder(testClass));
    }

    private static Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        for (String name : List.of(WORKING, MAVEN_BASE, GRADLE_WORKER)) {
            String value = System.getProperty(name);
            if (value != null) {
                properties.put(name, value);
            }
        }
        return properties;
    }

    /**
     * The module that runs with these properties. Maven and Gradle say which; an IDE may run tests of any module in any
     * directory, so there it is the nearest directory around the test's classes that has a build file or is the working
     * directory; without either, the working directory.
     *
     * @param properties the JVM's system properties, as far as they matter here
     * @param classes the folder that the test class was loaded from, if it was loaded from one
     */
    static Project of(Map<String, String> properties, Optional<Path> classes) {
        Path working = absolute(Path.of(properties.getOrDefault(WORKING, "")));
        if (properties.containsKey(GRADLE_WORKER)) {
            return new Project(working, working.resolve("build"));
        }
        String maven = properties.get(MAVEN_BASE);
        return new Project(
                maven != null
                        ? absolute(Path.of(maven))
                        : classes.flatMap(folder -> around(absolute(folder), working))
                                .orElse(working));
    }

    private static Optional<Path> around(Path classes, Path working) {
        for (Path folder = classes; folder != null; folder = folder.getParent()) {
            if (folder.equals(working) || Files.exists(folder.resolve(MAVEN_FILE)) || hasGradleFile(folder)) {
                return Optional.of(folder);
            }
        }
        return Optional.empty();
    }

    private static boolean isGradle(Path base) {
        return !Files.exists(base.resolve(MAVEN_FILE)) && hasGradleFile(base);
    }

    private static boolean hasGradleFile(Path folder) {
        return GRADLE_FILES.stream().anyMatch(name -> Files.exists(folder.resolve(name)));
    }

    private static Path absolute(Path path) {
        return path.toAbsolutePath().normalize();
    }

    private static Optional<Path> folder(Class<?> type) {
        CodeSource source = type.getProtectionDomain().getCodeSource();
        if (source == null
                || source.getLocation() == null
                || !"file".equals(source.getLocation().getProtocol())) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(source.getLocation().toURI())).filter(Files::isDirectory);
        } catch (URISyntaxException | IllegalArgumentException e) {
            return Optional.empty(); // such as a location with a space that its class loader did not escape
        }
    }

    /** A path as a person wrote it, taken from the module's directory. */
    public Path resolve(String path) {
        return base.resolve(path).normalize();
    }

    /** Where runs leave what nobody commits. */
    public Path output() {
        return build.resolve("clipunit");
    }

    /** Where runs note which goldens they asked for. */
    public Path records() {
        return output().resolve("goldens");
    }

    /** The lock that keeps other threads and processes off a file; it lies among the records. */
    public LockFile lock(Path file) {
        String path = absolute(file).toString();
        String name = Sha256.hex(path.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        return new LockFile(records().resolve("locks").resolve(name + ".lock"));
    }

    /** A path for people: from the module's directory where it lies inside, whole where not. */
    public String show(Path path) {
        boolean inside = path.getFileSystem() == base.getFileSystem() && path.startsWith(base);
        return inside ? base.relativize(path).toString() : path.toString();
    }
}
