package io.github.clipunit.cli.score;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.clipunit.cli.terminal.Screen;
import io.github.clipunit.internal.DisplayWidth;
import io.github.clipunit.sets.ScoreSummary;
import java.io.PrintWriter;
import java.util.Locale;

/** The statistics of a run: of all lines and of each group. */
public final class Summary {

    private static final double CONFIDENCE = 0.95;
    private static final int NAME = 16;
    private static final String HEAD = "%s %9s  %8s  %-18s  %9s  %7s  %7s  %7s  %7s%n";

    private Summary() {}

    /** JSON with the statistics of all lines, and a list of groups if there are any. */
    public static JsonObject json(Tally tally) {
        JsonObject json = new JsonObject();
        json.addProperty("scores", tally.all().scores().count());
        add(json, tally.all().scores());
        if (tally.all().scores().count() > 0) {
            json.addProperty("lowestImage", tally.lowestImage());
        }
        addCounts(json, tally.all(), tally);
        if (!tally.groups().isEmpty()) {
            JsonArray groups = new JsonArray();
            tally.groups().forEach((name, scores) -> {
                JsonObject group = new JsonObject();
                group.addProperty("group", name);
                group.addProperty("scores", scores.scores().count());
                add(group, scores.scores());
                addCounts(group, scores, tally);
                groups.add(group);
            });
            json.add("groups", groups);
        }
        return json;
    }

    private static void add(JsonObject json, ScoreSummary scores) {
        if (scores.count() == 0) {
            return;
        }
        json.addProperty("mean", scores.mean());
        if (scores.count() > 1) {
            JsonArray interval = new JsonArray();
            interval.add(scores.interval(CONFIDENCE).low());
            interval.add(scores.interval(CONFIDENCE).high());
            json.add("interval95", interval);
            json.addProperty("deviation", scores.deviation());
        }
        json.addProperty("lowest", scores.min());
        json.addProperty("p5", scores.quantile(0.05));
        json.addProperty("median", scores.quantile(0.5));
        json.addProperty("p95", scores.quantile(0.95));
        json.addProperty("highest", scores.max());
    }

    private static void addCounts(JsonObject json, GroupScores scores, Tally tally) {
        if (tally.min() != null) {
            json.addProperty("below", scores.below());
        }
        json.addProperty("errors", scores.errors());
    }

    /** Prints the groups as a table for people; nothing if there are none. */
    public static void print(PrintWriter out, Tally tally) {
        if (tally.groups().isEmpty()) {
            return;
        }
        int width = Screen.columns(out).isPresent()
                ? NAME
                : tally.groups().keySet().stream()
                        .mapToInt(name -> DisplayWidth.of(ScoreTable.oneLine(name)))
                        .reduce(NAME, Math::max);
        out.println();
        out.printf(
                Locale.ROOT,
                HEAD,
                DisplayWidth.pad("group", width),
                "scores",
                "mean",
                "95 % interval",
                "deviation",
                "5 %",
                "median",
                "95 %",
                "errors");
        tally.groups().forEach((name, group) -> {
            String fitted = DisplayWidth.shorten(ScoreTable.oneLine(name), width);
            print(out, DisplayWidth.pad(fitted, width), group);
        });
    }

    private static void print(PrintWriter out, String name, GroupScores group) {
        ScoreSummary scores = group.scores();
        boolean isAny = scores.count() > 0;
        boolean isSpread = scores.count() > 1;
        out.printf(
                Locale.ROOT,
                HEAD,
                name,
                scores.count(),
                isAny ? fixed(scores.mean()) : "-",
                isSpread
                        ? "[" + fixed(scores.interval(CONFIDENCE).low()) + ", "
                                + fixed(scores.interval(CONFIDENCE).high()) + "]"
                        : "-",
                isSpread ? fixed(scores.deviation()) : "-",
                isAny ? fixed(scores.quantile(0.05)) : "-",
                isAny ? fixed(scores.quantile(0.5)) : "-",
                isAny ? fixed(scores.quantile(0.95)) : "-",
                group.errors());
    }

    private static String fixed(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }
}
