package io.github.clipunit.evaluation;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The table of the model card. */
final class Table {

    private static final List<String> NOTO = List.of("name-noto");
    private static final List<String> TWEMOJI = List.of("name-twemoji");
    private static final List<String> FLUENT = List.of("name-fluent");
    private static final List<String> TRAINED = List.of("name-noto", "name-twemoji", "name-fluent");
    private static final List<String> OTHERS = List.of("name-other-styles");
    private static final List<String> OPENMOJI = List.of("name-openmoji");
    private static final double USUAL = 0.28;

    private final Verdicts verdicts;
    private final List<String> lines = new ArrayList<>();

    private Table(Verdicts verdicts) {
        this.verdicts = verdicts;
    }

    /** The table as Markdown, a row a task that has cases. */
    static String of(Verdicts verdicts) {
        Table table = new Table(verdicts);
        table.names();
        table.pairs();
        table.wordings();
        table.scale();
        return String.join("\n", table.lines);
    }

    private void names() {
        lines.add("| task | cases | measured | 95 % interval | at least | |");
        lines.add("| --- | --: | --: | --- | --: | --- |");
        ranked("right name among all emoji names, trained styles (Noto, Twemoji, Fluent)", TRAINED, 90, 98);
        ranked("- Noto", NOTO, 90, 98);
        ranked("- Twemoji", TWEMOJI, 90, 98);
        ranked("- Fluent", FLUENT, 90, 98);
        ranked("six further trained styles", OTHERS, null, null);
        ranked("the same in a style never trained on (OpenMoji)", OPENMOJI, 25, 50);
    }

    private void pairs() {
        pair("two captions differing only in colour", 97, "colour");
        pair("two captions differing only in shape", 97, "shape");
        pair("two captions differing only in background", 97, "background");
        pair("two captions differing only in the object", null, "object");
        pair("two captions differing only in the count (1 to 5)", 90, "count");
        pair("left/right and above/below swapped", 88, "left-right", "above-below");
        pair("- left/right", 88, "left-right");
        pair("- above/below", 88, "above-below");
        pair("inside swapped", null, "inside");
        pair("attributes bound to the wrong object", 85, "binding");
    }

    private void wordings() {
        String title = "synonym, plural, typo or capitals instead of the name: top-5";
        row(title, verdicts.top(5, List.of("synonym", "plural", "typo", "capitals")), 80);
        for (String task : List.of("synonym", "plural", "typo", "capitals")) {
            row("- " + task, verdicts.top(5, List.of(task)), 80);
        }
    }

    private void scale() {
        Proportion matching = verdicts.matchingAbove(USUAL);
        if (matching.cases() == 0) {
            return;
        }
        MeasuredArea area = verdicts.area();
        lines.add(String.format(
                Locale.ROOT,
                "| matching against random pairs, area under the ROC curve | %d + %d | %.4f | %.4f to %.4f | 0.995 | %s |",
                matching.cases(),
                matching.cases(),
                area.area(),
                area.low(),
                area.high(),
                verdict(area.area() >= 0.995)));
        row("matching captions above 0.28", matching, null);
        row("random captions below 0.28", verdicts.randomBelow(USUAL), null);
    }

    private void ranked(String title, List<String> tasks, @Nullable Integer first, @Nullable Integer fifth) {
        row(title + ": top-1", verdicts.top(1, tasks), first);
        row((first == null || title.startsWith("-") ? title + ": " : "- ") + "top-5", verdicts.top(5, tasks), fifth);
    }

    private void pair(String title, @Nullable Integer bar, String... tasks) {
        row(title, verdicts.right(List.of(tasks)), bar);
    }

    private void row(String title, Proportion found, @Nullable Integer bar) {
        if (found.cases() == 0) {
            return;
        }
        lines.add(String.format(
                Locale.ROOT,
                "| %s | %d | %.1f %% | %.1f to %.1f %% | %s | %s |",
                title,
                found.cases(),
                100 * found.share(),
                100 * found.low(),
                100 * found.high(),
                bar == null ? "" : bar + " %",
                bar == null ? "" : verdict(100 * found.share() >= bar)));
    }

    private static String verdict(boolean isReached) {
        return isReached ? "reached" : "**missed**";
    }
}
