package io.github.clipunit.junit;

import io.github.clipunit.Check;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Tells JUnit's reporters of each check: {@code clip.check}, {@code clip.score}, {@code clip.prompt} and so on. */
final class ReportEntries {

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
        check.figures()
                .forEach((name, value) -> entries.put("clip." + name, String.format(Locale.ROOT, "%.6f", value)));
        check.facts().forEach((name, value) -> entries.putIfAbsent("clip." + name, value));
        entries.values().removeIf(String::isBlank);
        context.publishReportEntry(entries);
    }
}
