package io.github.clipunit.assertj;

import io.github.clipunit.golden.verdict.AskedGolden;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.golden.verdict.SetQuestion;
import io.github.clipunit.internal.Demands;

/** Checks of how several pictures of one prompt score against those that a golden recorded. */
public class GoldenSetAssert extends ClipAbstractAssert<GoldenSetAssert, ImagesMatch> {

    private final SetQuestion question;

    /** Used by {@link ImagesMatchAssert}. */
    GoldenSetAssert(ImagesMatch actual, SetQuestion question) {
        super(actual, GoldenSetAssert.class);
        this.question = question;
    }

    /**
     * Verifies that the mean of the scores has not fallen against the test's golden by more than the tolerance, as far as the
     * pictures can show it.
     *
     * @throws AssertionError if the mean fell
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or made
     *     by another model, preprocessing or prompt, or, for pairs, of another number of pictures
     */
    public GoldenSetAssert haveNotRegressed() {
        return require(Goldens.of(actual.scorer()).next(), question);
    }

    /** As {@link #haveNotRegressed()}, against a golden of the test's class that has a name of its own. */
    public GoldenSetAssert haveNotRegressedFrom(String name) {
        Demands.requireText("name", name);
        return require(Goldens.of(actual.scorer()).named(name), question);
    }

    /**
     * Verifies that the pictures are shown to be no worse: that the interval of the drop excludes one of the tolerance or
     * more. A generator that fell by the tolerance passes with a probability of at most {@code clipunit.golden.alpha}.
     *
     * @throws AssertionError if such a drop is not excluded; the message says how many pictures would settle it
     * @throws io.github.clipunit.golden.GoldenException as {@link #haveNotRegressed()}
     */
    public GoldenSetAssert areNotInferior() {
        return require(Goldens.of(actual.scorer()).next(), question.asProof());
    }

    /** As {@link #areNotInferior()}, against a golden of the test's class that has a name of its own. */
    public GoldenSetAssert areNotInferiorTo(String name) {
        Demands.requireText("name", name);
        return require(Goldens.of(actual.scorer()).named(name), question.asProof());
    }

    private GoldenSetAssert require(AskedGolden golden, SetQuestion asked) {
        actual.finish();
        return settle(golden.compareMean(actual.scorer().model(), actual.prompt(), actual.forGolden(), asked));
    }
}
