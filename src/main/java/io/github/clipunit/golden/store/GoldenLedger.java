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
 * Records which goldens and cassettes the tests used, and finds those that no test used.
 *
 * <p>Each one used leaves a small file beneath {@code target/clipunit/goldens} ({@code build} with Gradle), in a folder
 * of its test class. Parallel forks never share a class, so their records add up. A run calls {@link #begin} before a
 * class's tests, {@link #end} after all tests, and then {@link #unasked}. The records travel with the report:
 * {@link JoinedLedgers} merges those of several machines.
 */
public final class GoldenLedger {

    /** The treatment of obsolete goldens. */
    public static final Setting<ObsoleteMode> OBSOLETE = Setting.choice(
            "clipunit.golden.obsolete",
            "whether goldens that no test used are only listed or fail the run",
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
     * Deletes the records of earlier runs of a test class.
     *
     * @throws GoldenException if the records cannot be deleted although the folder is writable
     */
    public void begin(Class<?> testClass) {
        begin(testClass, "");
    }

    /**
     * Deletes the records of earlier runs of a test class, but keeps those of this run while it repeats failed tests.
     *
     * @param run the id shared by all forks of the run; empty if it is unknown
     * @throws GoldenException if the records cannot be deleted although the folder is writable
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
     * Returns whether records can be written. They cannot if the build folder is read-only, for example because tests
     * run on the output of another machine. Goldens are compared all the same.
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
     * Records how some test classes ended, for this run and for a later merge of several runs.
     *
     * @param run as in {@link #begin(Class, String)}
     * @param root the directory of goldens for tests that do not choose their own
     * @param classes the records of the classes that ran
     * @param gone the names of folders in the root whose class no longer exists
     * @throws GoldenException if the records cannot be written
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
                    "cannot record which test classes ran: " + e + "; make [" + project.records() + "] writable", e);
        }
    }

    /**
     * Returns the goldens that no test used, among those of some classes that ran, as {@link #end} recorded them.
     *
     * @param root the directory of goldens to search; directories that tests chose themselves are searched in any case
     * @param classes the names of the classes
     * @param gone the names of folders whose class no longer exists, so that no test can use their files
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

    /** Returns whether a test of one of these classes has used a golden or cassette, according to the records. */
    public boolean hasAsked(Set<String> classes) {
        return classes.stream().map(this::folder).anyMatch(Files::isDirectory);
    }

    /**
     * Returns the names of the folders in a directory of goldens, one per test class. It returns none if the directory
     * lies outside the project, because classes of other projects may keep goldens there.
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
     * Claims the right to list some files, so that a run lists each file once, however many forks it has and however
     * often it repeats failed tests. Claims of earlier runs are deleted.
     *
     * @param run the id shared by all forks of the run
     * @param files the files, as paths
     * @return the files that were not claimed before
     * @throws GoldenException if the claims cannot be written
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
                    "cannot record which test classes ran: " + e + "; make [" + folder + "] writable", e);
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
     * Records that a test used a golden or cassette.
     *
     * @param root the directory of goldens
     * @param path the path of the golden or cassette, relative to the root and without its extension
     * @param shared whether other tests may use the same one
     * @throws GoldenException if another test of this process used it although it is not shared, or if the record
     *     cannot be written although the folder is writable
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
                    "cannot record that a test used golden [" + path + "]: " + e + "; make [" + folder + "] writable",
                    e);
        }
    }

    /** Records that a test failed, for further attempts in this run. */
    public void noteFailure(TestIdentity test) {
        try {
            Path file = failure(test);
            Files.createDirectories(folder(test.testClass().getName()));
            Files.writeString(file, "");
        } catch (IOException e) {
            refuse("cannot record that a test failed: " + e, e);
        }
    }

    /** Returns whether an earlier attempt of a test failed in this run. */
    public boolean hasFailed(TestIdentity test) {
        return Files.exists(failure(test));
    }

    private Path failure(TestIdentity test) {
        return folder(test.testClass().getName())
                .resolve("failed-" + SafeName.hash(test.variant().owner()));
    }

    /** Records that a test used a golden or cassette whose name belongs to a test that no longer exists. */
    public void adopt(Path root, String path, TestIdentity test) {
        try {
            Path file = adopted(root, path, test);
            Files.createDirectories(folder(test.testClass().getName()));
            Files.writeString(
                    file, LedgerEntry.of(project.portable(root), path, test).text());
        } catch (IOException e) {
            refuse("cannot record that a test used golden [" + path + "]: " + e, e);
        }
    }

    /**
     * Returns the test of the class that adopted a golden in this run, as {@link io.github.clipunit.run.Variant#owner}
     * names it.
     */
    Optional<String> adopter(Path root, String path, TestIdentity test) {
        Path file = adopted(root, path, test);
        try {
            return Files.exists(file) ? LedgerEntry.read(file).map(LedgerEntry::owner) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns a file other than the owner's record, because the owner may still turn up. */
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

    /** Reads the records in a folder, as another machine may have left them; empty if the folder has none. */
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

    /** All records of one source set on one machine. Classes recorded only by an earlier run are left out. */
    record Ledger(SourceSetRecord sourceSet, List<ClassRecord> classes, List<LedgerEntry> entries) {}
}
