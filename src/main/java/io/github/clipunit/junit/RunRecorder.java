package io.github.clipunit.junit;

import com.google.gson.Gson;
import com.google.gson.reflect.TypeToken;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.golden.verdict.GoldenVerdict;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.Project;
import io.github.clipunit.report.RunReport;
import io.github.clipunit.report.data.CheckDetails;
import io.github.clipunit.report.data.ReportedDescription;
import io.github.clipunit.report.data.ReportedHeatMap;
import io.github.clipunit.report.data.ReportedWord;
import io.github.clipunit.run.TestIdentity;
import io.github.clipunit.settings.Settings;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Adds each check to the run's report, with the embeddings, explanation and accepted picture that belong to it. */
final class RunRecorder {

    private static final System.Logger LOG = System.getLogger(RunRecorder.class.getName());
    /** Of a float. */
    private static final double ROUNDING = 1e-6;

    private static final Gson GSON = new Gson();
    private static final Type WORDS =
            TypeToken.getParameterized(List.class, ReportedWord.class).getType();
    private static final Type DESCRIPTIONS =
            TypeToken.getParameterized(List.class, ReportedDescription.class).getType();
    private static final Type TEXTS =
            TypeToken.getParameterized(List.class, String.class).getType();

    private final RunReport report;

    RunRecorder(Settings settings) {
        this.report = RunReport.open(settings);
    }

    /** Notes that a test begins. */
    void begin(TestIdentity test) {
        report.begin(test);
    }

    /** Adds a check, with what the scorer says of it. */
    void record(TestIdentity test, Check check, ClipScorer scorer) {
        if (report.isStopped()) {
            return;
        }
        CheckDetails details = explained(check);
        details = goldenPicture(test, check).map(details::withGoldenImage).orElse(details);
        report.record(test, check, withScores(check, details, scorer));
    }

    /** A scorer of one's own may fail here, which is no reason to lose the verdict. */
    private static CheckDetails withScores(Check check, CheckDetails details, ClipScorer scorer) {
        if (check.prompt() == null || check.model() == null || !isSame(check.model(), scorer.model())) {
            return details;
        }
        try {
            return withScores(details, check.images(), check.prompt(), scorer);
        } catch (RuntimeException e) {
            LOG.log(System.Logger.Level.WARNING, "clipunit: the report lacks the scores of single pictures", e);
            return details;
        }
    }

    private static boolean isSame(ClipModel asked, ClipModel own) {
        boolean isNamedAlike = asked.isNamed() && own.isNamed() && asked.id().equals(own.id());
        return asked == own || (isNamedAlike && asked.preprocessing().equals(own.preprocessing()));
    }

    /** Embeddings, from which the report computes scores of other pairs, only where they give this scorer's scores. */
    private static CheckDetails withScores(
            CheckDetails details, List<ClipImage> images, String prompt, ClipScorer scorer) {
        List<Double> scores =
                scorer.scores(images, prompt).stream().map(ClipScore::cosine).toList();
        if (!scores.stream().allMatch(Double::isFinite)) {
            return details;
        }
        List<Embedding> embeddings = scorer.embedImages(images);
        Embedding text = scorer.embed(prompt);
        boolean areCosines = IntStream.range(0, scores.size())
                .allMatch(i -> Math.abs(embeddings.get(i).cosine(text) - scores.get(i)) < ROUNDING);
        CheckDetails scored = details.withScores(scores);
        return areCosines ? scored.withEmbeddings(embeddings, text) : scored;
    }

    private static CheckDetails explained(Check check) {
        CheckDetails details = CheckDetails.NONE.withExplanation(
                read(check, Explanation.WORDS, WORDS),
                read(check, Explanation.CLOSEST, DESCRIPTIONS),
                read(check, Explanation.HINTS, TEXTS));
        String map = check.facts().get(Explanation.HEATMAP);
        return map == null ? details : details.withHeatMap(GSON.fromJson(map, ReportedHeatMap.class));
    }

    private static <T> List<T> read(Check check, String fact, Type type) {
        String json = check.facts().get(fact);
        return json == null ? List.of() : GSON.fromJson(json, type);
    }

    /** The thumbnail beside the golden, while it still shows what was accepted before. */
    private static Optional<ClipImage> goldenPicture(TestIdentity test, Check check) {
        String golden = check.facts().get(GoldenVerdict.FILE);
        if (golden == null || check.passed()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Project.of(test.testClass()).resolve(golden.replaceFirst("\\.json$", ".png")))
                    .filter(Files::isRegularFile)
                    .map(ClipImage::of);
        } catch (UnreadableImageException e) {
            return Optional.empty();
        }
    }

    /** Adds what the reader must know of the run as a whole. */
    void notice(String text) {
        report.notice(text);
    }

    /** What the forks of this run, and of no other, have in common. */
    Optional<String> run() {
        return report.run();
    }

    /** Writes the report of the run so far, and says where it is. */
    void end(BuildConsole console) {
        report.finish().ifPresent(finished -> console.announce(finished, report.own(finished), report.page()));
    }
}
