package io.github.clipunit.report.page;

import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.SourceLine;
import io.github.clipunit.report.data.TestEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The tests that are red as workflow commands of GitHub Actions, which shows them beside the test's source. It shows ten
 * errors a step; the last of ten counts those left out.
 */
public final class Annotations {

    private static final int MOST = 10;

    private Annotations() {}

    public static List<String> of(ReportDocument document) {
        List<TestEntry> red =
                document.tests().stream().filter(test -> test.status().isRed()).toList();
        List<String> lines = new ArrayList<>();
        int shown = red.size() <= MOST ? red.size() : MOST - 1;
        red.subList(0, shown).forEach(test -> lines.add(line(test)));
        if (red.size() > shown) {
            lines.add("::error title=clipunit::" + (red.size() - shown) + " more tests failed: see the report");
        }
        return lines;
    }

    private static String line(TestEntry test) {
        return "::error " + place(test.source()) + "title="
                + property("clipunit: " + test.test().selector()) + "::" + data(String.valueOf(test.message()));
    }

    private static String place(@Nullable SourceLine source) {
        if (source == null) {
            return "";
        }
        String line = source.line() == null ? "" : "line=" + source.line() + ",";
        return "file=" + property(source.file()) + "," + line;
    }

    /** As the runner's own toolkit escapes them. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
