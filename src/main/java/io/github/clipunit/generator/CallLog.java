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
 * A counter of the generator calls of a run and their cost, which refuses calls beyond the run's budget. It is safe for
 * use by many threads; the forks of a run count in one file.
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
     * Creates a counter at zero.
     *
     * @param most the budget, or 0 for none
     * @param file the file in which all forks of the run count, one byte per call, if there may be several
     */
    public CallLog(long most, Optional<Path> file) {
        this.most = most;
        this.file = file;
    }

    /** Returns the counter of a test's run, or a new one outside of a run. */
    public static CallLog of(Optional<TestScope> scope) {
        return scope.map(test -> test.parts(CallLog.class)
                        .findFirst()
                        .orElseGet(() -> test.part(CallLog.class, () -> of(test.settings()))))
                .orElseGet(() -> of(Settings.ofJvm()));
    }

    /**
     * Returns the counter of a run.
     *
     * @param folder the folder in which the forks of a run count; files of earlier runs there are deleted
     * @param run the name of the run in all its forks, if it is known
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
                System.getLogger(CallLog.class.getName())
                        .log(Level.DEBUG, "counts of earlier runs cannot be deleted", e);
            }
        }
        return new CallLog(most, run.map(folder::resolve));
    }

    /** Returns a counter without a budget, which belongs to no run. */
    public static CallLog unlimited() {
        return new CallLog(0, Optional.empty());
    }

    private static CallLog of(Settings settings) {
        return new CallLog(settings.get(GeneratorSettings.MAX_CALLS), Optional.empty());
    }

    /**
     * Counts a call of a generator.
     *
     * @param who the generator's name in messages
     * @throws IllegalStateException if the budget is used up
     */
    public synchronized void begin(String who) {
        if (most > 0 && !take()) {
            throw new IllegalStateException(
                    who + " is not called, because the run's [" + most + "] calls are used up: raise "
                            + GeneratorSettings.MAX_CALLS.name() + ", record cassettes, or ask for fewer pictures");
        }
        calls++;
    }

    /** Returns whether the budget is used up. */
    public synchronized boolean isExhausted() {
        try {
            return most > 0
                    && (file.isEmpty() ? calls >= most : Files.exists(file.get()) && Files.size(file.get()) >= most);
        } catch (IOException e) {
            return false;
        }
    }

    /** Uncounts a call that did not reach the generator, because a cassette supplied the picture. */
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

    /** Counts a refusal. */
    synchronized void refused() {
        refused++;
    }

    /** Counts an outage. */
    synchronized void unavailable() {
        unavailable++;
    }

    /** Adds the cost of a picture, if its facts state one. */
    public synchronized void gave(GeneratedPicture picture) {
        picture.cost().ifPresent(paid -> cost.merge(paid.getKey(), paid.getValue(), BigDecimal::add));
    }

    /** Returns the number of generator calls in this process. */
    public synchronized int calls() {
        return calls;
    }

    /** Returns the number of calls that were refused. */
    public synchronized int refusals() {
        return refused;
    }

    /** Returns the number of calls for which the generator was unavailable. */
    public synchronized int outages() {
        return unavailable;
    }

    /** Returns the cost of the pictures, by currency. */
    public synchronized Map<String, BigDecimal> cost() {
        return new TreeMap<>(cost);
    }
}
