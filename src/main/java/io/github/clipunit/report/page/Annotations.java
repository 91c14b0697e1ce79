package io.github.clipunit.report.page;

import io.github.clipunit.report.data.CheckEntry;
import io.github.clipunit.report.data.ReportDocument;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The failed checks as workflow commands of GitHub Actions, which shows them beside the test's source. It shows ten errors
 * a step; the last of ten counts those left out.
 */
public final class Annotations {

    private static final int MOST = 10;

    private final Path workspace;
    private final Path module;

    public Annotations(Path workspace, Path module) {
        this.workspace = workspace;
        this.module = module;
    }

    public List<String> of(ReportDocument document) {
        List<CheckEntry> failed =
                document.checks().stream().filter(check -> !check.passed()).toList();
        List<String> lines = new ArrayList<>();
        int shown = failed.size() <= MOST ? failed.size() : MOST - 1;
        failed.subList(0, shown).forEach(check -> lines.add(line(check)));
        if (failed.size() > shown) {
            lines.add("::error title=clipunit::" + (failed.size() - shown) + " more checks failed: see the report");
        }
        return lines;
    }

    private String line(CheckEntry check) {
        String message = check.message() == null ? check.name() + " failed" : check.message();
        String file = sourceFile(check.test().className())
                .map(path -> "file=" + property(path) + ",")
                .orElse("");
        return "::error " + file + "title="
                + property("clipunit: " + check.test().selector()) + "::" + data(message);
    }

    /** Where the class's source lies from the workspace, with slashes, if it is where build tools look for it. */
    private Optional<String> sourceFile(String className) {
        String outer = className.indexOf('$') > 0 ? className.substring(0, className.indexOf('$')) : className;
        String path = outer.replace('.', '/');
        return Stream.of("src/test/java/" + path + ".java", "src/test/kotlin/" + path + ".kt")
                .map(module::resolve)
                .filter(Files::isRegularFile)
                .findFirst()
                .map(file -> workspace
                        .toAbsolutePath()
                        .normalize()
                        .relativize(file.toAbsolutePath().normalize()))
                .map(file -> file.toString().replace('\\', '/'));
    }

    /** As the runner's own toolkit escapes them. */
    private static String data(String text) {
        return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A");
    }

    private static String property(String text) {
        return data(text).replace(":", "%3A").replace(",", "%2C");
    }
}
