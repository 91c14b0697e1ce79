package io.github.clipunit.internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where the tested project lies.
 *
 * @param base its directory, absolute
 */
public record Project(Path base) {

    /** Maven names its module's directory to the tests; elsewhere they run in it. */
    public static Project ofJvm() {
        return new Project(
                Path.of(System.getProperty("basedir", "")).toAbsolutePath().normalize());
    }

    /** A path as a person wrote it, taken from the project's directory. */
    public Path resolve(String path) {
        return base.resolve(path).normalize();
    }

    /** Where runs leave what nobody commits. */
    public Path records() {
        boolean gradle = !Files.exists(base.resolve("pom.xml"))
                && (Files.exists(base.resolve("build.gradle")) || Files.exists(base.resolve("build.gradle.kts")));
        return base.resolve(gradle ? "build" : "target").resolve("clipunit").resolve("goldens");
    }

    /** The lock that keeps other threads and processes off a file; it lies among the records. */
    public LockFile lock(Path file) {
        String path = file.toAbsolutePath().normalize().toString();
        String name = Sha256.hex(path.getBytes(StandardCharsets.UTF_8)).substring(0, 16);
        return new LockFile(records().resolve("locks").resolve(name + ".lock"));
    }

    /** A path for people: from the project's directory where it lies inside, whole where not. */
    public String show(Path path) {
        boolean inside = path.getFileSystem() == base.getFileSystem() && path.startsWith(base);
        return inside ? base.relativize(path).toString() : path.toString();
    }
}
