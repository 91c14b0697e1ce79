package com.example.signs;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.junit.ClipTest;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import jakarta.inject.Inject;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Quarkus starts the application once more, in a class loader of its own. */
@QuarkusTest
@TestProfile(OtherProfileTest.Other.class)
@ClipTest(model = "pictogram")
class OtherProfileTest {

    private static final String RED = "a red square on a white background";

    @Inject
    SignPainter painter;

    @Test
    void scores(ClipScorer clip) {
        assertThat(clip.score(ClipImage.of(painter.paint(RED)), RED).cosine()).isGreaterThan(0.28);
        assertThat(painter.paint(RED)).as("sign").matchesPrompt(RED).hasNotRegressed();
    }

    public static final class Other implements QuarkusTestProfile {

        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("sign", "other");
        }
    }
}
