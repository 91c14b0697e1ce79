package io.github.clipunit.report.data;

import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.Description;
import io.github.clipunit.check.Explanation;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.NamedNumber;
import io.github.clipunit.check.NamedText;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A check as the report keeps it: a {@link io.github.clipunit.check.Check}, with what its pictures and its model are known
 * by in place of both, and what the run knows of it.
 *
 * @param id the same in every run, as long as test, kind of check and prompt stay
 * @param model the model's name
 * @param explanation why it may have failed, or null where nothing is said
 * @param goldenPicture the accepted picture's key among the report's pictures, or null where it was not kept
 * @param attempts how often its test was run before it came to this verdict, from 1
 */
public record CheckEntry(
        String id,
        Origin origin,
        String at,
        TestLabel test,
        String name,
        boolean passed,
        Measurement measurement,
        @Nullable String prompt,
        @Nullable String model,
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
        int attempts,
        List<HistoryPoint> history) {

    public CheckEntry withAttempts(int attempts) {
        return with(embeddings, attempts, history);
    }

    public CheckEntry withHistory(List<HistoryPoint> history) {
        return with(embeddings, attempts, history);
    }

    public CheckEntry withoutEmbeddings() {
        return with(null, attempts, history);
    }

    private CheckEntry with(@Nullable CheckVectors embeddings, int attempts, List<HistoryPoint> history) {
        return new CheckEntry(
                id,
                origin,
                at,
                test,
                name,
                passed,
                measurement,
                prompt,
                model,
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
                attempts,
                history);
    }
}
