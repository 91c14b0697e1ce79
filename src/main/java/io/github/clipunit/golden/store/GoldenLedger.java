package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.ObsoleteMode;
import io.github.clipunit.internal.Project;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Setting;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Knows which goldens and cassettes the tests asked for, and so which none did.
 *
 * <p>Each that is asked for leaves a small file beneath {@code target/clipunit/goldens} ({@code build} with Gradle), in a
 * folder of its test class, so that parallel forks, which never share a class, add up. A run calls {@link #begin} before
 * a class's tests and {@link #obsolete} after them.
 */
public final class GoldenLedger {

    /** What follows from obsolete goldens. */
    public static final Setting<ObsoleteMode> OBSOLETE = Setting.choice(
            "clipunit.golden.obsolete",
            "whether goldens that no test asked for are listed or fail the run",
            ObsoleteMode.LIST);

    private final Project project;
    private final Path asked;

    public GoldenLedger(Project project) {
        this.project = project;
        this.asked = project.records().resolve("asked");
    }

    /**
     * Forgets what earlier runs of a test class asked for, and those of the classes nested in it.
     *
     * @param testClass the class that is about to run, or one nested in it
     * @throws GoldenException if the records cannot be deleted, though they can be kept
     */
    public void begin(Class<?> testClass) {
        Path folder = folder(topLevel(testClass));
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                Files.deleteIfExists(entry);
            }
        } catch (IOException e) {
            refuse("records of goldens in [" + folder + "] cannot be deleted: " + e, e);
        }
    }

    /**
     * Whether records can be kept, so that what was asked for is known: not where the build folder is read-only, as where
     * tests run on what another machine built. There goldens are compared all the same.
     */
    public boolean isKept() {
        try {
            return Files.isWritable(Files.createDirectories(asked));
        } catch (IOException e) {
            return false;
        }
    }

    private void refuse(String message, IOException cause) {
        if (isKept()) {
            throw new GoldenException(message, cause);
        }
    }

    /**
     * The goldens and cassettes of some test classes that no test asked for.
     *
     * @param roots the directories of goldens to look in; those that tests chose for themselves are known anyway
     * @param classes the names of test classes, none of them nested, of which every test ran to its end: none was left
     *     out, skipped, aborted or failed, for it might have asked for more
     * @param gone the names of folders whose class is gone, so that no test can ask for what they hold
     * @return the files, in order; a thumbnail goes with its golden and is not listed
     */
    public List<Path> obsolete(Collection<Path> roots, Set<String> classes, Set<String> gone) {
        return new Inventory(project, roots, entries(classes), classes, gone).unasked();
    }

    /** Whether a test of one of these classes ever asked for a golden or a cassette, as far as records are kept. */
    public boolean hasAsked(Set<String> classes) {
        return classes.stream().map(this::folder).anyMatch(Files::isDirectory);
    }

    /**
     * The names of the folders in a directory of goldens, each of which is that of a test class; none where the directory
     * lies outside of the project, as classes of other projects may keep theirs there.
     */
    public Set<String> folders(Path root) {
        Set<String> names = new TreeSet<>();
        if (root.startsWith(project.base()) && Files.isDirectory(root)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(root, Files::isDirectory)) {
                folders.forEach(folder -> names.add(String.valueOf(folder.getFileName())));
            } catch (IOException e) {
                throw new GoldenException("goldens in [" + project.show(root) + "] cannot be listed: " + e, e);
            }
        }
        return names;
    }

    /**
     * Claims the right to judge the goldens of some classes, so that a run judges each once: in the fork and at the time
     * that first saw the class, and not again as failed tests of it are repeated. Claims of earlier runs are forgotten.
     *
     * @param run names the run, for all its forks
     * @param classes the names of classes, or of folders whose class is gone
     * @return those that were not claimed before
     * @throws GoldenException if the claims cannot be kept
     */
    public Set<String> claim(String run, Set<String> classes) {
        Path folder = project.records().resolve("judged").resolve(SafeName.ofIdentifier(run));
        Set<String> claimed = new TreeSet<>();
        try {
            forgetRunsBeside(folder);
            Files.createDirectories(folder);
            for (String name : classes) {
                if (isNew(folder.resolve(SafeName.ofIdentifier(name)))) {
                    claimed.add(name);
                }
            }
        } catch (IOException e) {
            throw new GoldenException(
                    "which test classes ran cannot be noted: " + e + "; make [" + folder + "] writable", e);
        }
        return claimed;
    }

    private static boolean isNew(Path file) throws IOException {
        try {
            Files.createFile(file);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        }
    }

    private static void forgetRunsBeside(Path folder) throws IOException {
        Path runs = folder.getParent();
        if (runs == null || !Files.isDirectory(runs)) {
            return;
        }
        try (DirectoryStream<Path> others = Files.newDirectoryStream(runs, other -> !other.equals(folder))) {
            for (Path other : others) {
                try (DirectoryStream<Path> files = Files.newDirectoryStream(other)) {
                    for (Path file : files) {
                        Files.deleteIfExists(file);
                    }
                }
                Files.deleteIfExists(other);
            }
        }
    }

    /** The notice for files that no test asked for, for the console and for the failure that the setting may demand. */
    public String notice(List<Path> obsolete) {
        StringBuilder text = new StringBuilder("Goldens that no test asked for: " + obsolete.size()
                + ". They were kept; delete them if their tests are gone for good.");
        obsolete.forEach(file -> text.append("\n  ").append(project.show(file)));
        return text.toString();
    }

    /**
     * Notes that a test asked for something.
     *
     * @param root the directory of goldens
     * @param path what was asked for, relative to the root and less its extension
     * @param shared whether other tests may ask for the same
     * @throws GoldenException if another test of this process did, and may not, or if it cannot be noted though records
     *     can be kept
     */
    public void note(Path root, String path, boolean shared, TestIdentity test) {
        Path folder = folder(topLevel(test.testClass()));
        LedgerEntry entry = LedgerEntry.of(root, path, test);
        Path file = folder.resolve(entry.fileName());
        try {
            project.lock(file).hold(() -> {
                if (!shared && Files.exists(file)) {
                    LedgerEntry.read(file).ifPresent(former -> former.requireSameTest(entry));
                }
                Files.createDirectories(folder);
                return Files.write(file, entry.text().getBytes(StandardCharsets.UTF_8));
            });
        } catch (IOException e) {
            refuse(
                    "that a test asked for golden [" + path + "] cannot be noted: " + e + "; make [" + folder
                            + "] writable",
                    e);
        }
    }

    /** Notes that a test asked for a golden or cassette that bears the name of a test that is gone. */
    public void adopt(Path root, String path, TestIdentity test) {
        try {
            Path file = adopted(root, path, test);
            Files.createDirectories(folder(topLevel(test.testClass())));
            Files.writeString(file, LedgerEntry.of(root, path, test).text());
        } catch (IOException e) {
            refuse("that a test asked for golden [" + path + "] cannot be noted: " + e, e);
        }
    }

    /** Who of a test's class adopted a golden in this run, as {@link io.github.clipunit.run.Variant#owner} says it. */
    Optional<String> adopter(Path root, String path, TestIdentity test) {
        Path file = adopted(root, path, test);
        try {
            return Files.exists(file) ? LedgerEntry.read(file).map(LedgerEntry::owner) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private Path adopted(Path root, String path, TestIdentity test) {
        return folder(topLevel(test.testClass()))
                .resolve(LedgerEntry.of(root, path, test).fileName() + "-adopted");
    }

    private Set<LedgerEntry> entries(Set<String> classes) {
        Set<LedgerEntry> entries = new TreeSet<>();
        for (String name : classes) {
            if (Files.isDirectory(folder(name))) {
                entries.addAll(entries(folder(name)));
            }
        }
        return entries;
    }

    private List<LedgerEntry> entries(Path folder) {
        List<LedgerEntry> entries = new ArrayList<>();
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder)) {
            for (Path file : files) {
                LedgerEntry.read(file).ifPresent(entries::add);
            }
        } catch (IOException e) {
            throw new GoldenException("records of goldens in [" + folder + "] cannot be read: " + e, e);
        }
        return entries;
    }

    private Path folder(String topLevelClass) {
        return asked.resolve(SafeName.ofIdentifier(topLevelClass));
    }

    private static String topLevel(Class<?> type) {
        Class<?> outer = type;
        while (outer.getEnclosingClass() != null) {
            outer = outer.getEnclosingClass();
        }
        return outer.getName();
    }
}
