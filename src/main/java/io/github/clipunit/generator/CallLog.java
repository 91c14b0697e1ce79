package io.github.clipunit.generator;

import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.System.Logger.Level;
import java.math.BigDecimal;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Counts how often generators are called in a run and what they cost, and refuses calls beyond the run's budget. Safe for use by
 * many threads; the forks of a run count in one file.
 *
 * @hidden
 */
public final class CallLog {

    private final long most;
    private final Optional<Path> file;
    private final Map<String, BigDecimal> cost = new TreeMap<>();
    private int calls;
    private int refused;
    private int unavailable;

    /**
     * Counts nothing yet.
     *
     * @param most the budget, or 0 for none
     * @param file what all forks of the run count in, a byte a call, if there may be several
     */
    public CallLog(long most, Optional<Path> file) {
        this.most = most;
        this.file = file;
    }

    /** Of the run that a test belongs to, or of what no run counts. */
    public static CallLog of(Optional<TestScope> scope) {
        return scope.map(test -> test.parts(CallLog.class)
                        .findFirst()
                        .orElseGet(() -> test.part(CallLog.class, () -> of(test.settings()))))
                .orElseGet(() -> of(Settings.ofJvm()));
    }

    /**
     * That of a run.
     *
     * @param folder where the forks of a run count; what earlier runs left there is deleted
     * @param run names the run for all its forks, if it has any that can be told
     */
    public static CallLog of(Settings settings, Path folder, Optional<String> run) {
        long most = settings.get(GeneratorSettings.MAX_CALLS);
        if (most > 0 && run.isPresent() && Files.isDirectory(folder)) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.filter(
                                left -> !String.valueOf(left.getFileName()).startsWith(run.get()))
                        .toList()) {
                    Files.deleteIfExists(file);
                }
            } catch (IOException e) {
                System.getLogger(CallLog.class.getName()).log(Level.DEBUG, "counts of earlier runs stay", e);
            }
        }
        return new CallLog(most, run.map(folder::resolve));
    }

    /** One that counts for nobody. */
    public static CallLog unlimited() {
        return new CallLog(0, Optional.empty());
    }

    private static CallLog of(Settings settings) {
        return new CallLog(settings.get(GeneratorSettings.MAX_CALLS), Optional.empty());
    }

    /**
     * Notes that a generator is called.
     *
     * @param who what calls it, as messages name it
     * @throws IllegalStateException if the budget is used up
     */
    public synchronized void begin(String who) {
        if (most > 0 && !take()) {
            throw new IllegalStateException(
                    who + " is not called, as the run's [" + most + "] calls are used up: raise "
                            + GeneratorSettings.MAX_CALLS.name() + ", record cassettes, or ask for fewer pictures");
        }
        calls++;
    }

    /** Whether the budget is used up. */
    public synchronized boolean isExhausted() {
        try {
            return most > 0
                    && (file.isEmpty() ? calls >= most : Files.exists(file.get()) && Files.size(file.get()) >= most);
        } catch (IOException e) {
            return false;
        }
    }

    /** Takes a call back that was none, as a cassette gave the picture. */
    public synchronized void takeBack() {
        calls--;
        if (most > 0 && file.isPresent()) {
            try {
                Interrupts.heldBack(() -> {
                    try (FileChannel counted = FileChannel.open(file.get(), StandardOpenOption.WRITE)) {
                        return counted.truncate(counted.size() - 1);
                    }
                });
            } catch (IOException e) {
                throw new UncheckedIOException("calls cannot be counted in [" + file.get() + "]", e);
            }
        }
    }

    private boolean take() {
        if (file.isEmpty()) {
            return calls < most;
        }
        Path counted = file.get();
        try {
            return new LockFile(counted.resolveSibling(counted.getFileName() + ".lock")).hold(() -> {
                if (Files.exists(counted) && Files.size(counted) >= most) {
                    return false;
                }
                Files.createDirectories(Objects.requireNonNull(counted.getParent(), "a file has a folder"));
                Files.write(counted, new byte[] {'.'}, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
                return true;
            });
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "calls cannot be counted in [" + counted + "]: make it writable, or set "
                            + GeneratorSettings.MAX_CALLS.name() + " = 0",
                    e);
        }
    }

    /** Notes that a generator refused. */
    synchronized void refused() {
        refused++;
    }

    /** Notes that a generator was unavailable. */
    synchronized void unavailable() {
        unavailable++;
    }

    /** Adds what a picture cost, as far as its facts tell. */
    public synchronized void gave(GeneratedPicture picture) {
        picture.cost().ifPresent(paid -> cost.merge(paid.getKey(), paid.getValue(), BigDecimal::add));
    }

    /** How often generators were called here. */
    public synchronized int calls() {
        return calls;
    }

    /** How many of the calls were refused. */
    public synchronized int refusals() {
        return refused;
    }

    /** How many of the calls found the generator unavailable. */
    public synchronized int outages() {
        return unavailable;
    }

    /** What pictures cost, by currency. */
    public synchronized Map<String, BigDecimal> cost() {
        return new TreeMap<>(cost);
    }
}
