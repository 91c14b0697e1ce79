package io.github.clipunit.assertj;

import static io.github.clipunit.check.Digits.fixed;

import io.github.clipunit.check.Check;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.check.Relation;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.pixels.Borders;
import io.github.clipunit.pixels.PictureFlaw;
import io.github.clipunit.pixels.PictureSignals;
import io.github.clipunit.pixels.Softness;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Assertions about a picture's pixels, which need no model. {@link PictureSignals} describes how each signal is
 * measured.
 */
abstract class PictureSignalsAssert<S extends PictureSignalsAssert<S>> extends ClipAbstractAssert<S, ClipImage> {

    private @Nullable PictureSignals signals;

    PictureSignalsAssert(ClipImage actual, Class<?> selfType) {
        super(actual, selfType);
    }

    /**
     * Verifies that the pixels have more than one colour, apart from the noise of compression.
     *
     * <pre><code class="java">
     * assertThat(fox).isNotBlank();           // passes
     * assertThat(allBlack).isNotBlank();      // fails: levels differ by 0
     * </code></pre>
     *
     * @throws AssertionError if no channel varies by more than {@link PictureSignals#BLANK_RANGE} levels
     */
    public S isNotBlank() {
        return requireWithout("not blank", PictureFlaw.BLANK);
    }

    /**
     * Verifies that colours vary across the picture.
     *
     * @throws AssertionError if their standard deviation is below {@link PictureSignals#UNIFORM_DEVIATION} levels
     */
    public S isNotUniform() {
        return requireWithout("not uniform", PictureFlaw.UNIFORM);
    }

    /**
     * Verifies that the picture is not extremely dark.
     *
     * @throws AssertionError if 99.5 % of its pixels are no lighter than {@link PictureSignals#DARK_LEVEL} of 255
     */
    public S isNotDark() {
        return requireWithout("not dark", PictureFlaw.DARK);
    }

    /**
     * Verifies that the picture is not extremely bright.
     *
     * @throws AssertionError if more than 99.5 % of its pixels are lighter than {@link PictureSignals#BRIGHT_LEVEL} of 255
     */
    public S isNotBright() {
        return requireWithout("not bright", PictureFlaw.BRIGHT);
    }

    /**
     * Verifies that few pixels are pure black or pure white. Use it for photographs: drawings on pure white always
     * fail.
     *
     * @throws AssertionError if at least {@link PictureSignals#CLIPPED_SHARE} of the pixels are
     */
    public S isNotClipped() {
        return requireWithout("not clipped", PictureFlaw.CLIPPED);
    }

    /**
     * Verifies that the picture was not enlarged from fewer pixels: it must show no trace of interpolation and no
     * repeated pixels. JPEG compression, and drawings with few edges, hide the trace, so a pass proves nothing.
     *
     * <pre><code class="java">
     * assertThat(photo).isNotUpscaled();                  // passes
     * assertThat(enlargedToTwice).isNotUpscaled();        // fails: every second pixel is a mean of others
     * </code></pre>
     *
     * @throws AssertionError if there is a trace of {@link PictureSignals#RESAMPLING_TRACE} or more, or pixels are
     *     repeated
     */
    public S isNotUpscaled() {
        return requireWithout("not upscaled", PictureFlaw.UPSCALED);
    }

    /**
     * Verifies that the picture has detail as fine as its pixels. Soft drawings always fail, as do many pictures of
     * small diffusion models. {@link #isNotSofterThan} compares with accepted pictures instead.
     *
     * @throws AssertionError if the detail is below {@link PictureSignals#LEAST_DETAIL}
     */
    public S isNotSoft() {
        return requireWithout("not soft", PictureFlaw.SOFT);
    }

