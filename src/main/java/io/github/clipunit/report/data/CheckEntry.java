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
 * A check in the report. It has the data of a {@link io.github.clipunit.check.Check}, with keys in place of its
 * pictures and its model, and what the run adds.
 *
 * @param id the id, which stays the same in every run as long as test, kind of check and prompt stay the same
 * @param model the model's name
 * @param revision the model's revision, or null if it has none
 * @param explanation why the check may have failed, or null
 * @param goldenPicture the key of the accepted picture among the report's pictures, or null if it was not kept
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

    /** Merges two copies of one check, with the history of both. */
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
