package io.github.clipunit.evaluation;

import com.google.gson.Gson;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * The cases in a folder, as training/README.md describes its files.
 *
 * @param folder what the pictures' files are relative to
 * @param pairs the cases with two captions
 * @param named the cases of name retrieval
 * @param names all names; empty where no case asks for them
 */
record Cases(Path folder, List<PairCase> pairs, List<NameCase> named, List<String> names) {

    private static final Gson GSON = new Gson();

    /** Reads {@code cases.jsonl} and {@code names.json}. */
    static Cases read(Path folder) {
        Path file = folder.resolve("cases.jsonl");
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("[" + file + "] is missing: paint the cases with"
                    + " training/evaluate.py cases --cache CACHE --out DIR, and name DIR by"
                    + " -Dclipunit.evaluation.cases=DIR");
        }
        try {
            String names = Files.readString(folder.resolve("names.json"));
            return read(folder, file, List.of(GSON.fromJson(names, String[].class)));
        } catch (IOException | JsonParseException e) {
            throw new IllegalArgumentException("[" + folder.resolve("names.json") + "] cannot be read: " + e, e);
        }
    }

    /** Reads a file of cases that asks for no names. */
    static Cases readPairs(Path folder, String file) {
        return read(folder, folder.resolve(file), List.of());
    }

    private static Cases read(Path folder, Path file, List<String> names) {
        List<PairCase> pairs = new ArrayList<>();
        List<NameCase> named = new ArrayList<>();
        int number = 0;
        try {
            for (String line : Files.readAllLines(file)) {
                number++;
                JsonObject json = JsonParser.parseString(line).getAsJsonObject();
                if (json.has("captions")) {
                    pairs.add(GSON.fromJson(json, PairCase.class));
                } else {
                    named.add(GSON.fromJson(json, NameCase.class));
                }
            }
        } catch (IOException | JsonParseException | IllegalStateException e) {
            throw new IllegalArgumentException("[" + file + "] cannot be read at line " + number + ": " + e, e);
        }
        return new Cases(folder, pairs, named, names);
    }

    /** Every picture once, in the order of the cases. */
    List<String> images() {
        return Stream.concat(pairs.stream().map(PairCase::image), named.stream().map(NameCase::image))
                .distinct()
                .toList();
    }

    /** Every caption, name and query once. */
    List<String> prompts() {
        return Stream.of(
                        names.stream(),
                        pairs.stream().flatMap(pair -> pair.captions().stream()),
                        named.stream().map(NameCase::query))
                .flatMap(all -> all)
                .distinct()
                .toList();
    }
}
