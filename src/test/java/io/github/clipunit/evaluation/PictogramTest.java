package io.github.clipunit.evaluation;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What must stay true of the model in the jar, whatever is trained anew. */
class PictogramTest {

    private static final Cases PINNED = Cases.readPairs(Path.of("src/test/resources/pinned"), "cases.jsonl");

    static List<Named<PairCase>> pinned() {
        return PINNED.pairs().stream()
                .map(pair -> Named.of(pair.task() + ": " + pair.rightCaption() + ", not " + pair.wrongCaption(), pair))
                .toList();
    }

    @ClipTest(model = "pictogram")
    @ParameterizedTest
    @MethodSource("pinned")
    void should_tell_the_right_caption_from_one_that_is_wrong_in_one_attribute(PairCase pair) {
        ClipImage picture = ClipImage.of(PINNED.folder().resolve(pair.image()));
        assertThat(picture).matchesPrompt(pair.rightCaption()).withClipScoreAbove(0.28);
        assertThat(picture)
                .matchesPrompt(pair.rightCaption())
                .ratherThan(pair.wrongCaption())
                .byAtLeast(0.05);
    }

    @Test
    void should_pin_a_dozen_cases_of_every_attribute() {
        Assertions.assertThat(PINNED.pairs()).hasSizeGreaterThanOrEqualTo(12);
        Assertions.assertThat(PINNED.pairs())
                .extracting(PairCase::task)
                .contains("colour", "shape", "background", "object", "count", "left-right", "above-below", "binding");
    }

    @Test
    void should_take_at_most_twelve_megabytes() {
        ModelDirectory pictogram = EmbeddedModel.pictogram();
        long bytes = pictogram.hashes().keySet().stream()
                .mapToLong(name -> pictogram.require(name).read().length)
                .sum();
        Assertions.assertThat(bytes).isBetween(1_000_000L, 12_000_000L);
    }
}
