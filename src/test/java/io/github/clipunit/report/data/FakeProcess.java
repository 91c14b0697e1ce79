package io.github.clipunit.report.data;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A process as the operating system would tell of it. */
record FakeProcess(
        long pid, Instant started, String command, @Nullable FakeProcess parentProcess) implements ProcessHandle {

    static FakeProcess of(long pid, String started, String command) {
        return new FakeProcess(pid, Instant.parse(started), command, null);
    }

    FakeProcess child(long pid, String started) {
        return new FakeProcess(pid, Instant.parse(started), "java", this);
    }

    /** A shell that this process starts. */
    FakeProcess shell(long pid, String started) {
        return new FakeProcess(pid, Instant.parse(started), "/usr/bin/dash -c", this);
    }

    @Override
    public Optional<ProcessHandle> parent() {
        return Optional.ofNullable(parentProcess);
    }

    @Override
    public Stream<ProcessHandle> children() {
        return Stream.empty();
    }

    @Override
    public Stream<ProcessHandle> descendants() {
        return Stream.empty();
    }

    @Override
    public Info info() {
        return new FakeInfo(started, command);
    }

    @Override
    public CompletableFuture<ProcessHandle> onExit() {
        return new CompletableFuture<>();
    }

    @Override
    public boolean supportsNormalTermination() {
        return false;
    }

    @Override
    public boolean destroy() {
        return false;
    }

    @Override
    public boolean destroyForcibly() {
        return false;
    }

    @Override
    public boolean isAlive() {
        return true;
    }

    @Override
    public int compareTo(ProcessHandle other) {
        return Long.compare(pid, other.pid());
    }

    private record FakeInfo(Instant started, String line) implements ProcessHandle.Info {
        @Override
        public Optional<String> command() {
            return Optional.of(line.split(" ", 2)[0]);
        }

        @Override
        public Optional<String> commandLine() {
            return Optional.of(line);
        }

        @Override
        public Optional<String[]> arguments() {
            return Optional.empty();
        }

        @Override
        public Optional<Instant> startInstant() {
            return Optional.of(started);
        }

        @Override
        public Optional<Duration> totalCpuDuration() {
            return Optional.empty();
        }

        @Override
        public Optional<String> user() {
            return Optional.empty();
        }
    }
}
