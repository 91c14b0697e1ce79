package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.SeededGenerator;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.stats.SequentialTest;
import java.util.ArrayList;
import java.util.List;

/** Draws pictures of seeds 1, 2, 3 and so on, and scores each once. */
final class Sampler {

    private final SeededGenerator generator;
    private final String prompt;
    private final ClipScorer scorer;
    private final Painter painter;
    private final List<ScoredPicture> drawn = new ArrayList<>();

    Sampler(SeededGenerator generator, String prompt, ClipScorer scorer, GeneratorCalls calls) {
        this.generator = generator;
        this.prompt = prompt;
        this.scorer = scorer;
        this.painter = new Painter(calls, TestScope.of(scorer));
    }

    /**
     * Returns the pictures of the first seeds.
     *
     * @throws io.github.clipunit.generator.GeneratorRefusedException if the generator refuses
     * @throws io.github.clipunit.generator.GeneratorUnavailableException if the generator is unavailable
     * @throws IllegalStateException if the generator throws another checked exception, or paints the same picture for
     *     all seeds
     * @throws IllegalArgumentException if the generator returns no picture
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
        String who = "the generator at seed [" + seed + "]";
        try {
            return painter.paint(who, "seed-" + seed, () -> generator.generate(seed))
                    .image();
        } catch (RuntimeException e) {
            throw e;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(who + " was interrupted" + painter.line(), e);
        } catch (Exception e) {
            throw new IllegalStateException(who + " threw " + GeneratorCalls.words(e) + painter.line(), e);
        }
    }

    /** Refuses a generator that ignores the seed: copies of one picture count as one. */
    private void requireSeveral() {
        ClipImage first = drawn.get(0).image();
        if (drawn.stream().allMatch(picture -> picture.image().equals(first)) && drawn.size() >= SequentialTest.FIRST) {
            throw new IllegalStateException("generator gave the same picture for each of the seeds 1 to " + drawn.size()
                    + ": pass the seed to it, or, if it takes none, compare the one picture with"
                    + " assertThat(image).matchesPrompt(prompt).hasNotRegressed()" + painter.line());
        }
    }
}
