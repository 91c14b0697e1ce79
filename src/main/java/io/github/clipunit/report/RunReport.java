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
 * One process's part in the report of a run: it journals tests and checks as they happen, on a thread of its own, and at its end writes the report of all
 * the processes of the run so far. The last one to end writes the whole. Safe for use by many threads.
 *
 * <p>A report that cannot be written is logged, and fails no test.
 */
public final class RunReport implements AutoCloseable {

    /** Whether a report is made. */
    public static final Setting<Boolean> ENABLED =
            Setting.flag("clipunit.report", "whether a report is made: on or off", true);

    /** Where the report goes. */
    public static final Setting<String> DIRECTORY = Setting.path(
            "clipunit.report.dir", "where the report goes (default: target/clipunit; under Gradle build/clipunit)", "");

    /** Where earlier reports are kept. */
    public static final Setting<String> HISTORY = Setting.path(
            "clipunit.report.history", "a folder of earlier report.json files, to show how scores change", "");

    /** Which run a process reports for. */
    public static final Setting<String> RUN = RunKey.NAME;

    private static final System.Logger LOG = System.getLogger(RunReport.class.getName());

    private final ReportPlace place;
    private final Clock clock;
    private final PictureViews views;
    private final ReportPictures pictures;
    private final SourceFiles sources = new SourceFiles();
    /** Names this part: one process may run tests several times, as builds do that run failed tests again. */
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

    /** Names this moment among those of this process, so that later ones sort after it. */
    private static String moment() {
        return String.format(Locale.ROOT, "%016x", System.nanoTime() ^ Long.MIN_VALUE);
    }

    /**
     * Starts this process's part. Nothing is written before the first test has ended or made a check.
     *
     * @throws IllegalArgumentException if a setting cannot be read
     */
    public static RunReport open(Settings settings) {
        RunReport report = new RunReport(ReportPlace.of(settings), Clock.systemUTC(), PictureViews.of(settings));
        report.stopped = !settings.get(ENABLED);
        return report;
    }

    /** Notes that a test begins: of a test that is run again, the last attempt counts. */
    public void begin(TestIdentity test) {
        entries.begin(test, clock.instant());
    }

    /** Adds a check. */
    public void record(TestIdentity test, Check check) {
        record(test, check, CheckDetails.NONE);
    }

    /** Adds a check and what else is known of it. */
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
        later("a check could not be added to the report, which is given up", journal -> {
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

    /** Adds a test that ended; of one that begins again, the last time. */
    public void end(TestIdentity test, TestOutcome outcome) {
        Instant at = clock.instant();
        TestEntries.Attempt attempt = entries.attempt(test);
        later(
                "a test could not be added to the report, which is given up",
                journal -> journal.append(
                        JournalLine.of(entries.entry(test, attempt, outcome, sources.find(test, outcome.line()), at))));
    }

    /** Adds what the reader must know of the run as a whole; nothing where no test ran. */
    public void notice(String text) {
        if (hasBegun()) {
            later(
                    "a notice could not be added to the report, which is given up",
                    journal -> journal.append(JournalLine.of(text)));
        }
    }

    /** What is done later, on a thread that no test waits for. */
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
            // For tests that end their JVM, or run into the build's time limit.
            hook = new Thread(this::write, "clipunit-report");
            Runtime.getRuntime().addShutdownHook(hook);
        }
        return !stopped;
    }

    /** Whether checks are no longer added: the report is off, was given up, or is written. */
    public synchronized boolean isStopped() {
        return stopped;
    }

    /** Notes how often this process called generators. */
    public synchronized void called(RunInfo.GeneratorTotals totals) {
        generators = totals;
    }

    /** What the processes of this run, and of no other, have in common; empty where that cannot be told. */
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

    /** Where the page is, or will be. */
    public Path page() {
        return place.directory().resolve(ReportFiles.HTML);
    }

    /**
     * Ends this process's part and writes the report of the run so far; the report of an earlier run goes, also where no
     * test ran.
     *
     * @return the report, or empty where no test ran, the report is off or cannot be written
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
                stop("the report of an earlier run could not be deleted", e);
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

    /** The part of a finished report that was made through this, so that no failure is announced twice. */
    public Report own(Report finished) {
        return finished.madeBy(part);
    }

    /** As {@link #finish()}. */
    @Override
    public void close() {
        finish();
    }
}
