package io.github.clipunit.run;

import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.PromptReading;
import io.github.clipunit.image.ClipImage;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import java.util.stream.Stream;

/**
 * A scorer as one test has it: it knows whose it is, on whatever thread it is used.
 *
 * @param scope the scope that it was given to
 * @param scorer does the work; closed by whoever made it
 */
record TestScorer(TestScope scope, ClipScorer scorer) implements ClipScorer {

    @Override
    public Embedding embed(ClipImage image) {
        return scorer.embed(image);
    }

    @Override
    public List<Embedding> embedImages(List<ClipImage> images) {
        return scorer.embedImages(images);
    }

    @Override
    public Embedding embed(String prompt) {
        return scorer.embed(prompt);
    }

    @Override
    public List<Embedding> embedPrompts(List<String> prompts) {
        return scorer.embedPrompts(prompts);
    }

    @Override
    public ClipScore score(ClipImage image, String prompt) {
        return scorer.score(image, prompt);
    }

    @Override
    public List<ClipScore> scores(ClipImage image, List<String> prompts) {
        return scorer.scores(image, prompts);
    }

    @Override
    public List<ClipScore> scores(List<ClipImage> images, String prompt) {
        return scorer.scores(images, prompt);
    }

    @Override
    public Stream<Embedding> embedFiles(Stream<Path> files) {
        return scorer.embedFiles(files);
    }

    @Override
    public ClipModel model() {
        return scorer.model();
    }

    @Override
    public PromptReading readingOf(String prompt) {
        return scorer.readingOf(prompt);
    }

    @Override
    public OptionalInt countTokens(String prompt) {
        return scorer.countTokens(prompt);
    }

    @Override
    public void close() {}

    @Override
    public String toString() {
        return scorer.toString();
    }
}
