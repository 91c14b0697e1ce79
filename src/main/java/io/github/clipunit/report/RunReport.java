package io.github.clipunit.report;

import io.github.clipunit.cache.PictureViews;
import io.github.clipunit.check.Check;
import io.github.clipunit.explain.PictureHints;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.report.data.CheckDetails;
import io.github.clipunit.report.data.Journal;
import io.github.clipunit.report.data.JournalLine;
import io.github.clipunit.report.data.Picture;
import io.github.clipunit.report.data.ReportFiles;
import io.github.clipunit.report.data.ReportPictures;
import io.github.clipunit.report.data.RunInfo;
import io.github.clipunit.report.data.RunKey;
import io.github.clipunit.report.data.TestEntries;
import io.github.clipunit.report.data.TestOutcome;
import io.github.clipunit.report.data.Timestamp;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/**
 * One process's part in the report of a run. It journals tests and checks as they happen, on its own thread, and
 * finally writes the report of all processes of the run so far. The last process to end writes the complete report.
 * Safe for use by many threads.
 *
 * <p>If the report cannot be written, that is logged, and no test fails.
 */
public final class RunReport implements AutoCloseable {

    /** The switch for the report. */
    public static final Setting<Boolean> ENABLED =
            Setting.flag("clipunit.report", "whether to write a report: on or off", true);

    /** The directory of the report. */
    public static final Setting<String> DIRECTORY = Setting.path(
            "clipunit.report.dir",
            "the directory of the report (default: target/clipunit; build/clipunit with Gradle)",
            "");

    /** The folder of earlier reports. */
    public static final Setting<String> HISTORY = Setting.path(
            "clipunit.report.history", "a folder of earlier report.json files, to show how scores change", "");

    /** The run that a process reports for. */
    public static final Setting<String> RUN = RunKey.NAME;

    private static final System.Logger LOG = System.getLogger(RunReport.class.getName());

    private final ReportPlace place;
    private final Clock clock;
    private final PictureViews views;
    private final ReportPictures pictures;
    private final SourceFiles sources = new SourceFiles();
    /** The name of this part. One process may run tests several times, as builds do that repeat failed tests. */
    private final String part;

    private final TestEntries entries;
    private final Background background = new Background();
    private @Nullable Journal journal;
    private @Nullable RunInfo run;
    private RunInfo.@Nullable GeneratorTotals generators;
    private boolean stopped;
    private @Nullable Thread hook;

    public RunReport(ReportPlace place, Clock clock) {
        this(place, clock, PictureViews.none());
    }

    public RunReport(ReportPlace place, Clock clock, PictureViews views) {
        this.views = views;
        this.pictures = new ReportPictures(place.directory(), views);
        this.place = place;
        this.clock = clock;
        this.part = place.process() + "-" + moment();
        this.entries = new TestEntries(place.key().id(), place.module(), part);
    }

    /** Returns a name for this moment that sorts before the names of later moments in this process. */
    private static String moment() {
        return String.format(Locale.ROOT, "%016x", System.nanoTime() ^ Long.MIN_VALUE);
    }

    /**
     * Starts this process's part. Nothing is written before the first test has ended or made a check.
     *
     * @throws IllegalArgumentException if a setting is invalid
     */
    public static RunReport open(Settings settings) {
        RunReport report = new RunReport(ReportPlace.of(settings), Clock.systemUTC(), PictureViews.of(settings));
        report.stopped = !settings.get(ENABLED);
        return report;
    }

    /** Records that a test begins. If a test is repeated, its last attempt counts. */
    public void begin(TestIdentity test) {
        entries.begin(test, clock.instant());
    }

    /** Adds a check. */
    public void record(TestIdentity test, Check check) {
        record(test, check, CheckDetails.NONE);
    }

    /** Adds a check with further details. */
    public void record(TestIdentity test, Check check, CheckDetails details) {
        Instant at = clock.instant();
        TestEntries.Attempt attempt = entries.attempt(test);
        if (!begins()) {
            return;
        }
        List<Future<Picture>> views = check.images().stream()
                .map(image -> background.begin(
                        () -> pictures.add(image, !check.passed(), PictureHints.hasDepth(check.model()))))
                .toList();
        later("a check could not be added, so no report is written to", journal -> {
            Set<String> notes = new LinkedHashSet<>();
            for (int i = 0; i < views.size(); i++) {
                Picture picture = Background.await(views.get(i));
                journal.append(check.images().get(i).sha256(), picture);
                if (check.passed() && check.model() != null && picture.kind() != null) {
                    PictureHints.outOfDepth(picture.kind(), check.model()).ifPresent(notes::add);
                }
            }
            if (details.goldenImage().isPresent()) {
                ClipImage golden = details.goldenImage().get();
                journal.append(golden.sha256(), pictures.add(golden, true, false));
            }
            journal.append(JournalLine.of(entries.entry(test, attempt, check, details, notes, at)));
        });
    }

