package com.example.posters;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import java.util.Map;
import java.util.Objects;
import org.springframework.ai.evaluation.EvaluationRequest;
import org.springframework.ai.evaluation.EvaluationResponse;
import org.springframework.ai.evaluation.Evaluator;

/** The score of the picture that is a request's first document, for the request's text. */
record ClipEvaluator(ClipScorer clip, double least) implements Evaluator {

    @Override
    public EvaluationResponse evaluate(EvaluationRequest request) {
        byte[] picture =
                Objects.requireNonNull(request.getDataList().get(0).getMedia()).getDataAsByteArray();
        double score = clip.score(ClipImage.of(picture), request.getUserText()).cosine();
        return new EvaluationResponse(score > least, (float) score, clip.model().id(), Map.of());
    }
}
