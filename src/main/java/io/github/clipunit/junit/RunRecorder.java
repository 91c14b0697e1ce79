package io.github.clipunit.junit;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.PromptReading;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.generator.CallLog;
import io.github.clipunit.golden.store.Proposals;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Project;
import io.github.clipunit.internal.Secrets;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.report.Report;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.report.data.CheckDetails;
import io.github.clipunit.report.data.RunInfo;
import io.github.clipunit.report.data.TestOutcome;
import io.github.clipunit.report.data.TestStatus;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.opentest4j.TestAbortedException;

/** Adds each check to the run's report, with its embeddings and its accepted picture. */
final class RunRecorder {

    private static final System.Logger LOG = System.getLogger(RunRecorder.class.getName());
    /** The rounding error of a float. */
    private static final double ROUNDING = 1e-6;

    private final RunReport report;
    private final WrittenGoldens goldens = new WrittenGoldens();
    private final Project project;
    private final Instant started = Instant.now();
    /** The tests and containers that made a check. */
    private final Set<String> checking = ConcurrentHashMap.newKeySet();

    RunRecorder(Settings settings) {
        this.report = RunReport.open(settings);
        this.project = settings.project();
    }

    /** Records that a test begins. */
    void begin(TestIdentity test) {
        if (isKept()) {
            report.begin(test);
        }
    }

    /** Returns whether the report still accepts tests. */
    boolean isKept() {
        return !report.isStopped();
    }

    /** Records how a test ended. */
    void end(TestIdentity test, TestOutcome outcome) {
        if (isKept()) {
            report.end(test, outcome);
        }
    }

    /** Records how a class or a factory of tests ended, if it failed or made checks itself. */
    void endContainer(TestIdentity container, TestOutcome outcome) {
        if (outcome.status().isRed() || checking.contains(container.uniqueId())) {
            end(container, outcome);
        }
    }

    /**
     * Returns the outcome of a test that threw. Secrets in texts of servers and judges are removed, because many people
     * read reports.
     */
    static TestOutcome outcome(TestIdentity test, Throwable thrown) {
        TestStatus status = thrown instanceof TestAbortedException
                ? TestStatus.ABORTED
                : thrown instanceof AssertionError ? TestStatus.FAILED : TestStatus.ERROR;
        boolean isSaid = thrown instanceof AssertionError && thrown.getMessage() != null;
        StringBuilder message = new StringBuilder(isSaid ? thrown.getMessage() : thrown.toString());
        Throwable told = thrown;
        for (Throwable cause = thrown.getCause(); cause != null && !isSaid; cause = cause.getCause()) {
            boolean isTold = cause.getMessage() != null && cause.getMessage().equals(told.getMessage());
            if (!cause.toString().equals(told.getMessage())) {
                message.append("\ncaused by ").append(isTold ? cause.getClass().getName() : cause);
            }
            told = cause;
        }
        return new TestOutcome(status, Secrets.without(message.toString()).strip(), line(test, thrown));
    }

    /** Returns the line of the first frame in the test's class, or in a class or lambda inside it. */
    private static @Nullable Integer line(TestIdentity test, Throwable thrown) {
        String own = test.testClass().getName();
        return Arrays.stream(thrown.getStackTrace())
                .filter(frame ->
                        frame.getClassName().equals(own) || frame.getClassName().startsWith(own + "$"))
                .map(StackTraceElement::getLineNumber)
                .filter(line -> line > 0)
                .findFirst()
                .orElse(null);
    }

    /** Adds a check with its embeddings and its accepted picture. */
    void record(TestIdentity test, Check check, ClipScorer scorer, Project project) {
        if (!isKept()) {
            return;
        }
        checking.add(test.uniqueId());
        CheckDetails details = goldenPicture(check, project)
                .map(CheckDetails.NONE::withGoldenImage)
                .orElse(CheckDetails.NONE);
        report.record(test, check, withEmbeddings(check, details, scorer));
    }