    /** Adds a test that ended. If a test is repeated, its last attempt counts. */
    public void end(TestIdentity test, TestOutcome outcome) {
        Instant at = clock.instant();
        TestEntries.Attempt attempt = entries.attempt(test);
        later(
                "a test could not be added, so no report is written to",
                journal -> journal.append(
                        JournalLine.of(entries.entry(test, attempt, outcome, sources.find(test, outcome.line()), at))));
    }

    /** Adds a notice about the whole run; ignored if no test ran. */
    public void notice(String text) {
        if (hasBegun()) {
            later(
                    "a notice could not be added, so no report is written to",
                    journal -> journal.append(JournalLine.of(text)));
        }
    }

    /** Work for the background thread, which no test waits for. */
    private interface Entry {
        void writeTo(Journal journal) throws IOException;
    }

    private void later(String trouble, Entry entry) {
        if (!begins()) {
            return;
        }
        background.give(() -> {
            try {
                Optional<Journal> open = journal();
                if (open.isPresent()) {
                    entry.writeTo(open.get());
                }
            } catch (IOException | RuntimeException e) {
                stop(trouble, e);
            }
        });
    }

    private synchronized boolean hasBegun() {
        return hook != null && !stopped;
    }

    private synchronized boolean begins() {
        if (hook == null && !stopped) {
            // For tests that end their JVM, or exceed the build's time limit.
            hook = new Thread(this::write, "clipunit-report");
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return !stopped;
    }

    /** Returns whether checks are no longer added, because the report is off, failed, or complete. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** Records how often this process called generators. */
    public synchronized void called(RunInfo.GeneratorTotals totals) {
        generators = totals;
    }

    /** Returns an id shared by the processes of this run and no other; empty if it is unknown. */
    public Optional<String> run() {
        return Optional.of(place.key()).filter(key -> !key.spansBuilds()).map(RunKey::id);
    }

    private synchronized Optional<Journal> journal() throws IOException {
        if (journal == null && !stopped) {
            Instant now = clock.instant();
            RunInfo begun = place.run(now);
            journal = Journal.open(place.folder().join(ProcessHandle.current(), now), begun);
            run = begun;
        }
        return Optional.ofNullable(stopped ? null : journal);
    }

    private synchronized void stop(String what, Exception cause) {
        if (!stopped) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    OutputForm.LINES.of("clipunit: " + what + " [" + place.directory() + "]: " + cause));
        }
        stopped = true;
    }

    /** Returns the path of the page, which may not exist yet. */
    public Path page() {
        return place.directory().resolve(ReportFiles.HTML);
    }

    /**
     * Ends this process's part and writes the report of the run so far. The report of an earlier run is deleted, even
     * if no test ran.
     *
     * @return the report, or empty if no test ran, the report is off or cannot be written
     */
    public Optional<Report> finish() {
        leave();
        Optional<Report> report = write();
        removeHook();
        return report;
    }

    private synchronized void leave() {
        if (hook == null && !stopped) {
            try {
                place.folder().leave(clock.instant());
            } catch (IOException e) {
                stop("the report of an earlier run could not be deleted from", e);
            }
        }
    }

    private Optional<Report> write() {
        background.close();
        return writeAll();
    }

    private synchronized Optional<Report> writeAll() {
        if (journal == null || run == null || stopped) {
            return Optional.empty();
        }
        Journal ended = journal;
        journal = null;
        stopped = true;
        try (ended) {
            RunInfo called = generators == null ? run : run.calling(part, generators);
            ended.append(JournalLine.of(called.endedAt(Timestamp.of(clock.instant()))));
            views.close();
            return Optional.of(place.writeReport(Optional.of(ended), pictures));
        } catch (IOException | RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "clipunit: no report at [" + place.directory() + "]", e);
            return Optional.empty();
        }
    }

    private synchronized void removeHook() {
        if (hook != null) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException e) {
                LOG.log(System.Logger.Level.DEBUG, "the JVM is already shutting down", e);
            }
            hook = null;
        }
    }

    /**
     * Returns the part of a finished report that was added through this object, so that no failure is announced twice.
     */
    public Report own(Report finished) {
        return finished.madeBy(part);
    }

    /** Works like {@link #finish()}. */
    @Override
    public void close() {
        finish();
    }
}
