package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.Reproduction;
import io.github.clipunit.generator.Reproduction.Level;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.pixels.PixelDifference;
import io.github.clipunit.run.TestScope;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.assertj.core.annotation.CheckReturnValue;
import org.jspecify.annotations.Nullable;

/** Assertions on a generator that uses the same seed on every call. */
public class GeneratorAssert extends ClipAbstractAssert<GeneratorAssert, Supplier<?>> {

    /**
     * Far above the cosine of two pictures of different seeds, and below the cosine that rounding on another device
     * leaves.
     */
    private static final double ALIKE = 0.999;

    private GeneratorCalls calls = GeneratorCalls.once();

    /** Used by {@link ClipAssertions#assertThatGenerator}. */
    public GeneratorAssert(Supplier<?> actual) {
        super(actual, GeneratorAssert.class);
    }

    /** Sets the scorer for pictures whose pixels differ, in place of the running test's scorer. */
    @CheckReturnValue
    public GeneratorAssert scoredBy(ClipScorer scorer) {
        return goOn(scorer);
    }

    /**
     * Sets how the generator is called: which exceptions count as a refusal, which as an outage, and how often to
     * retry.
     */
    @CheckReturnValue
    public GeneratorAssert calledWith(GeneratorCalls calls) {
        this.calls = Demands.require("calls", calls);
        return myself;
    }

    /**
     * Verifies that the generator reproduces its pictures: the same bytes, the same pixels, or pictures of which any
     * two reach a cosine of 0.999, which still allows for rounding on another device. The reported check names the
     * strongest level reached.
     *
     * <pre><code class="java">
     * assertThatGenerator(() -&gt; generator.generate("a red fox", 42)).isReproducible(3);      // passes
     * assertThatGenerator(() -&gt; generator.generate("a red fox")).isReproducible(3);          // fails: no seed
     * </code></pre>
     *
     * @param times the number of calls, at least 2
     * @throws AssertionError if pictures differ by more; the message gives the largest difference between two pixels
     */
    public GeneratorAssert isReproducible(int times) {
        return isReproducible(times, ALIKE);
    }

    /**
     * Works like {@link #isReproducible(int)} with a given cosine.
     *
     * @param cosine the cosine that any two pictures must reach if their pixels differ, in [-1, 1]
     */
    public GeneratorAssert isReproducible(int times, double cosine) {
        return require(times, Thresholds.cosine("cosine", cosine), Level.ALIKE);
    }

    /**
     * Works like {@link #isReproducible(int)} but demands a level: {@link Level#SAME_PIXELS} for identical pixels,
     * {@link Level#SAME_BYTES} for a generator that returns encoded pictures. Only {@link Level#ALIKE} needs a model.
     */
    public GeneratorAssert isReproducible(int times, Level least) {
        return require(times, ALIKE, Demands.require("least", least));
    }

    private GeneratorAssert require(int times, double cosine, Level least) {
        isNotNull();
        if (times < 2) {
            throw new IllegalArgumentException("times [" + times + "] must be at least 2: one picture repeats nothing");
        }
        List<ClipImage> images = new ArrayList<>();
        List<byte[]> encoded = new ArrayList<>();
        for (int i = 0; i < times; i++) {
            generate(images, encoded);
        }
        Reproduction found = reproduction(images, encoded, cosine, least);
        return settle(
                check(images, found, least).figure("cosine demanded", cosine),
                () -> failure(images, found, cosine, least));
    }

    private void generate(List<ClipImage> images, List<byte[]> encoded) {
        int number = images.size() + 1;
        GeneratedPicture picture = new Painter(calls, TestScope.current())
                .paint("the generator, asked for picture [" + number + "],", "picture-" + number, actual::get);
        images.add(picture.image());
        picture.encoded().ifPresent(encoded::add);
    }

    private Reproduction reproduction(List<ClipImage> images, List<byte[]> encoded, double cosine, Level least) {
        if (least != Level.ALIKE) {
            boolean same = images.stream().allMatch(images.get(0)::equals);
            PixelDifference pixels = difference(images);
            if (!same) {
                return new Reproduction(Level.DIFFERENT, pixels, Double.NaN);
            }
        }
        return Reproduction.of(images, encoded, image -> scorer().embed(image), cosine);
    }

    private static @Nullable PixelDifference difference(List<ClipImage> images) {
        ClipImage first = images.get(0);
        boolean sameSize =
                images.stream().allMatch(image -> image.width() == first.width() && image.height() == first.height());
        return sameSize ? PixelDifference.among(images) : null;
    }

    /** Starts the check. Levels are numbered from 0, different pictures, to 3, the same bytes. */
    private static Check.Builder check(List<ClipImage> images, Reproduction found, Level least) {
        Measurement level = Measurement.of(
                        "level of reproduction",
                        Level.DIFFERENT.compareTo(found.level()),
                        Relation.AT_LEAST,
                        Level.DIFFERENT.compareTo(least))
                .inWords(name(found.level()), name(least));
        Check.Builder check = Check.of(level, images).named("is reproducible");
        PixelDifference pixels = found.pixels();
        return pixels == null ? check : check.figure("largest pixel difference", pixels.largest());
    }

    private static String failure(List<ClipImage> images, Reproduction found, double cosine, Level least) {
        FailureText text = FailureText.expecting(images.size() + " pictures of one seed");
        images.forEach(text::fact);
        PixelDifference pixels = found.pixels();
        text.label("which differ")
                .fact(
                        pixels == null
                                ? "in size"
                                : "in pixels: at most by " + pixels.largest() + " of 255 levels, in "
                                        + String.format(Locale.ROOT, "%.1f", 100 * pixels.differing())
                                        + " % of the pixels");
        if (!Double.isNaN(found.lowestCosine())) {
            text.fact("to the model: lowest cosine " + fixed(found.lowestCosine(), cosine));
        }
        String wanted = least == Level.ALIKE ? name(least) + ", cosine " + fixed(cosine) : name(least);
        return text.demand("to have at least", wanted, name(found.level()));
    }

    private static String name(Level level) {
        return switch (level) {
            case SAME_BYTES -> "the same bytes";
            case SAME_PIXELS -> "the same pixels";
            case ALIKE -> "pictures alike to the model";
            case DIFFERENT -> "different pictures";
        };
    }
}
