package io.github.clipunit.explain;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.check.HeatMap;
import io.github.clipunit.image.ClipImage;
import java.awt.image.BufferedImage;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class OcclusionTest {

    private final BagOfWords bag = new BagOfWords();
    private final ClipScorer scorer = CachingScorer.inMemory(bag);

    /** Black, with a red box. */
    private static ClipImage withRedBox(int width, int height, int left, int top, int side) {
        BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        for (int y = top; y < top + side; y++) {
            for (int x = left; x < left + side; x++) {
                image.setRGB(x, y, 0xff0000);
            }
        }
        return ClipImage.of(image);
    }

    private HeatMap mapOf(ClipImage image) {
        return Occlusion.of(scorer, image, "red", scorer.score(image, "red").cosine());
    }

    @Test
    void should_find_the_cell_that_the_score_comes_from() {
        HeatMap map = mapOf(withRedBox(70, 70, 20, 40, 10)); // column 2, row 4
        assertThat(map.values()).hasSize(49);
        double largest = Collections.max(map.values());
        assertThat(largest).isPositive();
        assertThat(map.values().indexOf(largest)).isEqualTo(4 * 7 + 2);
        assertThat(map.values()).filteredOn(value -> value == 0.0).hasSize(48);
        assertThat(List.of(map.left(), map.top(), map.right(), map.bottom())).containsExactly(0.0, 0.0, 1.0, 1.0);
    }

    @Test
    void should_embed_covered_copies_in_batches_that_fit_in_memory() {
        ClipImage image = withRedBox(70, 70, 0, 0, 10);
        Occlusion.of(scorer, image, "red", 0.5);
        assertThat(bag.pictures).containsExactly(8, 8, 8, 8, 8, 8, 1);
    }

    @Test
    void should_cover_only_what_the_model_sees() {
        HeatMap map = mapOf(withRedBox(140, 70, 35, 0, 10)); // the crop starts at 35
        assertThat(map.left()).isEqualTo(0.25);
        assertThat(map.right()).isEqualTo(0.75);
        assertThat(map.values().indexOf(Collections.max(map.values()))).isZero();
    }

    @Test
    void should_have_no_more_cells_than_there_are_pixels() {
        HeatMap map = mapOf(withRedBox(3, 2, 0, 0, 1));
        assertThat(map.columns()).isEqualTo(2);
        assertThat(map.rows()).isEqualTo(2);
    }

    @Test
    void should_refuse_a_map_with_cells_missing() {
        assertThatThrownBy(() -> mapWithValues(3))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a heat map of 2 x 2 cells needs as many values, but has [3]");
    }

    @Test
    void should_refuse_a_map_that_cannot_be_drawn() {
        assertThatThrownBy(() -> new HeatMap(1, 1, List.of(Double.NaN), 0, 0, 1, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a heat map needs finite values, but has [NaN]");
        assertThatThrownBy(() -> new HeatMap(1, 1, List.of(0.1), 0.5, 0, 0.5, 1))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("a heat map must lie inside its picture, but goes from [0.5, 0.0] to [0.5, 1.0]");
    }

    private static HeatMap mapWithValues(int values) {
        return new HeatMap(2, 2, Collections.nCopies(values, 0.0), 0, 0, 1, 1);
    }
}
