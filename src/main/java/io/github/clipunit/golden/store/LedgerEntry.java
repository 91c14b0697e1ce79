package io.github.clipunit.golden.store;

import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.run.TestIdentity;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The record that a test used a golden or cassette.
 *
 * @param process the JVM of the test, by id and start time
 * @param root the directory of goldens, relative to the module's directory if it lies inside
 * @param path the path of the golden or cassette, relative to the root and without its extension
 * @param owner the test, with the same name for each of its attempts
 */
record LedgerEntry(String process, String root, String path, String owner) {

    /** The pattern of their file names. */
    static final String FILES = "????????????????";

    static LedgerEntry of(String root, String path, TestIdentity test) {
        ProcessHandle process = ProcessHandle.current();
        Instant start = process.info().startInstant().orElse(Instant.EPOCH);
        return new LedgerEntry(
                process.pid() + "@" + start, root, path, test.variant().owner());
    }

    /** Reads an entry; empty if its writer was interrupted. */
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
        return fileName(root, path);
    }

    static String fileName(String root, String path) {
        return Sha256.hex((root + "\n" + path).getBytes(StandardCharsets.UTF_8)).substring(0, 16);
    }

    void requireSameTest(LedgerEntry other) {
        if (process.equals(other.process) && !owner.equals(other.owner)) {
            throw new GoldenException("golden [" + path + "] belongs to one test, but two tests use it"
                    + "\n  first: " + owner + "\n  now:   " + other.owner
                    + "\nGive the tests different arguments or names, or share a golden with"
                    + " hasNotRegressedFrom(name)");
        }
    }
}
