package io.github.clipunit.report.data;

import io.github.clipunit.Embedding;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.NamedText;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.HalfFloat;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.run.TestIdentity;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Converts the tests of one process and their checks to entries, and numbers them as they come. */
public final class TestEntries {

    private static final int ID_DIGITS = 16;

    private final String run;
    private final String module;
    private final String process;
    private final AtomicInteger sequence = new AtomicInteger();
    private final Map<String, Attempt> attempts = new ConcurrentHashMap<>();
    private final Map<String, Integer> namesakes = new ConcurrentHashMap<>();

    public TestEntries(String run, String module, String process) {
        this.run = run;
        this.module = module;
        this.process = process;
    }

    /** Records that a test begins, for the first time or again. */
    public void begin(TestIdentity test, Instant at) {
        attempts.merge(test.uniqueId(), new Attempt(1, at), (before, next) -> new Attempt(before.number + 1, at));
    }

    /** Returns the current attempt of a running test. */
    public Attempt attempt(TestIdentity test) {
        return attempts.getOrDefault(test.uniqueId(), Attempt.NONE);
    }

    /** Returns the entry of a test that ended, without its checks; a test that never began has no duration. */
    public TestEntry entry(
            TestIdentity test, Attempt attempt, TestOutcome outcome, @Nullable SourceLine source, Instant at) {
        TestLabel label = TestLabel.of(test);
        Instant began = attempt.began == null ? at : attempt.began;
        Long millis = attempt.began == null ? null : at.toEpochMilli() - began.toEpochMilli();
        return new TestEntry(
                id(label, "", attempt.number),
                origin(attempt),
                Timestamp.of(began),
                millis,
                label,
                source,
                outcome.status(),
                1,
                false,
                outcome.message(),
                List.of());
    }

    /**
     * Returns the entry of a check of a running test.
     *
     * @param notes remarks about the check's pictures for the reader
     */
    public JournaledCheck entry(
            TestIdentity test, Attempt attempt, Check check, CheckDetails details, Set<String> notes, Instant at) {
        TestLabel label = TestLabel.of(test);
        CheckEntry entry = new CheckEntry(
                id(label, check.name() + "\n" + check.prompt(), attempt.number),
                Timestamp.of(at),
                check.name(),
                check.passed(),
                check.measurement(),
                check.prompt(),
                check.model() == null ? null : check.model().id(),
                check.model() == null ? null : check.model().revision().orElse(null),
                check.score(),
                check.nearest(),
                check.rivals(),
                check.figures(),
                Stream.concat(check.facts().stream(), notes.stream().map(note -> new NamedText("note", note)))
                        .toList(),
                check.explanation().equals(Explanation.NONE) ? null : check.explanation(),
                check.message(),
                images(check),
                check.golden(),
                details.goldenImage().map(ClipImage::sha256).orElse(null),
                vectors(details),
                List.of());
        return new JournaledCheck(origin(attempt), label, entry);
    }

    private Origin origin(Attempt attempt) {
        return new Origin(run, module, process, attempt.number, sequence.incrementAndGet());
    }

    private String id(TestLabel test, String what, int attempt) {
        String words = String.join(
                "\n", test.className(), String.valueOf(test.method()), String.valueOf(test.invocation()), what);
        int namesake = namesakes.merge(attempt + "\n" + test.uniqueId() + "\n" + words, 1, Integer::sum);
        return Sha256.hex((words + "\n" + namesake).getBytes(StandardCharsets.UTF_8))
                .substring(0, ID_DIGITS);
    }

    private static List<CheckedImage> images(Check check) {
        List<CheckedImage> images = new ArrayList<>();
        for (int i = 0; i < check.images().size(); i++) {
            ClipImage image = check.images().get(i);
            images.add(new CheckedImage(
                    image.sha256(),
                    image.source(),
                    image.format(),
                    image.width(),
                    image.height(),
                    check.scoreOf(i),
                    image.facts().isEmpty() ? null : image.facts()));
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

    /**
     * One attempt of a test.
     *
     * @param number the number of the attempt, from 1; 0 if the test never began
     */
    public record Attempt(int number, @Nullable Instant began) {
        private static final Attempt NONE = new Attempt(0, null);
    }
}
