package io.github.clipunit.evaluation;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.onnx.OnnxClipScorer;
import io.github.clipunit.onnx.OnnxOptions;
import io.github.clipunit.prompt.LongPrompts;
import io.github.clipunit.prompt.PromptStatement;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;

/**
 * Which single score of a prompt in parts agrees best with that of the prompt as a whole: 300 drawn scenes of two to four
 * shapes, each held against its own prompt and five others, which all fit the context, so that both are known. The parts are
 * those that a third of the context would ask for, of comma lists a fifth, so that most have two or three pieces.
 *
 * <p>Its argument is a model directory; without one it is the model in the jar. docs/prompts.md has what it printed.
 */
public final class LongPromptRates {

    private static final int SCENES = 300;
    private static final int PAIRS = 6;

    private static final Map<String, Color> COLOURS = new LinkedHashMap<>();

    static {
        COLOURS.put("red", new Color(225, 25, 30));
        COLOURS.put("orange", new Color(255, 140, 0));
        COLOURS.put("yellow", new Color(255, 225, 30));
        COLOURS.put("green", new Color(30, 160, 50));
        COLOURS.put("blue", new Color(25, 80, 220));
        COLOURS.put("purple", new Color(130, 40, 170));
        COLOURS.put("pink", new Color(255, 130, 185));
        COLOURS.put("brown", new Color(125, 70, 30));
        COLOURS.put("black", new Color(15, 15, 15));
        COLOURS.put("white", new Color(252, 252, 252));
        COLOURS.put("gray", new Color(130, 130, 130));
    }

    private static final List<String> SHAPES = List.of("circle", "square", "triangle", "diamond", "oval", "star");

    private LongPromptRates() {}

    /** Prints the table. */
    public static void main(String... arguments) {
        ModelDirectory model =
                arguments.length == 0 ? EmbeddedModel.pictogram() : ModelDirectory.of(Path.of(arguments[0]));
        try (OnnxClipScorer scorer = OnnxClipScorer.load(model, OnnxOptions.defaults())) {
            for (boolean isProse : new boolean[] {false, true}) {
                System.out.println(isProse ? "sentences:" : "comma lists:");
                System.out.println("| one score of parts | off by, on average | bias | correlation | ROC area |");
                System.out.println("| --- | --- | --- | --- | --- |");
                rows(scorer, isProse).forEach((name, pairs) -> System.out.println(row(name, pairs)));
            }
        }
    }

    private static Map<String, List<Pair>> rows(ClipScorer scorer, boolean isProse) {
        Random random = new Random(1);
        List<List<String>> scenes = new ArrayList<>();
        List<ClipImage> pictures = new ArrayList<>();
        for (int i = 0; i < SCENES; i++) {
            List<String> things = things(random);
            scenes.add(things);
            pictures.add(paint(things, random));
        }
        List<Embedding> images = scorer.embedImages(pictures);
        Map<String, List<Pair>> rows = new LinkedHashMap<>();
        LongPrompts divided = new LongPrompts(
                scorer.model().contextLength().orElseThrow() / (isProse ? 3 : 5),
                text -> scorer.countTokens(text).orElseThrow());
        for (int i = 0; i < SCENES; i++) {
            String prompt = isProse ? prose(scenes.get(i)) : String.join(", ", scenes.get(i));
            List<String> statements = divided.statements(prompt).stream()
                    .map(PromptStatement::text)
                    .toList();
            Parts small = Parts.of(scorer, statements);
            Parts packed = Parts.of(scorer, divided.pieces(prompt));
            Embedding whole = scorer.embed(prompt);
            for (int j = 0; j < PAIRS; j++) {
                Embedding image = images.get((i + 37 * j) % SCENES);
                double own = image.cosine(whole);
                Map<String, Double> scores = new LinkedHashMap<>();
                scores.put("whole", own);
                scores.put("statements: mean score", small.meanScore(image, false));
                scores.put("statements: mean score by tokens", small.meanScore(image, true));
                scores.put("statements: mean embedding", small.meanEmbedding(image, false));
                scores.put("statements: mean embedding by tokens", small.meanEmbedding(image, true));
                scores.put("statements: lowest score", small.lowest(image));
                scores.put("packed: mean score by tokens", packed.meanScore(image, true));
                scores.put("packed: mean embedding", packed.meanEmbedding(image, false));
                scores.put("packed: mean embedding by tokens", packed.meanEmbedding(image, true));
                scores.put(
                        "truncated to the first piece",
                        image.cosine(packed.embeddings().get(0)));
                boolean isOwn = j == 0;
                scores.forEach((name, score) ->
                        rows.computeIfAbsent(name, key -> new ArrayList<>()).add(new Pair(own, score, isOwn)));
            }
        }
        return rows;
    }

    private static List<String> things(Random random) {
        List<String> colours = new ArrayList<>(COLOURS.keySet());
        Collections.shuffle(colours, random);
        List<String> things = new ArrayList<>();
        int count = 2 + random.nextInt(3);
        for (int i = 0; i < count; i++) {
            things.add("a " + colours.get(i) + " " + SHAPES.get(random.nextInt(SHAPES.size())));
        }
        things.add("a " + colours.get(count) + " background");
        return things;
    }

    private static String prose(List<String> things) {
        StringBuilder prose = new StringBuilder();
        for (String thing : things.subList(0, things.size() - 1)) {
            prose.append(prose.length() == 0 ? "The picture shows " : "There is also ")
                    .append(thing)
                    .append(". ");
        }
        return prose.append("All this is on ")
                .append(things.get(things.size() - 1))
                .append('.')
                .toString();
    }

