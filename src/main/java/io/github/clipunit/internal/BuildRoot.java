package io.github.clipunit.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The directory from which a multi-module build is run, found from its files, because neither build tool passes it to
 * tests.
 *
 * @param directory the root directory; the module's own if it is a build by itself
 * @param module the module's path from there, with {@code /} on every system; empty if it is the root
 */
public record BuildRoot(Path directory, String module) {

    /** Maven 4 calls modules subprojects. */
    private static final Pattern MODULE = Pattern.compile("<(?:module|subproject)>\\s*([^<]+?)\\s*</");

    private static final Pattern COMMENT = Pattern.compile("(?s)<!--.*?-->");

    /** Returns the outermost directory whose {@code pom.xml} lists the module, or another directory that lists it. */
    public static BuildRoot ofMaven(Path base) {
        Path root = base;
        for (Path folder = base.getParent(); folder != null; folder = folder.getParent()) {
            if (modules(folder).anyMatch(root::equals)) {
                root = folder;
            }
        }
        return of(root, base);
    }

    /** Returns the nearest directory with Gradle's settings, from which all its projects can be named. */
    public static BuildRoot ofGradle(Path base) {
        for (Path folder = base; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve("settings.gradle"))
                    || Files.exists(folder.resolve("settings.gradle.kts"))) {
                return of(folder, base);
            }
        }
        return of(base, base);
    }

    /** Returns the directory of the checkout that the module belongs to, or else the build's. */
    public static Path ofRepository(Path base) {
        for (Path folder = base; folder != null; folder = folder.getParent()) {
            if (Files.exists(folder.resolve(".git"))) {
                return folder;
            }
        }
        Path maven = ofMaven(base).directory();
        Path gradle = ofGradle(base).directory();
        return maven.startsWith(gradle) ? gradle : maven;
    }

    private static BuildRoot of(Path root, Path base) {
        return new BuildRoot(root, root.relativize(base).toString().replace('\\', '/'));
    }

    private static Stream<Path> modules(Path folder) {
        Path pom = folder.resolve("pom.xml");
        try {
            String text = Files.exists(pom) ? Files.readString(pom) : "";
            return MODULE.matcher(COMMENT.matcher(text).replaceAll(""))
                    .results()
                    .flatMap(match -> module(folder, match.group(1)).stream());
        } catch (IOException e) {
            return Stream.empty(); // a file that Maven could not read either
        }
    }

    /** Returns the directory of a module, which is listed as a directory or as a file in it. */
    private static Optional<Path> module(Path folder, String name) {
        try {
            Path module = folder.resolve(name).normalize();
            return Optional.ofNullable(name.endsWith(".xml") ? module.getParent() : module);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    }
}
