package io.github.clipunit.migration;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.migration.MigratedGolden.RescoredPrompt;
import io.github.clipunit.stats.Sample;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** A table for people: first the migrated goldens, then those that were left and why, then a summary. */
final class MigrationTable implements MigrationWriter {

    private static final String ROW = "%8s  %8s  %8s  %s  %s%n";

    private final PrintWriter out;
    private final Facts facts;
    private final List<MigratedGolden> results = new ArrayList<>();

    MigrationTable(PrintWriter out, Facts facts) {
        this.out = out;
        this.facts = facts;
    }

    @Override
    public void begin() {
        out.printf(Locale.ROOT, ROW, "recorded", "new", "change", "golden", "prompt");
    }

    @Override
    public void result(MigratedGolden result) {
        results.add(result);
        if (result.fate() == Fate.MIGRATED) {
            result.prompts().forEach(prompt -> row(result.path(), prompt));
            out.flush();
        }
    }

    private void row(String path, RescoredPrompt row) {
        Double recorded = row.recorded();
        Double renewed = row.renewed();
        Double change = recorded == null || renewed == null ? null : renewed - recorded;
        String pictures = row.pictures() == 1 ? "" : " (mean of " + row.pictures() + " pictures)";
        String prompt = row.prompt() == null ? "(the picture alone)" : VisibleText.quoted(row.prompt()) + pictures;
        out.printf(
                Locale.ROOT,
                ROW,
                fixed(recorded, "%.4f"),
                fixed(renewed, "%.4f"),
                fixed(change, "%+.4f"),
                path,
                prompt);
    }

    private static String fixed(@Nullable Double value, String format) {
        return value == null ? "-" : String.format(Locale.ROOT, format, value);
    }

    @Override
    public void end() {
        out.println();
        results.stream()
                .filter(result -> result.fate().isLack() || result.fate() == Fate.NOT_ASKED)
                .forEach(result -> out.println(result.reason()));
        out.println(counts());
        scale();
        out.flush();
    }

    private String counts() {
        Map<Fate, Long> counts = new EnumMap<>(Fate.class);
        results.forEach(result -> counts.merge(result.fate(), 1L, Long::sum));
        long migrated = counts.getOrDefault(Fate.MIGRATED, 0L);
        String left = counts.entrySet().stream()
                .filter(count -> count.getKey() != Fate.MIGRATED)
                .map(count -> count.getValue() + " " + count.getKey().words())
                .collect(Collectors.joining(", "));
        return Counted.of(results.size(), "golden") + ": " + migrated
                + (facts.written() ? " migrated to [" : " can be migrated to [") + facts.model() + "], "
                + (results.size() - migrated) + " left"
                + (left.isEmpty() ? "" : " (" + left + ")")
                + (facts.written() || migrated == 0 ? "" : "; nothing was written: run this again with --write")
                + (facts.hashOnly() && migrated > 0
                        ? "; the old model was not used: only the pictures' hashes were compared"
                        : "");
    }

    private void scale() {
        Sample recorded =
                MigrationWriter.sample(results, RescoredPrompt::recorded).orElse(null);
        Sample renewed =
                MigrationWriter.sample(results, RescoredPrompt::renewed).orElse(null);
        if (recorded == null || renewed == null) {
            return;
        }
        out.println("recorded scores: " + text(recorded) + "\nnew scores:      " + text(renewed));
        if (recorded.deviation() > 0 && renewed.deviation() > 0) {
            out.printf(
                    Locale.ROOT,
                    "The new model's scores have another scale, so review thresholds and tolerances: the"
                            + " tolerance %s on the old one corresponds to %.4f on the new one, by the spreads%n",
                    facts.tolerance(),
                    facts.tolerance() * renewed.deviation() / recorded.deviation());
        }
    }

    private static String text(Sample sample) {
        String spread = sample.size() == 1 ? "" : String.format(Locale.ROOT, ", spread %.4f", sample.deviation());
        return String.format(Locale.ROOT, "mean %.4f%s, of ", sample.mean(), spread)
                + Counted.of(sample.size(), "prompt");
    }
}