    private static ClipImage paint(List<String> things, Random random) {
        BufferedImage image = new BufferedImage(224, 224, BufferedImage.TYPE_INT_RGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setColor(COLOURS.get(things.get(things.size() - 1).split(" ", -1)[1]));
        graphics.fillRect(0, 0, 224, 224);
        List<Integer> cells = new ArrayList<>(List.of(0, 1, 2, 3));
        Collections.shuffle(cells, random);
        for (int i = 0; i < things.size() - 1; i++) {
            String[] words = things.get(i).split(" ", -1);
            graphics.setColor(COLOURS.get(words[1]));
            int cell = cells.get(i);
            draw(graphics, words[2], 56 + 112 * (cell % 2), 56 + 112 * (cell / 2), 34 + random.nextInt(12));
        }
        graphics.dispose();
        return ClipImage.of(image);
    }

    private static void draw(Graphics2D graphics, String shape, int x, int y, int r) {
        switch (shape) {
            case "circle" -> graphics.fillOval(x - r, y - r, 2 * r, 2 * r);
            case "square" -> graphics.fillRect(x - r, y - r, 2 * r, 2 * r);
            case "oval" -> graphics.fillOval(x - r, y - r * 6 / 10, 2 * r, r * 12 / 10);
            case "triangle" -> graphics.fill(polygon(x, y, r, 3, 1));
            case "diamond" -> graphics.fill(polygon(x, y, r, 4, 1));
            default -> graphics.fill(polygon(x, y, r, 5, 0.4));
        }
    }

    private static Polygon polygon(int x, int y, int r, int corners, double inner) {
        Polygon polygon = new Polygon();
        for (int i = 0; i < 2 * corners; i++) {
            double angle = Math.PI * ((double) i / corners - 0.5);
            double radius = i % 2 == 0 ? r : inner < 1 ? r * inner : r * Math.cos(Math.PI / corners);
            polygon.addPoint((int) (x + radius * Math.cos(angle)), (int) (y + radius * Math.sin(angle)));
        }
        return polygon;
    }

    private static String row(String name, List<Pair> pairs) {
        double off = pairs.stream()
                .mapToDouble(pair -> Math.abs(pair.score() - pair.whole()))
                .average()
                .orElseThrow();
        double bias = pairs.stream()
                .mapToDouble(pair -> pair.score() - pair.whole())
                .average()
                .orElseThrow();
        return String.format(
                Locale.ROOT, "| %s | %.3f | %+.3f | %.3f | %.4f |", name, off, bias, correlation(pairs), area(pairs));
    }

    private static double correlation(List<Pair> pairs) {
        double x = pairs.stream().mapToDouble(Pair::whole).average().orElseThrow();
        double y = pairs.stream().mapToDouble(Pair::score).average().orElseThrow();
        double xy = 0;
        double xx = 0;
        double yy = 0;
        for (Pair pair : pairs) {
            xy += (pair.whole() - x) * (pair.score() - y);
            xx += (pair.whole() - x) * (pair.whole() - x);
            yy += (pair.score() - y) * (pair.score() - y);
        }
        return xy / Math.sqrt(xx * yy);
    }

    /** The share of pairs of a matching and another score in which the matching one is higher. */
    private static double area(List<Pair> pairs) {
        double[] own =
                pairs.stream().filter(Pair::isOwn).mapToDouble(Pair::score).toArray();
        double[] others = pairs.stream()
                .filter(pair -> !pair.isOwn())
                .mapToDouble(Pair::score)
                .toArray();
        double higher = 0;
        for (double score : own) {
            higher += Arrays.stream(others).filter(other -> score > other).count();
        }
        return higher / own.length / others.length;
    }

    /**
     * @param whole the score of the prompt as a whole
     * @param score that of its parts
     * @param isOwn whether the picture was painted for the prompt
     */
    private record Pair(double whole, double score, boolean isOwn) {}

    /** Parts of one prompt with the tokens of each. */
    private record Parts(List<Embedding> embeddings, List<Integer> tokens) {

        static Parts of(ClipScorer scorer, List<String> texts) {
            return new Parts(
                    scorer.embedPrompts(texts),
                    texts.stream()
                            .map(text -> scorer.countTokens(text).orElseThrow() - 2)
                            .toList());
        }

        private double weight(int part, boolean isWeighted) {
            return isWeighted ? tokens.get(part) : 1;
        }

        double meanScore(Embedding image, boolean isWeighted) {
            double all = IntStream.range(0, embeddings.size())
                    .mapToDouble(i -> weight(i, isWeighted))
                    .sum();
            return IntStream.range(0, embeddings.size())
                    .mapToDouble(i -> weight(i, isWeighted) / all * image.cosine(embeddings.get(i)))
                    .sum();
        }

        double meanEmbedding(Embedding image, boolean isWeighted) {
            float[] sum = new float[image.dimension()];
            for (int i = 0; i < embeddings.size(); i++) {
                float[] unit = embeddings.get(i).toArray();
                for (int d = 0; d < sum.length; d++) {
                    sum[d] += (float) weight(i, isWeighted) * unit[d];
                }
            }
            return image.cosine(Embedding.of(sum));
        }

        double lowest(Embedding image) {
            return embeddings.stream().mapToDouble(image::cosine).min().orElseThrow();
        }
    }
}