    /**
     * Verifies that the picture has no less fine detail than accepted ones, at a false positive rate of 0.01.
     *
     * <pre><code class="java">
     * assertThat(image).isNotSofterThan(accepted);        // passes: as much detail as most of them have
     * assertThat(blurred).isNotSofterThan(accepted);      // fails with a p-value of 0.0001
     * </code></pre>
     *
     * @param accepted at least two pictures of the same size and of similar subjects, of the types that
     *     {@link ClipAssertions#assertThatImages} takes; five or more detect a slight blur
     * @throws IllegalArgumentException if there are fewer than two, sizes differ, a side is below 32 pixels, or an
     *     accepted picture is blank
     * @throws AssertionError if the test finds the picture softer; the message gives the detail of all
     */
    public S isNotSofterThan(Collection<?> accepted) {
        isNotNull();
        Softness softness = Softness.of(List.of(actual), ClipAssertions.images("accepted", accepted));
        return settle(SofterThan.check(softness), () -> SofterThan.failure(softness));
    }

    /**
     * Verifies that the picture has no bars of one colour along opposite sides, such as a letterbox or a frame.
     *
     * @throws AssertionError if there are such bars; the message gives their widths
     */
    public S hasNoBorders() {
        return requireWithout("without borders", PictureFlaw.BORDERED);
    }

    /**
     * Verifies that no pattern repeats every two or four pixels, as the upsampling layers of generators can leave it.
     *
     * @throws AssertionError if the strength of the pattern is above {@link PictureSignals#CHECKERBOARD_STRENGTH}
     *     levels
     */
    public S hasNoCheckerboard() {
        return requireWithout("without checkerboard pattern", PictureFlaw.CHECKERBOARD);
    }

    /**
     * Verifies that no pattern repeats every eight pixels, as faulty latent decoders can leave it. JPEG blocks do not
     * count.
     *
     * @throws AssertionError if the strength of the pattern is above {@link PictureSignals#LATENT_GRID_STRENGTH} levels
     */
    public S hasNoLatentGrid() {
        return requireWithout("without latent grid", PictureFlaw.LATENT_GRID);
    }

    /**
     * Runs all checks of pixels except {@link #isNotClipped()}, which drawings on white always fail, and
     * {@link #isNotSoft()}, which soft drawings always fail.
     *
     * @throws AssertionError if the picture has a flaw; the message names all flaws
     */
    public S hasNoFlaws() {
        return requireWithout("without flaws", EnumSet.complementOf(EnumSet.of(PictureFlaw.CLIPPED, PictureFlaw.SOFT)));
    }

    private S requireWithout(String name, PictureFlaw flaw) {
        return requireWithout(name, EnumSet.of(flaw));
    }

    private S requireWithout(String name, Set<PictureFlaw> refused) {
        isNotNull();
        Set<PictureFlaw> found = EnumSet.copyOf(refused);
        found.retainAll(signals().flaws());
        String flaws = found.stream().map(PictureFlaw::description).collect(Collectors.joining("; "));
        Measurement count = Measurement.of("flaws", found.size(), Relation.AT_MOST, 0)
                .inWords(flaws.isEmpty() ? "no such flaw" : flaws, name);
        return settle(Check.of(count, actual).named(name), () -> failure(flaws));
    }

    private PictureSignals signals() {
        PictureSignals known = signals;
        if (known == null) {
            known = PictureSignals.of(actual);
            signals = known;
        }
        return known;
    }

    private String failure(String flaws) {
        PictureSignals found = signals();
        Borders borders = found.borders();
        return FailureText.expecting("picture")
                .fact(actual)
                .label("with signals")
                .fact("largest distance of two pixels in one channel: " + found.range() + " of 255 levels")
                .fact("standard deviation of colour: " + fixed(found.deviation()) + " levels")
                .fact("lightness of 0.5 % and 99.5 % of pixels at most: " + found.darkest() + " and "
                        + found.lightest())
                .fact("share of pure black and pure white: " + fixed(found.clipped()))
                .fact("finest detail: " + fixed(found.detail()))
                .fact("trace of interpolation: " + fixed(found.resampling()) + ", each pixel " + found.repeat()
                        + " times")
                .fact("borders: top " + borders.top() + ", bottom " + borders.bottom() + ", left " + borders.left()
                        + ", right " + borders.right() + " pixels")
                .fact("checkerboard: " + fixed(found.checkerboard()) + " levels, latent grid: "
                        + fixed(found.latentGrid()) + " levels")
                .demand("not to be", flaws.replaceAll(":[^;]*", ""), flaws);
    }
}
