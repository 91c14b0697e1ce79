package io.github.clipunit.assertj;

import io.github.clipunit.golden.verdict.AskedGolden;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.golden.verdict.SetQuestion;
import io.github.clipunit.internal.Demands;

/** Assertions about how several pictures of one prompt score in comparison with a golden. */
public class GoldenSetAssert extends ClipAbstractAssert<GoldenSetAssert, ImagesMatch> {

    private final SetQuestion question;

    /** Used by {@link ImagesMatchAssert}. */
    GoldenSetAssert(ImagesMatch actual, SetQuestion question) {
        super(actual, GoldenSetAssert.class);
        this.question = question;
    }

    /**
     * Verifies that the mean score has not fallen below the test's golden by more than the tolerance, as far as this
     * number of pictures can show it.
     *
     * @throws AssertionError if the mean fell
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or made
     *     with another model, preprocessing or prompt, or, for pairs, with another number of pictures
     */
    public GoldenSetAssert haveNotRegressed() {
        return require(Goldens.of(actual.scorer()).next(), question);
    }

    /** Works like {@link #haveNotRegressed()} but compares with a named golden of the test class. */
    public GoldenSetAssert haveNotRegressedFrom(String name) {
        Demands.requireText("name", name);
        return require(Goldens.of(actual.scorer()).named(name), question);
    }

    /**
     * Verifies that the pictures are no worse than the golden's: the interval of the drop must exclude a drop of the
     * tolerance or more. A generator that fell by the tolerance passes with a probability of at most
     * {@code clipunit.golden.alpha}.
     *
     * @throws AssertionError if the interval includes such a drop; the message says how many pictures would settle it
     * @throws io.github.clipunit.golden.GoldenException as {@link #haveNotRegressed()} does
     */
    public GoldenSetAssert areNotInferior() {
        return require(Goldens.of(actual.scorer()).next(), question.asProof());
    }

    /** Works like {@link #areNotInferior()} but compares with a named golden of the test class. */
    public GoldenSetAssert areNotInferiorTo(String name) {
        Demands.requireText("name", name);
        return require(Goldens.of(actual.scorer()).named(name), question.asProof());
    }

    private GoldenSetAssert require(AskedGolden golden, SetQuestion asked) {
        actual.finish();
        return settle(golden.compareMean(actual.scorer().model(), actual.prompt(), actual.forGolden(), asked));
    }
}
