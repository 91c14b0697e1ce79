package io.github.clipunit.report.data;

import static java.util.Objects.requireNonNull;

import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.NamedText;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A check as the report keeps it: a {@link io.github.clipunit.check.Check}, with what its pictures and its model are known
 * by in place of both, and what the run knows of it.
 *
 * @param id the same in every run, as long as test, kind of check and prompt stay
 * @param model the model's name
 * @param revision the model's, or null where it has none
 * @param explanation why it may have failed, or null where nothing is said
 * @param goldenPicture the accepted picture's key among the report's pictures, or null where it was not kept
 */
public record CheckEntry(
        String id,
        String at,
        String name,
        boolean passed,
        Measurement measurement,
        @Nullable String prompt,
        @Nullable String model,
        @Nullable String revision,
        @Nullable Double score,
        @Nullable Description nearest,
        List<Description> rivals,
        List<NamedNumber> figures,
        List<NamedText> facts,
        @Nullable Explanation explanation,
        @Nullable String message,
        List<CheckedImage> images,
        @Nullable CheckedGolden golden,
        @Nullable String goldenPicture,
        @Nullable CheckVectors embeddings,
        List<HistoryPoint> history) {

    public CheckEntry {
        requireNonNull(id, "id");
        requireNonNull(at, "at");
        requireNonNull(name, "name");
        requireNonNull(measurement, "measurement");
        figures = List.copyOf(figures);
        facts = List.copyOf(facts);
        images = List.copyOf(images);
        history = List.copyOf(history);
    }

    public CheckEntry withHistory(List<HistoryPoint> history) {
        return with(embeddings, history);
    }

    /** Of two copies of one check, with the points that either has. */
    public CheckEntry or(CheckEntry other) {
        return withHistory(HistoryPoint.latest(Stream.concat(history.stream(), other.history.stream())));
    }

    public CheckEntry withoutEmbeddings() {
        return with(null, history);
    }

    private CheckEntry with(@Nullable CheckVectors embeddings, List<HistoryPoint> history) {
        return new CheckEntry(
                id,
                at,
                name,
                passed,
                measurement,
                prompt,
                model,
                revision,
                score,
                nearest,
                rivals,
                figures,
                facts,
                explanation,
                message,
                images,
                golden,
                goldenPicture,
                embeddings,
                history);
    }
}
