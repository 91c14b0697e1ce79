package io.github.clipunit.scorers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.junit.ClipExtension;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class HouseRulesTest {

    static final BufferedImage POSTER = new BufferedImage(8, 8, BufferedImage.TYPE_INT_RGB);

    final List<Check> checks = new ArrayList<>();

    @RegisterExtension
    final ClipExtension clip = ClipExtension.scoredBy(
                    ClipScorer.of("fox-1", (image, prompt) -> prompt.contains("fox") ? 0.31 : 0.12))
            .withListener((test, check) -> checks.add(check));

    @Test
    void acceptsTheSubject() {
        HouseRules.requireSubject(POSTER, "a fox");
        assertThat(checks).extracting(Check::prompt).containsExactly("a poster of a fox");
    }

    @Test
    void refusesAnotherSubject() {
        assertThatThrownBy(() -> HouseRules.requireSubject(POSTER, "a wolf"))
                .hasMessageContaining("to be above: 0.2800\nbut was:     0.1200");
        assertThat(checks).extracting(Check::passed).containsExactly(false);
    }
}
