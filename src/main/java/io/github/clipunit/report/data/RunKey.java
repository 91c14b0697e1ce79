package io.github.clipunit.report.data;

import io.github.clipunit.internal.Sha256;
import io.github.clipunit.settings.Setting;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The identity of a run, which all its forks share and no other run has.
 *
 * <p>A fork of Surefire or Failsafe is recognised by its system properties. Each fork is started by its own shell, so
 * its nearest ancestor that is not a shell is the Maven process, which lives for one build. The id and start time of
 * that process name the run, so the forks of all executions in a module share a report. The parent of a fork of Gradle
 * or of the Maven daemon outlives builds; there, journals belong to an earlier run if nobody has written to them for
 * {@link JournalFolder#GAP}. Any other process, such as one started by an IDE, is a run of its own.
 *
 * @param id the id of the run
 * @param spansBuilds whether several consecutive runs may have this id
 */
public record RunKey(String id, boolean spansBuilds) {

    public static final Setting<String> NAME = Setting.text(
            "clipunit.report.run",
            "the name of the run; processes with the same name share a report (default: derived from the build tool that"
                    + " started them)",
            "");

    private static final Set<String> SHELLS = Set.of(
            "sh", "dash", "bash", "ash", "zsh", "ksh", "busybox", "cmd.exe", "powershell.exe", "pwsh", "pwsh.exe");
    private static final int DIGITS = 12;

    public static RunKey of(String name, Map<String, String> properties, ProcessHandle process) {
        if (!name.isBlank()) {
            return new RunKey(hash("name " + name), false);
        }
        Optional<ProcessHandle> parent = builder(process);
        boolean gradle = properties.containsKey("org.gradle.test.worker");
        boolean maven = properties.containsKey("surefire.test.class.path")
                || properties.containsKey("surefire.real.class.path")
                || properties.containsKey("surefire.forkNumber");
        if (parent.isEmpty() || !(gradle || maven)) {
            return new RunKey(hash("process " + identity(process)), false);
        }
        return new RunKey(hash("parent " + identity(parent.get())), gradle || isDaemon(parent.get()));
    }

    /** Returns the process that runs the build. */
    private static Optional<ProcessHandle> builder(ProcessHandle process) {
        Optional<ProcessHandle> ancestor = process.parent();
        while (ancestor.filter(RunKey::isShell).isPresent()) {
            ancestor = ancestor.flatMap(ProcessHandle::parent);
        }
        return ancestor;
    }

    private static boolean isShell(ProcessHandle process) {
        String command = process.info().command().orElse("").replace('\\', '/');
        return SHELLS.contains(command.substring(command.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isDaemon(ProcessHandle parent) {
        return parent.info().commandLine().orElse("").contains("mvnd");
    }

    /** Identifies a process by its id and start time, because ids are reused. */
    public static String identity(ProcessHandle process) {
        long started = process.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
        return process.pid() + "-" + started;
    }

    private static String hash(String text) {
        return Sha256.hex(text.getBytes(StandardCharsets.UTF_8)).substring(0, DIGITS);
    }
}
