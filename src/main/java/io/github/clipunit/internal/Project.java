package io.github.clipunit.internal;

import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.CodeSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The module whose tests run, and the places of its files.
 *
 * @param base its directory, absolute
 * @param build the directory that its build tool writes to, in which {@code clipunit} is this library's own folder
 * @param sourceSet the source set of the tests; Gradle may have several, Maven has {@code test}
 */
public record Project(Path base, Path build, String sourceSet) {

    private static final String TEST = "test";

    private static final String WORKING = "user.dir";
    /** The property in which Maven passes its module's directory to tests. */
    private static final String MAVEN_BASE = "basedir";

    /** The property in which Gradle numbers its workers, which run in their project's directory. */
    private static final String GRADLE_WORKER = "org.gradle.test.worker";

    private static final String MAVEN_FILE = "pom.xml";
    private static final List<String> GRADLE_FILES = List.of("build.gradle", "build.gradle.kts");

    /** The folder in which Gradle compiles a source set, unless the build script changes it. */
    private static final Pattern GRADLE_CLASSES = Pattern.compile("(.*)/build/classes/[^/]+/[^/]+");
    /**
     * The folder of Gradle's classes, wherever the build script puts them, or that of Eclipse or IntelliJ for a Gradle
     * project.
     */
    private static final Pattern SOURCE_SET = Pattern.compile(".*/(?:classes/[^/]+|bin|out)/([^/]+)(?:/classes)?");

    /** The depth of folders of classes in the build folder: {@code test-classes}, {@code classes/java/test}. */
    private static final int CLASSES_DEPTH = 3;

    /** Creates a module with its source set {@code test}, and the directory that its build tool writes to. */
    public Project(Path base, Path build) {
        this(base, build, TEST);
    }

    /** Creates a module in a directory, built by the tool whose file is there. */
    public Project(Path base) {
        this(base, base.resolve(isGradle(base) ? "build" : "target"));
    }

    /** Returns the module that this JVM runs in, for code without a test class. */
    public static Project ofJvm() {
        return of(properties(), Optional.empty());
    }

    /** Returns the module of a test class. */
    public static Project of(Class<?> testClass) {
        return of(properties(), folder(testClass));
    }

