package io.github.clipunit.scorers;

import static io.github.clipunit.assertj.ClipAssertions.assertThat;

import java.awt.image.BufferedImage;

/** Stands for assertions of a user's own, made of clipunit's. */
final class HouseRules {

    private HouseRules() {}

    static void requireSubject(BufferedImage poster, String subject) {
        assertThat(poster).matchesPrompt("a poster of " + subject).withClipScoreAbove(0.28);
    }
}
