package io.github.clipunit.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The same model under what a user might take instead, in time and in correctness. */
final class Rivals {

    /** Ahead by 1.3. */
    private static final String AHEAD = "0.77";
    /** At 0.95 of what the cores could do at best. */
    private static final String NEAR = "1.05";

    private static final String FOLDER = "PNG file to embedding : ";
    private static final String ALONE = "one PNG file after another to its embedding : ";
    private static final String START = "process start to the first score of a pair : ";
    private static final String BOUND = "decoding and the bare tower on one core each, over the cores";
    private static final String PROMPT = "a red fox in the snow";
    private static final int PICTURES = Integer.getInteger("clipunit.bench.pictures", 64);

    private final Comparisons comparisons;
    private final Path model;
    private final Map<Rival, Correctness> correctness = new EnumMap<>(Rival.class);

    Rivals(Comparisons comparisons, Path model) {
        this.comparisons = comparisons;
        this.model = model;
    }

    /** Measures ours and theirs in turn, for every rival that is installed. */
    void compare() throws IOException, InterruptedException {
        Path picture = PictureFolder.make(FolderRun.SIDE, PICTURES).get(0);
        comparisons.add(
                FOLDER + BOUND,
                NEAR,
                ours("files", 0),
                WholePrograms.bound(ours("decode", 1).plus(ours("encode", 1))));
        for (Rival rival : Rival.values()) {
            Optional<String> missing = rival.whatIsMissing(model);
            if (missing.isPresent()) {
                System.out.println("no times of " + rival + ": " + missing.get());
                continue;
            }
            if (!correctness.containsKey(rival)) {
                correctness.put(rival, Correctness.of(rival, model));
                System.out.println("  " + rival + ": " + correctness.get(rival).cells());
            }
            Timing alone = rival.folder(model, PICTURES, 1);
            comparisons.add(ALONE + rival, rival == Rival.INFERENCE4J ? "0.95" : AHEAD, ours("alone", 0), alone);
            Timing batched = rival.isBatching() ? rival.folder(model, PICTURES, FolderRun.BATCH) : alone;
            comparisons.add(FOLDER + rival, AHEAD, ours("files", 0), alone.clock() < batched.clock() ? alone : batched);
            comparisons.add(START + rival, AHEAD, start(picture), rival.start(model, picture, PROMPT));
        }
    }

    private Timing ours(String way, int threads) throws IOException, InterruptedException {
        return Program.java(FolderRun.class, properties(threads), way, String.valueOf(PICTURES))
                .timing();
    }

    private Timing start(Path picture) throws IOException, InterruptedException {
        return Program.java(FirstVerdict.class, properties(0), "scorer", picture.toString(), "-")
                .start();
    }

    private Map<String, String> properties(int threads) {
        return Map.of(BenchModel.MODEL, model.toString(), BenchModel.THREADS, String.valueOf(threads));
    }

    /** A line of Markdown for each way, ours first: medians, and how many times as long as ours the other takes. */
    String table() {
        StringBuilder table = new StringBuilder("\n| | folder, ms a picture | ratio | one after another, ms | ratio"
                + " | start, ms | ratio | least cosine: square | odd sizes | 3 : 1 | 100 words |\n"
                + "| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n");
        if (!correctness.isEmpty()) {
            table.append("| clipunit | " + oursOf(FOLDER) + " | | " + oursOf(ALONE) + " | | " + oursOf(START) + " | | "
                    + Correctness.ours().cells() + " |\n");
        }
        correctness.forEach((rival, found) -> table.append("| " + rival + " | " + cells(FOLDER + rival) + " | "
                + cells(ALONE + rival) + " | " + cells(START + rival) + " | " + found.cells() + " |\n"));
        return table.append("| " + BOUND + " | " + cells(FOLDER + BOUND) + " | | | | | | | | |\n")
                .toString();
    }

    private String oursOf(String measured) {
        return Comparisons.digits(comparisons.medianOfOurs(measured));
    }

    private String cells(String name) {
        Comparisons.Pair median = comparisons.median(name);
        return Comparisons.digits(median.theirs().clock())
                + String.format(Locale.ROOT, " | %.2f", 1 / median.byClock());
    }
}
