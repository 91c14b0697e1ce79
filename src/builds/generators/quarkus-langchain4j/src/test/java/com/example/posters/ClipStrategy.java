package com.example.posters;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.GeneratedPicture;
import io.quarkiverse.langchain4j.testing.evaluation.EvaluationResult;
import io.quarkiverse.langchain4j.testing.evaluation.EvaluationSample;
import io.quarkiverse.langchain4j.testing.evaluation.EvaluationStrategy;

/** The score of a picture for what its sample expects: a description. */
record ClipStrategy(ClipScorer clip, double least) implements EvaluationStrategy<Object> {

    @Override
    public EvaluationResult evaluate(EvaluationSample<Object> sample, Object picture) {
        String description = (String) sample.expectedOutput();
        double score =
                clip.score(GeneratedPicture.of(picture).image(), description).cosine();
        return score > least ? EvaluationResult.passed(score) : EvaluationResult.failed(score, "above " + least);
    }
}
