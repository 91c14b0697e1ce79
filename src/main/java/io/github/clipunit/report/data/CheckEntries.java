package io.github.clipunit.report.data;

import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.HalfFloat;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.run.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/** Turns the checks of one process into entries, numbering them as they come. */
public final class CheckEntries {

    private static final int ID_DIGITS = 16;

    private final RunInfo run;
    private final String process;
    private final AtomicInteger sequence = new AtomicInteger();
    private final Map<String, Integer> attempts = new ConcurrentHashMap<>();
    private final Map<String, Integer> namesakes = new ConcurrentHashMap<>();

    public CheckEntries(RunInfo run, String process) {
        this.run = run;
        this.process = process;
    }

    /** Notes that a test begins, for the first time or again. */
    public void begin(TestIdentity test) {
        attempts.merge(test.uniqueId(), 1, Integer::sum);
    }

    public CheckEntry entry(TestIdentity test, Check check, CheckDetails details, Instant at) {
        TestLabel name = TestLabel.of(test);
        int attempt = attempts.getOrDefault(test.uniqueId(), 0);
        Map<String, String> facts = new LinkedHashMap<>(check.facts());
        ReportedExplanation explanation = new ReportedExplanation(details.words(), details.closest(), details.hints());
        return new CheckEntry(
                id(name, check, attempt),
                new Origin(run.id(), run.module(), process, attempt, sequence.incrementAndGet()),
                Timestamp.of(at),
                name,
                check.name(),
                check.passed(),
                check.prompt(),
                check.model() == null ? null : check.model().id(),
                finite(check.figures(), facts),
                facts,
                check.message(),
                images(check, details),
                golden(details),
                explanation.isEmpty() ? null : explanation,
                details.heatMap().orElse(null),
                vectors(details),
                1,
                List.of());
    }

    /** JSON has no NaN and no infinity: such figures are told as facts. */
    private static Map<String, Double> finite(Map<String, Double> figures, Map<String, String> facts) {
        Map<String, Double> finite = new LinkedHashMap<>();
        figures.forEach((name, value) -> {
            if (Double.isFinite(value)) {
                finite.put(name, value);
            } else {
                facts.put(name, Double.toString(value));
            }
        });
        return finite;
    }

    private String id(TestLabel test, Check check, int attempt) {
        String words = String.join(
                "\n",
                test.className(),
                String.valueOf(test.method()),
                String.valueOf(test.invocation()),
                check.name(),
                String.valueOf(check.prompt()));
        int namesake = namesakes.merge(attempt + "\n" + test.uniqueId() + "\n" + words, 1, Integer::sum);
        return Sha256.hex((words + "\n" + namesake).getBytes(StandardCharsets.UTF_8))
                .substring(0, ID_DIGITS);
    }

    private static List<CheckedImage> images(Check check, CheckDetails details) {
        List<CheckedImage> images = new ArrayList<>();
        for (int i = 0; i < check.images().size(); i++) {
            ClipImage image = check.images().get(i);
            images.add(new CheckedImage(
                    image.sha256(), image.source(), image.format(), image.width(), image.height(), score(details, i)));
        }
        return images;
    }

    private static @Nullable Double score(CheckDetails details, int image) {
        return details.imageScores().size() <= image
                ? null
                : details.imageScores().get(image);
    }

    private static @Nullable Accepted golden(CheckDetails details) {
        return details.goldenImage().isEmpty() && details.goldenScores().isEmpty()
                ? null
                : new Accepted(details.goldenImage().map(ClipImage::sha256).orElse(null), details.goldenScores());
    }

    private static @Nullable CheckVectors vectors(CheckDetails details) {
        List<Embedding> images = details.imageEmbeddings();
        return details.promptEmbedding()
                .filter(prompt -> !images.isEmpty())
                .map(prompt -> new CheckVectors(
                        images.stream()
                                .map(image -> HalfFloat.encode(image.toArray()))
                                .toList(),
                        HalfFloat.encode(prompt.toArray())))
                .orElse(null);
    }
}