    /** Adds embeddings. A user's scorer may fail here, which must not lose the verdict. */
    private static CheckDetails withEmbeddings(Check check, CheckDetails details, ClipScorer scorer) {
        if (check.prompt() == null || check.model() == null || !isSame(check.model(), scorer.model())) {
            return details;
        }
        try {
            return isOfParts(check) ? details : withEmbeddings(check, check.prompt(), details, reader(check, scorer));
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "clipunit: the report lacks the embeddings of a check", e);
            return details;
        }
    }

    /** Returns a scorer that reads the prompt as the check did. */
    private static ClipScorer reader(Check check, ClipScorer scorer) {
        PromptScorer reader =
                PromptScorer.reading(scorer, fact(check, Check.LEFT_OUT).isPresent() ? PromptReading.LESS : "");
        return isCombined(check) ? reader.inParts() : reader;
    }

    /**
     * Returns whether the check scored each part of the prompt separately. No embedding of the whole prompt gives those
     * scores.
     */
    private static boolean isOfParts(Check check) {
        return check.figures().stream().anyMatch(figure -> figure.name().equals(Check.PART)) && !isCombined(check);
    }

    private static boolean isCombined(Check check) {
        return fact(check, Check.PROMPT_READ)
                .filter(PromptReading.Extent.PARTS.words()::equals)
                .isPresent();
    }

    private static Optional<String> fact(Check check, String name) {
        return check.facts().stream()
                .filter(fact -> fact.name().equals(name))
                .map(NamedText::text)
                .findFirst();
    }

    private static boolean isSame(ClipModel asked, ClipModel own) {
        boolean isNamedAlike = asked.isNamed() && own.isNamed() && asked.id().equals(own.id());
        return asked == own || (isNamedAlike && asked.preprocessing().equals(own.preprocessing()));
    }

    /** Adds embeddings, from which the report computes scores of other pairs, if they give this scorer's scores. */
    private static CheckDetails withEmbeddings(Check check, String prompt, CheckDetails details, ClipScorer scorer) {
        List<Embedding> embeddings = scorer.embedImages(check.images());
        Embedding text = scorer.embed(prompt);
        boolean areScores = IntStream.range(0, embeddings.size()).allMatch(i -> {
            Double known = check.scoreOf(i);
            double score =
                    known == null ? scorer.score(check.images().get(i), prompt).cosine() : known;
            return Math.abs(embeddings.get(i).cosine(text) - score) < ROUNDING;
        });
        return areScores ? details.withEmbeddings(embeddings, text) : details;
    }

    /** Returns the thumbnail next to the golden, while it still shows the picture accepted before. */
    private static Optional<ClipImage> goldenPicture(Check check, Project project) {
        CheckedGolden golden = check.golden();
        if (golden == null || check.passed()) {
            return Optional.empty();
        }
        try {
            return Optional.of(project.resolve(golden.file().replaceFirst("\\.json$", ".png")))
                    .filter(Files::isRegularFile)
                    .map(ClipImage::of)
                    .map(ClipImage::decoded);
        } catch (UnreadableImageException e) {
            return Optional.empty();
        }
    }

    /** Records the goldens that a test wrote. */
    void wrote(List<CheckedGolden> written) {
        written.forEach(goldens::add);
    }

    /** Adds a notice about the whole run. */
    void notice(String text) {
        report.notice(text);
    }

    /** Records how often generators were called, and the results. */
    void called(CallLog calls) {
        Map<String, Double> cost = new TreeMap<>();
        calls.cost().forEach((currency, amount) -> cost.put(currency, amount.doubleValue()));
        if (calls.calls() > 0) {
            report.called(new RunInfo.GeneratorTotals(calls.calls(), calls.refusals(), calls.outages(), cost));
        }
    }

    /** Returns an id shared by the forks of this run and no other. */
    Optional<String> run() {
        return report.run();
    }

    /** Describes the goldens that this run proposes because it must not write them. */
    private Optional<String> proposals() {
        Proposals proposals = new Proposals(project);
        long count = proposals.since(started);
        return count == 0
                ? Optional.empty()
                : Optional.of(Counted.of(count, "proposal") + " in ["
                        + project.show(proposals.folder()) + "] (copy it over the root of the repository to accept "
                        + (count == 1 ? "it" : "them") + ")");
    }

    /**
     * Writes the report of the run so far, and prints where it is.
     *
     * @param fault why the run fails apart from its tests
     */
    void end(BuildConsole console, Optional<String> fault) {
        proposals().ifPresent(this::notice);
        Optional<Report> finished = report.finish();
        console.close(
                finished.map(report::own),
                Stream.of(fault, goldens.summary(), proposals())
                        .flatMap(Optional::stream)
                        .toList(),
                report.page());
        finished.ifPresent(whole -> console.announce(whole, report.own(whole), report.page()));
    }
}
