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
 * a class's tests, {@link #end} after all tests, and {@link #unasked} then. The records travel with the report: {@link
 * JoinedLedgers} brings those of several machines together.
 */
public final class GoldenLedger {

    /** What follows from obsolete goldens. */
    public static final Setting<ObsoleteMode> OBSOLETE = Setting.choice(
            "clipunit.golden.obsolete",
            "whether goldens that no test asked for are listed or fail the run",
            ObsoleteMode.LIST);

    private static final String SOURCE_SET = "sourceset.json";
    private static final String CLASS = "class.json";

    private final Project project;
    private final Path asked;

    public GoldenLedger(Project project) {
        this.project = project;
        this.asked = project.records().resolve("asked");
    }

    /**
     * Forgets what earlier runs of a test class asked for.
     *
     * @throws GoldenException if the records cannot be deleted, though they can be kept
     */
    public void begin(Class<?> testClass) {
        begin(testClass, "");
    }

    /**
     * Forgets what earlier runs of a test class asked for, but not what this run did before it repeats failed tests.
     *
     * @param run names the run for all its forks; empty where that cannot be told
     * @throws GoldenException if the records cannot be deleted, though they can be kept
     */
    public void begin(Class<?> testClass, String run) {
        Path folder = folder(testClass.getName());
        try {
            if (run.isEmpty()
                    || record(folder).filter(record -> record.run().equals(run)).isEmpty()) {
                delete(folder);
            }
        } catch (IOException e) {
            refuse("records of goldens in [" + folder + "] cannot be deleted: " + e, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    Files.deleteIfExists(entry);
                }
            }
            Files.deleteIfExists(folder);
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
     * Notes how some test classes ended, for this run and for whoever brings the records of several together.
     *
     * @param run as in {@link #begin(Class, String)}
     * @param root the directory of goldens of tests that choose none of their own
     * @param classes what is known of the classes that ran
     * @param gone the names of folders in it whose class is not there
     * @throws GoldenException if it cannot be noted
     */
    public void end(String run, Path root, Collection<ClassRecord> classes, Set<String> gone) {
        Path file = project.records().resolve(SOURCE_SET);
        try {
            for (String folder : gone) {
                delete(asked.resolve(folder));
            }
            for (ClassRecord record : classes) {
                Path folder = folder(record.type());
                ClassRecord joined =
                        record(folder).map(former -> former.join(record)).orElse(record);
                SourceSetRecord.write(folder.resolve(CLASS), joined);
            }
            project.lock(file).hold(() -> {
                SourceSetRecord own = SourceSetRecord.of(project, run, root, new TreeSet<>(gone));
                SourceSetRecord.write(
                        file,
                        SourceSetRecord.read(file, SourceSetRecord.class)
                                .filter(former -> !run.isEmpty() && former.run().equals(run))
                                .map(former -> former.join(own))
                                .orElse(own));
                return file;
            });
        } catch (IOException e) {
            throw new GoldenException(
                    "which test classes ran cannot be noted: " + e + "; make [" + project.records() + "] writable", e);
        }
    }

    /**
     * What no test asked for of the goldens of some classes that ran, as {@link #end} noted them.
     *
     * @param root the directory of goldens to look in; those that tests chose for themselves are known anyway
     * @param classes the names of the classes
     * @param gone the names of folders whose class is not there, so that no test can ask for what they hold
     */
    public Unasked unasked(Path root, Set<String> classes, Set<String> gone) {
        List<ClassRecord> records = new ArrayList<>();
        Set<Path> roots = new TreeSet<>(Set.of(project.resolve(root.toString())));
        Set<String> files = new TreeSet<>();
        try {
            for (String name : classes) {
                record(folder(name)).ifPresent(records::add);
                for (LedgerEntry entry : entries(folder(name))) {
                    Path own = project.resolve(entry.root());
                    roots.add(own);
                    files.add(own.resolve(entry.path()).toString());
                }
            }
        } catch (IOException e) {
            throw new GoldenException("records of goldens in [" + asked + "] cannot be read: " + e, e);
        }
        Inventory inventory = new Inventory(files, false);
        for (Path directory : roots) {
            boolean isShared = project.mayShare(directory);
            inventory.add(
                    directory,
                    project.base(),
                    List.of(Inventory.Witness.of(records, isShared ? Set.of() : gone, isShared)));
        }
        return inventory.unasked();
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
        try {
            Path directory = project.resolve(root.toString());
            return directory.startsWith(project.base()) ? names(directory) : Set.of();
        } catch (IOException e) {
            throw new GoldenException("goldens in [" + project.show(root) + "] cannot be listed: " + e, e);
        }
    }

    private static Set<String> names(Path directory) throws IOException {
        Set<String> names = new TreeSet<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> folders = Files.newDirectoryStream(directory, Files::isDirectory)) {
                for (Path folder : folders) {
                    names.add(String.valueOf(folder.getFileName()));
                }
            }
        }
        return names;
    }

