package io.github.clipunit.cli.score;

import io.github.clipunit.ClipScore;
import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.PromptReading;
import io.github.clipunit.cli.pictures.Request;
import io.github.clipunit.cli.pictures.StandardInput;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Recent;
import io.github.clipunit.prompt.LongPrompts;
import io.github.clipunit.prompt.PromptScorer;
import io.github.clipunit.prompt.PromptStatement;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Objects;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * Scores requests in their order, on all cores, in memory that does not grow with their number. A picture that cannot be read is an
 * error in its place and stops nothing.
 */
public final class StreamScoring {

    /** Enough for manifests that name a picture, or a prompt, on many lines. */
    private static final int REMEMBERED = 1024;
    /** How many requests may wait for an earlier picture; more could outlive the memory of the pictures that they need. */
    private static final int WAITING = REMEMBERED / 2;

    private final PromptScorer scorer;
    private final StandardInput input;
    private final Consumer<PromptReading> changed;
    private final boolean isInParts;
    private final Deque<Request> waiting = new ArrayDeque<>();
    private final Set<Path> underway = new HashSet<>();
    private final Map<Path, ItemResult<Request, Embedding>> pictures = new Recent<>(REMEMBERED);
    private final Map<String, Embedding> prompts = new Recent<>(REMEMBERED);
    private final Map<String, List<String>> parts = new Recent<>(REMEMBERED);
    private Runnable done = () -> {};

    /**
     * @param changed takes prompts of which not every word is scored: they lost parameters, or were truncated
     * @param isInParts whether each part of a prompt is scored alone
     * @param input the picture that {@code -} names
     */
    public StreamScoring(PromptScorer scorer, Consumer<PromptReading> changed, boolean isInParts, StandardInput input) {
        this.scorer = scorer;
        this.input = input;
        this.changed = changed;
        this.isInParts = isInParts;
    }

    /**
     * Scores all requests.
     *
     * @param lines takes each result as soon as the results before it are known
     * @param done runs after the last result of each request
     */
    void score(Iterator<Request> requests, Consumer<Line> lines, Runnable done) {
        this.done = done;
        Iterator<Request> unknown = new Unknown(requests, lines);
        Stream<Request> stream =
                StreamSupport.stream(Spliterators.spliteratorUnknownSize(unknown, Spliterator.ORDERED), false);
        try (Stream<ItemResult<Request, Embedding>> results = scorer.embedAll(stream, this::picture)) {
            results.forEach(result -> {
                Path file = result.item().file();
                if (file != null) {
                    underway.remove(file);
                    pictures.put(file, result);
                }
                tellKnown(lines);
            });
        }
        tellKnown(lines);
    }

    private ClipImage picture(Request request) {
        if (request.file() == null) {
            throw new IllegalArgumentException(request.flaw());
        }
        return input.picture(request.file());
    }

    /** Passes on the results of requests that need not wait any more, in their order. */
    private void tellKnown(Consumer<Line> lines) {
        while (!waiting.isEmpty()) {
            Request request = waiting.peek();
            Path file = request.file();
            if (file == null) {
                lines.accept(Line.failed(request, null, Objects.requireNonNullElse(request.flaw(), "")));
            } else {
                @Nullable ItemResult<Request, Embedding> picture = pictures.get(file);
                if (picture == null) {
                    return;
                }
                tell(request, picture, lines);
            }
            waiting.remove();
            done.run();
        }
    }

    private void tell(Request request, ItemResult<Request, Embedding> picture, Consumer<Line> lines) {
        if (picture.value() == null) {
            lines.accept(Line.failed(request, null, message(Objects.requireNonNull(picture.error()))));
            return;
        }
        for (String prompt : request.prompts()) {
            tell(request, picture.value(), prompt, lines);
        }
    }

    private void tell(Request request, Embedding picture, String prompt, Consumer<Line> lines) {
        List<String> texts;
        try {
            texts = isInParts ? parts(prompt) : List.of(prompt);
        } catch (IllegalArgumentException e) {
            lines.accept(Line.failed(request, prompt, message(e)));
            return;
        }
        texts.forEach(part -> lines.accept(line(request, picture, part)));
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

    private Line line(Request request, Embedding picture, String prompt) {
        Embedding known;
        try {
            known = prompt(prompt);
        } catch (IllegalArgumentException e) {
            return Line.failed(request, prompt, message(e));
        }
        return Line.scored(
                request,
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

    /** Parts were read together with their prompt. */
    private Embedding embed(String prompt) {
        if (isInParts) {
            return scorer.verbatim().embed(prompt);
        }
        read(prompt);
        return scorer.embed(prompt);
    }

    private static String message(Exception e) {
        return Objects.requireNonNullElse(e.getMessage(), e.toString());
    }

    /** The requests whose pictures have to be embedded; every request joins the waiting ones on the way. */
    private final class Unknown implements Iterator<Request> {

        private final Iterator<Request> requests;
        private final Consumer<Line> lines;
        private @Nullable Request next;

        Unknown(Iterator<Request> requests, Consumer<Line> lines) {
            this.requests = requests;
            this.lines = lines;
        }

        @Override
        public boolean hasNext() {
            while (next == null && requests.hasNext()) {
                Request request = requests.next();
                waiting.add(request);
                Path file = request.file();
                boolean isNew = file != null && pictures.get(file) == null && underway.add(file);
                if (isNew || waiting.size() >= WAITING) {
                    next = request;
                } else {
                    tellKnown(lines);
                }
            }
            return next != null;
        }

        @Override
        public Request next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            Request found = Objects.requireNonNull(next);
            next = null;
            return found;
        }
    }
}
