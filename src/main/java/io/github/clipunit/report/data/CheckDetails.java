package io.github.clipunit.report.data;

import io.github.clipunit.Embedding;
import io.github.clipunit.image.ClipImage;
import java.util.List;
import java.util.Optional;

/**
 * What the report shows of a check besides the check itself; all of it may be missing.
 *
 * @param imageScores the scores of the check's pictures with its prompt, in their order, or empty
 * @param imageEmbeddings the embeddings of the check's pictures, in their order, or empty: threshold help needs them
 * @param promptEmbedding the embedding of the check's prompt
 * @param goldenImage the accepted picture, to be shown beside the new one
 * @param goldenScores the scores that the golden recorded for a set
 * @param words what the parts of the prompt added to the score, in the prompt's order
 * @param closest the descriptions the model finds closest to the picture, best first
 * @param hints what may be wrong with the picture itself, as whole sentences
 * @param heatMap where the model looked
 */
public record CheckDetails(
        List<Double> imageScores,
        List<Embedding> imageEmbeddings,
        Optional<Embedding> promptEmbedding,
        Optional<ClipImage> goldenImage,
        List<Double> goldenScores,
        List<ReportedWord> words,
        List<ReportedDescription> closest,
        List<String> hints,
        Optional<ReportedHeatMap> heatMap) {

    /** Nothing besides the check itself. */
    public static final CheckDetails NONE = new CheckDetails(
            List.of(),
            List.of(),
            Optional.empty(),
            Optional.empty(),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            Optional.empty());

    public CheckDetails {
        imageScores = List.copyOf(imageScores);
        imageEmbeddings = List.copyOf(imageEmbeddings);
        goldenScores = List.copyOf(goldenScores);
        words = List.copyOf(words);
        closest = List.copyOf(closest);
        hints = List.copyOf(hints);
    }

    /** The same with scores: one for each of the check's pictures. */
    public CheckDetails withScores(List<Double> scores) {
        return new CheckDetails(
                scores, imageEmbeddings, promptEmbedding, goldenImage, goldenScores, words, closest, hints, heatMap);
    }

    /** The same with embeddings: one for each of the check's pictures, and the prompt's. */
    public CheckDetails withEmbeddings(List<Embedding> images, Embedding prompt) {
        return new CheckDetails(
                imageScores, images, Optional.of(prompt), goldenImage, goldenScores, words, closest, hints, heatMap);
    }

    /** The same with the accepted picture. */
    public CheckDetails withGoldenImage(ClipImage image) {
        return new CheckDetails(
                imageScores,
                imageEmbeddings,
                promptEmbedding,
                Optional.of(image),
                goldenScores,
                words,
                closest,
                hints,
                heatMap);
    }

    /** The same with the scores that the golden recorded for a set. */
    public CheckDetails withGoldenScores(List<Double> scores) {
        return new CheckDetails(
                imageScores, imageEmbeddings, promptEmbedding, goldenImage, scores, words, closest, hints, heatMap);
    }

    /** The same with an explanation. */
    public CheckDetails withExplanation(
            List<ReportedWord> words, List<ReportedDescription> closest, List<String> hints) {
        return new CheckDetails(
                imageScores,
                imageEmbeddings,
                promptEmbedding,
                goldenImage,
                goldenScores,
                words,
                closest,
                hints,
                heatMap);
    }

    /** The same with a heat map. */
    public CheckDetails withHeatMap(ReportedHeatMap map) {
        return new CheckDetails(
                imageScores,
                imageEmbeddings,
                promptEmbedding,
                goldenImage,
                goldenScores,
                words,
                closest,
                hints,
                Optional.of(map));
    }
}
