package io.github.clipunit.junit;

import io.github.clipunit.check.Check;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells JUnit's reporters of each check: {@code clip.check}, {@code clip.score}, {@code clip.prompt} and so on. */
final class ReportEntries {

    private static final int DIGITS = 6;
    /** Below, zeros have signs; above, doubles have no fraction of six digits. NaN is neither. */
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
        entries.put("clip.image", check.images().get(0).toString());
        check.figures().forEach((name, value) -> entries.put("clip." + name, fixed(value)));
        check.facts().forEach((name, value) -> entries.putIfAbsent("clip." + name, value));
        entries.values().removeIf(String::isBlank);
        context.publishReportEntry(entries);
    }

    /** As {@code %.6f}, whose formatter takes a large part of a quick test's time. */
    static String fixed(double value) {
        return Math.abs(value) >= LEAST_PLAIN && Math.abs(value) <= MOST_PLAIN
                ? BigDecimal.valueOf(value)
                        .setScale(DIGITS, RoundingMode.HALF_UP)
                        .toPlainString()
                : String.format(Locale.ROOT, "%." + DIGITS + "f", value);
    }
}
