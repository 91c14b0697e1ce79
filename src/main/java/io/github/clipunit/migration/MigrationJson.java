package io.github.clipunit.migration;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import io.github.clipunit.migration.MigratedGolden.RescoredPrompt;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A JSON document with one golden per line. */
final class MigrationJson implements MigrationWriter {

    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    private final PrintWriter out;
    private final Facts facts;
    private final List<MigratedGolden> results = new ArrayList<>();

    MigrationJson(PrintWriter out, Facts facts) {
        this.out = out;
        this.facts = facts;
    }

    @Override
    public void begin() {
        out.print("{\n  \"model\": " + GSON.toJson(facts.model()) + ",\n  \"written\": " + facts.written()
                + ",\n  \"hashOnly\": " + facts.hashOnly() + ",\n  \"goldens\": [");
    }

    @Override
    public void result(MigratedGolden result) {
        JsonObject object = new JsonObject();
        object.addProperty("golden", result.path());
        object.addProperty("result", name(result.fate()));
        object.addProperty("reason", result.reason());
        JsonArray prompts = new JsonArray();
        for (RescoredPrompt row : result.prompts()) {
            JsonObject prompt = new JsonObject();
            prompt.addProperty("prompt", row.prompt());
            prompt.addProperty("pictures", row.pictures());
            prompt.addProperty("recorded", row.recorded());
            prompt.addProperty("old", row.old());
            prompt.addProperty("new", row.renewed());
            prompts.add(prompt);
        }
        object.add("prompts", prompts);
        out.print((results.isEmpty() ? "\n    " : ",\n    ") + GSON.toJson(object));
        out.flush();
        results.add(result);
    }

    private static String name(Fate fate) {
        return fate.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    @Override
    public void end() {
        JsonObject summary = new JsonObject();
        for (Fate fate : Fate.values()) {
            summary.addProperty(
                    name(fate),
                    results.stream().filter(result -> result.fate() == fate).count());
        }
        MigrationWriter.sample(results, RescoredPrompt::recorded).ifPresent(sample -> {
            summary.addProperty("recordedMean", sample.mean());
            summary.addProperty("recordedSpread", sample.size() == 1 ? null : sample.deviation());
        });
        MigrationWriter.sample(results, RescoredPrompt::renewed).ifPresent(sample -> {
            summary.addProperty("newMean", sample.mean());
            summary.addProperty("newSpread", sample.size() == 1 ? null : sample.deviation());
        });
        out.print("\n  ],\n  \"summary\": " + GSON.toJson(summary) + "\n}\n");
        out.flush();
    }
}
