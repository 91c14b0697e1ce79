package io.github.clipunit.golden.store;

import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Project;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.run.TestScope;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The pictures that a test's generators returned and that nothing else has stored yet. They may have cost money, so
 * they stay in the build folder until the test has passed or a cassette has them. Neither a failure nor a killed
 * process loses them.
 */
public final class PaidPictures {

    private static final System.Logger LOG = System.getLogger(PaidPictures.class.getName());

    private final Project project;
    private final Path folder;
    private final Set<Path> files = new LinkedHashSet<>();
    private final Set<Path> retained = new LinkedHashSet<>();

    private PaidPictures(Project project, Path folder) {
        this.project = project;
        this.folder = folder;
    }

    /** Returns the pictures of a running test. */
    public static PaidPictures of(TestScope scope, Project project) {
        return scope.part(PaidPictures.class, () -> {
            TestIdentity test = scope.identity();
            String method = test.testMethod().map(Method::getName).orElse("class");
            String invocation = test.invocation().isEmpty() ? "" : "-" + SafeName.hash(test.uniqueId());
            PaidPictures kept = new PaidPictures(
                    project,
                    project.output()
                            .resolve("generated")
                            .resolve(SafeName.ofIdentifier(test.testClass().getName()))
                            .resolve(SafeName.ofIdentifier(method) + invocation));
            scope.whenOver(kept::end);
            return kept;
        });
    }

    /**
     * Stores a picture next to those of earlier runs, even on an interrupted thread.
     *
     * @param name the file name; a number is added if another picture already has it
     * @return the path of the file, even if the build folder is not writable
     */
    public synchronized Path keep(String name, byte[] picture) {
        return Interrupts.heldBack(() -> write(name, picture));
    }

    private Path write(String name, byte[] picture) {
        Path file = folder.resolve(name);
        try {
            for (int number = 2; Files.exists(file) && !Arrays.equals(Files.readAllBytes(file), picture); number++) {
                file = folder.resolve(name.replaceFirst("(?=\\.[^.]*$)", "-" + number));
            }
            new AtomicFile(file).write(picture);
            files.add(file);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a generated picture cannot be kept", e);
        }
        return file;
    }

    /** Finds a picture of this run or an earlier one by the hash of its bytes. */
    public Optional<Path> find(String sha256) {
        if (!Files.isDirectory(folder)) {
            return Optional.empty();
        }
        try (Stream<Path> kept = Files.list(folder)) {
            return kept.filter(file -> isOf(file, sha256)).findFirst();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static boolean isOf(Path file, String sha256) {
        try {
            return Sha256.hex(Files.readAllBytes(file)).equals(sha256);
        } catch (IOException e) {
            return false;
        }
    }

    /** Keeps a picture in place, however the test ends. */
    public synchronized void retain(Path file) {
        files.remove(file);
        retained.add(file);
    }

    /** Deletes a picture that is now stored elsewhere. */
    public synchronized void release(Path file) {
        files.remove(file);
        delete(file);
    }

    /** Returns a line for a message that says where pictures are; empty if none is stored. */
    public synchronized String line() {
        int kept = files.size() + retained.size();
        return kept == 0 ? "" : "\npictures generated so far are kept: " + kept + " in [" + project.show(folder) + "]";
    }

    private synchronized void end(boolean passed) {
        if (passed) {
            files.forEach(PaidPictures::delete);
            delete(folder);
        } else if (!files.isEmpty()) {
            OutputForm.tell("clipunit kept pictures generated for a failed test: " + files.size() + " in ["
                    + project.show(folder) + "]");
        }
        files.clear();
    }

    /** Deletes a file or an empty folder. A folder with pictures of an earlier run stays. */
    private static void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            LOG.log(Level.DEBUG, "a kept picture stays", e);
        }
    }
}
