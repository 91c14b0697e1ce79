package io.github.clipunit.cli;

import io.github.clipunit.ClipScore;
import io.github.clipunit.Embedding;
import io.github.clipunit.PromptReading;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Recent;
import io.github.clipunit.prompt.LongPrompts;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.prompt.PromptStatement;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Scores requests as they come, in their order and a few at a time, in memory that does not grow with their number. What
 * cannot be read is told in its place and stops nothing.
 */
final class StreamScoring implements Consumer<Request> {

    private static final int BATCH = 8;
    /** Ends a batch early, so that eight huge pictures are not in memory at once. */
    private static final long BATCH_PIXELS = 32_000_000;
    /** Enough for manifests that name a picture, or a prompt, on many lines. */
    private static final int REMEMBERED = 1024;

    private final PromptScorer scorer;
    private final Consumer<Line> lines;
    private final List<Request> batch = new ArrayList<>();
    private final Map<Path, ClipImage> decoded = new LinkedHashMap<>();
    private final Map<Path, String> errors = new HashMap<>();
    private final Map<Path, Embedding> pictures = new Recent<>(REMEMBERED);
    private final Map<String, Embedding> prompts = new Recent<>(REMEMBERED);
    private final Map<String, List<String>> parts = new Recent<>(REMEMBERED);
    private final Consumer<PromptReading> changed;
    private final boolean isInParts;
    private long pixels;

    /**
     * @param changed is told of a prompt that is not scored as it is: without its parameters, or truncated
     * @param isInParts whether each part of a prompt is scored by itself
     */
    StreamScoring(PromptScorer scorer, Consumer<Line> lines, Consumer<PromptReading> changed, boolean isInParts) {
        this.scorer = scorer;
        this.lines = lines;
        this.changed = changed;
        this.isInParts = isInParts;
    }

    @Override
    public void accept(Request request) {
        batch.add(request);
        if (request.file() != null) {
            decode(request.file());
        }
        if (decoded.size() >= BATCH || pixels >= BATCH_PIXELS || batch.size() >= REMEMBERED / 2) {
            finish();
        }
    }

    private void decode(Path file) {
        if (pictures.get(file) != null || decoded.containsKey(file) || errors.containsKey(file)) {
            return;
        }
        try {
            ClipImage image = ClipImage.of(file);
            decoded.put(file, image);
            pixels += (long) image.width() * image.height();
        } catch (IllegalArgumentException e) {
            errors.put(file, message(e));
        }
    }

    /** Scores what has been collected. */
    void finish() {
        embedDecoded();
        batch.forEach(this::tell);
        batch.clear();
        errors.clear();
    }

    private void embedDecoded() {
        List<Path> files = List.copyOf(decoded.keySet());
        List<ClipImage> images = List.copyOf(decoded.values());
        decoded.clear();
        pixels = 0;
        try {
            List<Embedding> embeddings = scorer.embedImages(images);
            for (int i = 0; i < files.size(); i++) {
                pictures.put(files.get(i), embeddings.get(i));
            }
        } catch (IllegalArgumentException e) {
            for (int i = 0; i < files.size(); i++) {
                embedAlone(files.get(i), images.get(i));
            }
        }
    }

    /** One picture that the model cannot take, an extremely elongated one say, must not take seven others with it. */
    private void embedAlone(Path file, ClipImage image) {
        try {
            pictures.put(file, scorer.embed(image));
        } catch (IllegalArgumentException e) {
            errors.put(file, message(e));
        }
    }

    private void tell(Request request) {
        Path file = request.file();
        String flaw = file == null ? request.flaw() : errors.get(file);
        if (file == null || flaw != null) {
            lines.accept(Line.failed(request.name(), null, Objects.requireNonNullElse(flaw, "")));
            return;
        }
        Embedding picture = Objects.requireNonNull(pictures.get(file));
        request.prompts().forEach(prompt -> tell(request.name(), picture, prompt));
    }

    private void tell(String name, Embedding picture, String prompt) {
        List<String> texts;
        try {
            texts = isInParts ? parts(prompt) : List.of(prompt);
        } catch (IllegalArgumentException e) {
            lines.accept(Line.failed(name, prompt, message(e)));
            return;
        }
        texts.forEach(part -> lines.accept(line(name, picture, part)));
    }

    private List<String> parts(String prompt) {
        @Nullable List<String> known = parts.get(prompt);
        if (known == null) {
            known = LongPrompts.of(scorer.verbatim()).statements(read(prompt).text()).stream()
                    .map(PromptStatement::text)
                    .toList();
            parts.put(prompt, known);
        }
        return known;
    }

    private PromptReading read(String prompt) {
        PromptReading reading = scorer.readingOf(prompt);
        if (!reading.leftOut().isEmpty() || reading.extent() == PromptReading.Extent.TRUNCATED) {
            changed.accept(reading);
        }
        return reading;
    }

    private Line line(String name, Embedding picture, String prompt) {
        Embedding known;
        try {
            known = prompt(prompt);
        } catch (IllegalArgumentException e) {
            return Line.failed(name, prompt, message(e));
        }
        return Line.scored(
                name,
                prompt,
                new ClipScore(picture.cosine(known), scorer.model().logits()));
    }

    private Embedding prompt(String prompt) {
        @Nullable Embedding known = prompts.get(prompt);
        if (known == null) {
            known = embed(prompt);
            prompts.put(prompt, known);
        }
        return known;
    }

    /** A part was read with its prompt. */
    private Embedding embed(String prompt) {
        if (isInParts) {
            return scorer.verbatim().embed(prompt);
        }
        read(prompt);
        return scorer.embed(prompt);
    }

    private static String message(IllegalArgumentException e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }
}
