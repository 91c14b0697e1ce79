package io.github.clipunit.report.data;

import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.HalfFloat;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.run.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
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
        return new CheckEntry(
                id(name, check, attempt),
                new Origin(run.id(), run.module(), process, attempt, sequence.incrementAndGet()),
                Timestamp.of(at),
                name,
                check.name(),
                check.passed(),
                check.measurement(),
                check.prompt(),
                check.model() == null ? null : check.model().id(),
                check.score(),
                check.nearest(),
                check.rivals(),
                check.figures(),
                check.facts(),
                check.explanation().equals(Explanation.NONE) ? null : check.explanation(),
                check.message(),
                images(check),
                check.golden(),
                details.goldenImage().map(ClipImage::sha256).orElse(null),
                vectors(details),
                1,
                List.of());
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

    private static List<CheckedImage> images(Check check) {
        List<CheckedImage> images = new ArrayList<>();
        for (int i = 0; i < check.images().size(); i++) {
            ClipImage image = check.images().get(i);
            images.add(new CheckedImage(
                    image.sha256(), image.source(), image.format(), image.width(), image.height(), check.scoreOf(i)));
        }
        return images;
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
