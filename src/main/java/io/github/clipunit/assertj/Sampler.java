package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.generator.SeededGenerator;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.stats.SequentialTest;
import java.util.ArrayList;
import java.util.List;

/** Draws pictures of one seed after the other, and scores each once. */
final class Sampler {

    private final SeededGenerator generator;
    private final String prompt;
    private final ClipScorer scorer;
    private final List<ScoredPicture> drawn = new ArrayList<>();

    Sampler(SeededGenerator generator, String prompt, ClipScorer scorer) {
        this.generator = generator;
        this.prompt = prompt;
        this.scorer = scorer;
    }

    /**
     * The pictures of the first seeds.
     *
     * @throws IllegalStateException if the generator throws a checked exception, or paints one picture for all seeds
     * @throws IllegalArgumentException if it gives no picture
     */
    List<ScoredPicture> first(int number) {
        List<ClipImage> more = new ArrayList<>();
        for (int seed = drawn.size() + 1; seed <= number; seed++) {
            more.add(draw(seed));
        }
        if (!more.isEmpty()) {
            drawn.addAll(Prompts.score(more, prompt, scorer));
            requireSeveral();
        }
        return List.copyOf(drawn.subList(0, number));
    }

    private ClipImage draw(int seed) {
        Object picture;
        try {
            picture = generator.generate(seed);
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("generator was interrupted at seed [" + seed + "]", e);
        } catch (Exception e) {
            throw new IllegalStateException("generator threw at seed [" + seed + "]: " + e, e);
        }
        if (picture == null) {
            throw new IllegalArgumentException("generator gave no picture for seed [" + seed + "], but null");
        }
        return ClipAssertions.image(picture);
    }

    /** Copies of one picture count as one, however many there are. */
    private void requireSeveral() {
        ClipImage first = drawn.get(0).image();
        if (drawn.stream().allMatch(picture -> picture.image().equals(first)) && drawn.size() >= SequentialTest.FIRST) {
            throw new IllegalStateException("generator gave the same picture for each of the seeds 1 to " + drawn.size()
                    + ": hand the seed on to it, or, if it has none, compare the one picture with"
                    + " assertThat(image).matchesPrompt(prompt).hasNotRegressed()");
        }
    }
}
