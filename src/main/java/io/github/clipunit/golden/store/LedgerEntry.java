package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.run.TestIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * That a test asked for a golden or cassette.
 *
 * @param process the JVM it ran in, by id and start
 * @param root the directory of goldens
 * @param path what it asked for, relative to the root and less its extension
 * @param owner the test, the same for each of its attempts
 */
record LedgerEntry(String process, String root, String path, String owner) implements Comparable<LedgerEntry> {

    private static final Comparator<LedgerEntry> ORDER = Comparator.comparing(LedgerEntry::root)
            .thenComparing(LedgerEntry::path)
            .thenComparing(LedgerEntry::process)
            .thenComparing(LedgerEntry::owner);

    static LedgerEntry of(Path root, String path, TestIdentity test) {
        ProcessHandle process = ProcessHandle.current();
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        return new LedgerEntry(
                process.pid() + "@" + start,
                root.toAbsolutePath().toString(),
                path,
                test.variant().owner());
    }

    /** The entry in a file, or empty where its writer was stopped. */
    static Optional<LedgerEntry> read(Path file) throws IOException {
        String[] lines = Files.readString(file).split("\n", 4);
        return lines.length < 4
                ? Optional.empty()
                : Optional.of(new LedgerEntry(lines[0], lines[1], lines[2], lines[3]));
    }

    String text() {
        return process + "\n" + root + "\n" + path + "\n" + owner;
    }

    String fileName() {
        return Sha256.hex((root + "\n" + path).getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    void requireSameTest(LedgerEntry other) {
        if (process.equals(other.process) && !owner.equals(other.owner)) {
            throw new GoldenException("golden [" + path + "] belongs to one test, but two asked for it"
                    + "\n  first: " + owner + "\n  now:   " + other.owner
                    + "\nGive the two different arguments or names, or name a golden that they may share with"
                    + " hasNotRegressedFrom(name)");
        }
    }

    @Override
    public int compareTo(LedgerEntry other) {
        return ORDER.compare(this, other);
    }
}
