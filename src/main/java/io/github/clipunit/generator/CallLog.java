package io.github.clipunit.generator;

import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

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
