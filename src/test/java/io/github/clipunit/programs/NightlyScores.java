package io.github.clipunit.programs;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.sets.ScoreSummary;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Scores what a service painted last night: a folder of PNG files, each with its prompt in a text file of its name. */
public final class NightlyScores {

    private NightlyScores() {}

    public static void main(String... arguments) throws IOException {
        ScoreSummary summary = new ScoreSummary();
        List<Path> failed = new ArrayList<>();
        try (ClipScorer clip = OnnxClipScorer.open(arguments[0]);
                Stream<Path> files = Files.list(Path.of(arguments[1]))) {
            Stream<Path> pictures =
                    files.filter(file -> file.toString().endsWith(".png")).sorted();
            clip.scoreAll(pictures, ClipImage::of, NightlyScores::prompt).forEach(result -> {
                if (result.hasFailed()) {
                    System.out.println(result.item().getFileName() + " has no score: " + result.error());
                    failed.add(result.item());
                } else {
                    summary.add(result.value().cosine());
                }
            });
        }
        System.out.printf(
                Locale.ROOT,
                "%d pictures, mean %.4f, one in ten below %.4f%n",
                summary.count(),
                summary.mean(),
                summary.quantile(0.1));
        System.exit(failed.isEmpty() && summary.mean() >= 0.27 ? 0 : 1);
    }

    private static String prompt(Path picture) {
        try {
            return Files.readString(Path.of(picture.toString().replace(".png", ".txt")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
