package com.example.posters;

import static org.assertj.core.api.Assertions.assertThat;

import com.example.painter.Painter;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.junit.ClipTest;
import io.quarkiverse.langchain4j.testing.evaluation.EvaluationReport;
import io.quarkiverse.langchain4j.testing.evaluation.EvaluationSample;
import io.quarkiverse.langchain4j.testing.evaluation.Samples;
import io.quarkiverse.langchain4j.testing.evaluation.Scorer;
import java.net.URI;
import org.junit.jupiter.api.Test;

@ClipTest
class ClipStrategyTest {

    @Test
    void counts_the_samples_that_show_their_prompt(ClipScorer clip) {
        try (Painter painter = new Painter();
                Scorer scorer = new Scorer()) {
            Samples<Object> samples =
                    new Samples<>(sample("a blue square on a white background"), sample("an icon of a frog"));
            EvaluationReport<Object> report = scorer.evaluate(
                    samples,
                    parameters -> GeneratedPicture.fetch(URI.create(painter.url() + "/blue.png")),
                    new ClipStrategy(clip, 0.28));
            assertThat(report.score()).isEqualTo(50.0);
        }
    }

    private static EvaluationSample<Object> sample(String prompt) {
        return EvaluationSample.<Object>builder()
                .withName(prompt)
                .withParameter(prompt)
                .withExpectedOutput(prompt)
                .build();
    }
}
