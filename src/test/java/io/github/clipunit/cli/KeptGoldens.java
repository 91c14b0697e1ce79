package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.golden.store.GoldenFile;
import io.github.clipunit.golden.store.GoldenKey;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.LockFile;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** A project with goldens that were recorded, and cassettes beside them. */
record KeptGoldens(Path base) {

    static KeptGoldens in(Path base) throws IOException {
        Files.writeString(base.resolve("pom.xml"), "<project/>");
        return new KeptGoldens(base);
    }

    Path root() {
        return base.resolve("src/test/resources/golden");
    }

    Path json(String name) {
        return root().resolve("com.acme.FoxTest/" + name + ".json");
    }

    Path thumbnail(String name) {
        return root().resolve("com.acme.FoxTest/" + name + ".png");
    }

    private GoldenFile file(String name) {
        GoldenKey key = new GoldenKey(root(), "com.acme.FoxTest/" + name + ".json", name, false, false);
        return new GoldenFile(key, name, new LockFile(base.resolve("target/clipunit/test.lock")));
    }

    GoldenRecord read(String name) {
        return file(name).read().orElseThrow();
    }

    /** A golden of one prompt. */
    void record(String name, ClipScorer scorer, String prompt, ClipImage... images) {
        record(name, scorer, Map.of(prompt, List.of(images)));
    }

    void record(String name, ClipScorer scorer, Map<String, List<ClipImage>> prompts) {
        List<GoldenRecord.Entry> entries = new ArrayList<>();
        List<ClipImage> shown = new ArrayList<>();
        prompts.forEach((prompt, images) -> {
            entries.add(GoldenRecord.Entry.of(
                    prompt,
                    images.stream().map(image -> scored(scorer, image, prompt)).toList()));
            shown.add(images.get(0));
        });
        write(name, scorer, entries, shown);
    }

    static ScoredPicture scored(ClipScorer scorer, ClipImage image, String prompt) {
        Embedding embedding = scorer.embed(image);
        return new ScoredPicture(image, embedding, embedding.cosine(scorer.embed(prompt)));
    }

    /** A golden of a picture alone. */
    void recordLikeness(String name, ClipScorer scorer, ClipImage image) {
        GoldenRecord.Sample sample = new GoldenRecord.Sample(image.sha256(), null);
        write(
                name,
                scorer,
                List.of(new GoldenRecord.Entry(null, scorer.embed(image), List.of(sample))),
                List.of(image));
    }

    void write(String name, ClipScorer scorer, List<GoldenRecord.Entry> entries, List<ClipImage> shown) {
        file(name)
                .overwrite(
                        new GoldenRecord("com.acme.FoxTest#" + name, GoldenRecord.Model.of(scorer.model()), entries),
                        shown);
    }

    /** Keeps a picture as a cassette does. */
    ClipImage keep(String name, ClipImage image) {
        return keep(root().resolve("com.acme.FoxTest/cassettes"), name, image);
    }

    static ClipImage keep(Path folder, String name, ClipImage image) {
        try {
            Files.createDirectories(folder);
            Files.write(folder.resolve(name + ".png"), GeneratedPicture.png(image.toBufferedImage()));
            return image;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** A picture that is too wide to be its own thumbnail. */
    static ClipImage picture(int seed) {
        return picture(seed, 200, 20);
    }

    static ClipImage picture(int seed, int width, int height) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                image.setRGB(x, y, (seed * 7919 + x * 40_503 + y * 65_537) & 0xffffff);
            }
        }
        return ClipImage.of(image);
    }

    Run migrate(ScorerSource scorers, String... options) {
        List<String> arguments = new ArrayList<>(List.of("golden", "migrate", "--goldens", root().toString()));
        arguments.addAll(List.of(options));
        return Run.of(scorers, arguments.toArray(String[]::new));
    }
}
