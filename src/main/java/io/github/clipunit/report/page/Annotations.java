package io.github.clipunit.report.page;

import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.report.data.ReportDocument;
import io.github.clipunit.report.data.SourceLine;
import io.github.clipunit.report.data.TestEntry;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The failed tests as workflow commands of GitHub Actions, which shows them next to the tests' source. GitHub shows ten
 * errors per step, so the tenth counts the tests left out.
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
                + OutputForm.GITHUB_PROPERTY.of("clipunit: " + test.test().selector()) + "::"
                + OutputForm.GITHUB.of(String.valueOf(test.message()));
    }

    private static String place(@Nullable SourceLine source) {
        if (source == null) {
            return "";
        }
        String line = source.line() == null ? "" : "line=" + source.line() + ",";
        return "file=" + OutputForm.GITHUB_PROPERTY.of(source.file()) + "," + line;
    }
}