    /**
     * Claims the right to list some files, so that a run lists each once, however many forks it has and however often it
     * repeats failed tests. Claims of earlier runs are forgotten.
     *
     * @param run names the run, for all its forks
     * @param files the files, as paths
     * @return those that were not claimed before
     * @throws GoldenException if the claims cannot be kept
     */
    public Set<String> claim(String run, Collection<String> files) {
        Path folder = project.records().resolve("listed").resolve(SafeName.ofIdentifier(run));
        Set<String> claimed = new TreeSet<>();
        try {
            forgetRunsBeside(folder);
            Files.createDirectories(folder);
            for (String name : files) {
                if (isNew(folder.resolve(SafeName.hash(name)))) {
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
                delete(other);
            }
        }
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
        Path folder = folder(test.testClass().getName());
        LedgerEntry entry = LedgerEntry.of(project.portable(root), path, test);
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

    /** Notes that a test failed, for its further attempts in this run. */
    public void noteFailure(TestIdentity test) {
        try {
            Path file = failure(test);
            Files.createDirectories(folder(test.testClass().getName()));
            Files.writeString(file, "");
        } catch (IOException e) {
            refuse("that a test failed cannot be noted: " + e, e);
        }
    }

    /** Whether an earlier attempt of a test failed in this run. */
    public boolean hasFailed(TestIdentity test) {
        return Files.exists(failure(test));
    }

    private Path failure(TestIdentity test) {
        return folder(test.testClass().getName())
                .resolve("failed-" + SafeName.hash(test.variant().owner()));
    }

    /** Notes that a test asked for a golden or cassette that bears the name of a test that is gone. */
    public void adopt(Path root, String path, TestIdentity test) {
        try {
            Path file = adopted(root, path, test);
            Files.createDirectories(folder(test.testClass().getName()));
            Files.writeString(
                    file, LedgerEntry.of(project.portable(root), path, test).text());
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

    /** Not where the owner would note it, who may turn out to be there. */
    private Path adopted(Path root, String path, TestIdentity test) {
        return folder(test.testClass().getName())
                .resolve(LedgerEntry.fileName("adopted from " + project.portable(root), path));
    }

    private static Optional<ClassRecord> record(Path folder) throws IOException {
        return SourceSetRecord.read(folder.resolve(CLASS), ClassRecord.class);
    }

    private static List<LedgerEntry> entries(Path folder) throws IOException {
        List<LedgerEntry> entries = new ArrayList<>();
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, LedgerEntry.FILES)) {
                for (Path file : files) {
                    LedgerEntry.read(file).ifPresent(entries::add);
                }
            }
        }
        return entries;
    }

    private Path folder(String className) {
        return asked.resolve(SafeName.ofIdentifier(className));
    }

    /** The records in a folder, as another machine may have left them; empty where it holds none. */
    static Optional<Ledger> read(Path records) throws IOException {
        Optional<SourceSetRecord> own = SourceSetRecord.read(records.resolve(SOURCE_SET), SourceSetRecord.class);
        if (own.isEmpty()) {
            return Optional.empty();
        }
        List<ClassRecord> classes = new ArrayList<>();
        List<LedgerEntry> entries = new ArrayList<>();
        for (String name : names(records.resolve("asked"))) {
            Path folder = records.resolve("asked").resolve(name);
            record(folder).filter(ran -> ran.run().equals(own.get().run())).ifPresent(classes::add);
            entries.addAll(entries(folder));
        }
        return Optional.of(new Ledger(own.get(), classes, entries));
    }

    /** All records of one source set on one machine; a class of which only an earlier run knows has none. */
    record Ledger(SourceSetRecord sourceSet, List<ClassRecord> classes, List<LedgerEntry> entries) {}
}
