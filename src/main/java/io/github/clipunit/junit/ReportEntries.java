package io.github.clipunit.junit;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.CheckedGolden;
import io.github.clipunit.check.Measurement;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Publishes each check as report entries of JUnit: {@code clip.check}, {@code clip.score}, {@code clip.prompt} and so
 * on.
 */
final class ReportEntries {

    private static final int DIGITS = 6;
    /**
     * The range in which numbers are printed by {@link BigDecimal}: below it, a zero may have a sign; above it, doubles
     * have no six-digit fraction. NaN is outside.
     */
    private static final double LEAST_PLAIN = 1e-6;

    private static final double MOST_PLAIN = 1e9;

    private ReportEntries() {}

    static void publish(Check check, ExtensionContext context) {
        Map<String, String> entries = new LinkedHashMap<>();
        entries.put("clip.check", check.name());
        entries.put("clip.verdict", check.passed() ? "passed" : "failed");
        if (check.prompt() != null) {
            entries.put("clip.prompt", check.prompt());
        }
        if (check.model() != null) {
            entries.put("clip.model", check.model().id());
        }
        if (!check.images().isEmpty()) {
            entries.put("clip.image", check.images().get(0).toString());
        }
        Measurement measurement = check.measurement();
        Measurement.Words words = measurement.words();
        entries.put("clip.measured", measurement.measured());
        entries.put("clip.relation", measurement.relation().words());
        entries.put("clip.found", words == null ? fixed(measurement.found()) : words.found());
        entries.put(
                "clip.wanted",
                words == null
                        ? measurement.wanted().stream()
                                .map(ReportEntries::fixed)
                                .collect(Collectors.joining(" to "))
                        : words.wanted());
        if (check.score() != null) {
            entries.put("clip.score", fixed(check.score()));
        }
        if (check.nearest() != null) {
            entries.put("clip.nearest", check.nearest().text());
            entries.put("clip.nearest.score", fixed(check.nearest().score()));
        }
        CheckedGolden golden = check.golden();
        if (golden != null) {
            entries.put("clip.golden.file", golden.file());
            entries.put("clip.golden.outcome", golden.outcome().name().toLowerCase(Locale.ROOT));
            if (golden.score() != null) {
                entries.put("clip.golden.score", fixed(golden.score()));
            }
            if (golden.tolerance() != null) {
                entries.put("clip.tolerance", fixed(golden.tolerance()));
            }
        }
        check.figures().forEach(figure -> entries.putIfAbsent("clip." + figure.fullName(), fixed(figure.value())));
        check.facts().forEach(fact -> entries.putIfAbsent("clip." + fact.name(), fact.text()));
        entries.values().removeIf(String::isBlank);
        context.publishReportEntry(entries);
    }

    /** Formats like {@code %.6f}, whose formatter would take a large part of a quick test's time. */
    static String fixed(double value) {
        return Math.abs(value) >= LEAST_PLAIN && Math.abs(value) <= MOST_PLAIN
                ? BigDecimal.valueOf(value)
                        .setScale(DIGITS, RoundingMode.HALF_UP)
                        .toPlainString()
                : String.format(Locale.ROOT, "%." + DIGITS + "f", value);
    }
}
