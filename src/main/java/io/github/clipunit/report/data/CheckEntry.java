package io.github.clipunit.report.data;

import io.github.clipunit.check.Check;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A check as the report keeps it.
 *
 * @param id the same in every run, as long as test, kind of check and prompt stay
 * @param attempts how often its test was run before it came to this verdict, from 1
 */
public record CheckEntry(
        String id,
        Origin origin,
        String at,
        TestLabel test,
        String name,
        boolean passed,
        @Nullable String prompt,
        @Nullable String model,
        Map<String, Double> figures,
        Map<String, String> facts,
        @Nullable String message,
        List<CheckedImage> images,
        @Nullable Accepted golden,
        @Nullable ReportedExplanation explanation,
        @Nullable ReportedHeatMap heatMap,
        @Nullable CheckVectors embeddings,
        int attempts,
        List<HistoryPoint> history) {

    @Nullable
    public Double score() {
        return figures.get(Check.SCORE);
    }

    public CheckEntry withAttempts(int attempts) {
        return new CheckEntry(
                id,
                origin,
                at,
                test,
                name,
                passed,
                prompt,
                model,
                figures,
                facts,
                message,
                images,
                golden,
                explanation,
                heatMap,
                embeddings,
                attempts,
                history);
    }

    public CheckEntry withHistory(List<HistoryPoint> history) {
        return new CheckEntry(
                id,
                origin,
                at,
                test,
                name,
                passed,
                prompt,
                model,
                figures,
                facts,
                message,
                images,
                golden,
                explanation,
                heatMap,
                embeddings,
                attempts,
                history);
    }

    public CheckEntry withoutEmbeddings() {
        return new CheckEntry(
                id,
                origin,
                at,
                test,
                name,
                passed,
                prompt,
                model,
                figures,
                facts,
                message,
                images,
                golden,
                explanation,
                heatMap,
                null,
                attempts,
                history);
    }
}