    /**
     * Returns the module that a directory of goldens belongs to: the nearest parent directory with a build file, or
     * else the module that this JVM runs in. With Gradle, {@code src/NAME} determines the source set.
     */
    public static Project around(Path directory) {
        Path whole = absolute(directory);
        for (Path base = whole; base != null; base = base.getParent()) {
            if (Files.exists(base.resolve(MAVEN_FILE)) || hasGradleFile(base)) {
                Project module = new Project(base);
                Path inside = base.relativize(whole);
                boolean isOfSet = isGradle(base) && inside.getNameCount() > 2 && inside.startsWith("src");
                return isOfSet
                        ? new Project(base, module.build, inside.getName(1).toString())
                        : module;
            }
        }
        return ofJvm();
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
     * Returns the module that runs with these properties, which the folder of the test's classes determines. Gradle's
     * classes are in {@code build/classes}; otherwise it is the nearest parent directory that has a build file, or that
     * is Maven's directory or else the working directory. If classes come from elsewhere, it is Maven's directory, or
     * else the working directory.
     *
     * @param properties the relevant system properties of the JVM
     * @param classes the folder that the test class was loaded from, if any
     */
    static Project of(Map<String, String> properties, Optional<Path> classes) {
        Path working = absolute(Path.of(properties.getOrDefault(WORKING, "")));
        Optional<Path> folder = classes.map(Project::absolute);
        if (properties.containsKey(GRADLE_WORKER)) {
            Path base = folder.flatMap(Project::gradleBase).orElse(working);
            return new Project(base, base.resolve("build"), sourceSet(folder));
        }
        Optional<Path> maven =
                Optional.ofNullable(properties.get(MAVEN_BASE)).map(Path::of).map(Project::absolute);
        Project module = new Project(folder.filter(inside -> maven.isEmpty() || inside.startsWith(maven.get()))
                .flatMap(inside -> around(inside, maven.orElse(working)))
                .orElse(maven.orElse(working)));
        return isGradle(module.base) ? new Project(module.base, module.build, sourceSet(folder)) : module;
    }

    private static Optional<Path> gradleBase(Path classes) {
        Matcher match = GRADLE_CLASSES.matcher(slashed(classes));
        return match.matches() ? Optional.of(Path.of(match.group(1) + "/")) : Optional.empty();
    }

    private static String sourceSet(Optional<Path> classes) {
        return sourceSet(classes, TEST);
    }

    private static String sourceSet(Optional<Path> classes, String otherwise) {
        return classes.map(Project::slashed)
                .map(SOURCE_SET::matcher)
                .filter(Matcher::matches)
                .map(match -> match.group(1))
                .orElse(otherwise);
    }

    private static String slashed(Path path) {
        return path.toString().replace('\\', '/');
    }

    private static Optional<Path> around(Path classes, Path outermost) {
        for (Path folder = classes; folder != null; folder = folder.getParent()) {
            if (folder.equals(outermost) || Files.exists(folder.resolve(MAVEN_FILE)) || hasGradleFile(folder)) {
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

    /** Returns a path that a user wrote, relative to the module's directory. */
    public Path resolve(String path) {
        return base.resolve(path).normalize();
    }

    /** Returns whether Maven builds it, according to its files. */
    public boolean hasMaven() {
        return Files.exists(base.resolve(MAVEN_FILE));
    }

    /**
     * Returns whether Gradle builds it, according to its files; a Gradle project may be configured in another's build
     * file.
     */
    public boolean hasGradle() {
        return build.endsWith("build") || hasGradleFile(base);
    }

    /** Returns the directory of the tests' resources. */
    public Path resources() {
        return base.resolve("src").resolve(sourceSet).resolve("resources");
    }

    /**
     * Returns the directory of output that is not committed; that of the first source set contains those of the others.
     */
    public Path output() {
        Path first = build.resolve("clipunit");
        return sourceSet.equals(TEST) ? first : first.resolve(sourceSet);
    }

    /** Returns the directory in which runs note the goldens that they used. */
    public Path records() {
        return output().resolve("goldens");
    }

    /** Returns the lock that keeps other threads and processes from writing a file; it is stored among the records. */
    public LockFile lock(Path file) {
        String path = absolute(file).toString();
        String name = Sha256.hex(path.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        return new LockFile(records().resolve("locks").resolve(name + ".lock"));
    }

    /** Returns a path for other machines: as in {@link #show}, with {@code /} on every system. */
    public String portable(Path path) {
        return slashed(Path.of(show(absolute(base.resolve(path)))));
    }

    /**
     * Returns whether other source sets of Gradle may use a directory too, which holds for all outside the sources of
     * this one.
     */
    public boolean mayShare(Path directory) {
        Path own = base.resolve("src").resolve(sourceSet);
        return build.endsWith("build") && !absolute(base.resolve(directory)).startsWith(own);
    }

    /**
     * Returns whether the build folder contains a class of this source set, in any folder of classes; a JVM may see
     * only one of them.
     */
    public boolean hasCompiled(String className) {
        String file = className.replace('.', '/') + ".class";
        boolean[] found = {false};
        try {
            Files.walkFileTree(build, Set.of(), CLASSES_DEPTH + 1, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    found[0] = !isOfOtherSourceSet(folder) && Files.exists(folder.resolve(file));
                    return found[0] ? FileVisitResult.TERMINATE : FileVisitResult.CONTINUE;
                }

                /** Continues, because a build may delete its own files meanwhile. */
                @Override
                public FileVisitResult visitFileFailed(Path gone, IOException e) {
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException e) {
                    return FileVisitResult.CONTINUE;
                }
            });
            return found[0];
        } catch (IOException e) {
            return Files.exists(build);
        }
    }

    private boolean isOfOtherSourceSet(Path classes) {
        return !sourceSet(Optional.of(classes), sourceSet).equals(sourceSet);
    }

    /** Returns a path for people: relative to the module's directory if it is inside, otherwise unchanged. */
    public String show(Path path) {
        boolean inside = path.getFileSystem() == base.getFileSystem() && path.startsWith(base);
        return inside ? base.relativize(path).toString() : path.toString();
    }
}
