package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.golden.store.ScoredPicture;
import io.github.clipunit.golden.verdict.AskedGolden;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.golden.verdict.SetQuestion;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.run.TestScope;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.assertj.core.annotation.CheckReturnValue;

/** Checks of how well the pictures of several prompts match the prompts they belong to. */
public class SuiteMatchAssert extends ClipAbstractAssert<SuiteMatchAssert, Map<String, List<ClipImage>>> {

    private final ClipScorer scorer;
    private final TestScope.Step step;
    private SetQuestion question = SetQuestion.INDEPENDENT;

    /** Used by {@link PromptedImagesAssert#matchTheirPrompts}. */
    SuiteMatchAssert(Map<String, List<ClipImage>> actual, ClipScorer scorer) {
        super(actual, SuiteMatchAssert.class);
        this.scorer = scorer;
        this.step = TestScope.begin(scorer, "matchTheirPrompts()", ".haveNotRegressed()");
    }

    /**
     * Verifies that no prompt's mean score has fallen against the test's golden by more than the tolerance: by a paired test
     * over the prompts for the suite as a whole, and for each prompt with Holm's correction for asking so often.
     *
     * @throws AssertionError if the suite or a prompt fell; the message names the prompts that did and holds the command
     *     that accepts the new pictures
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or made
     *     by another model, preprocessing or of other prompts
     */
    public SuiteMatchAssert haveNotRegressed() {
        return requireGolden(Goldens.of(scorer()).next());
    }

    /**
     * Compares the pictures of each prompt one by one with the golden's, as each was made of the same seed as the golden's in
     * its place; there must be as many. A test that leaves it unchecked fails.
     */
    @CheckReturnValue
    public SuiteMatchAssert pairedBySeed() {
        question = question.pairedBySeed();
        return myself;
    }

    /**
     * Verifies that the suite as a whole is shown to be no worse than the test's golden: that the interval of the prompts' mean
     * drop excludes one of the tolerance or more. It says nothing of single prompts.
     *
     * @throws AssertionError if such a drop is not excluded
     * @throws io.github.clipunit.golden.GoldenException as {@link #haveNotRegressed()}
     */
    public SuiteMatchAssert areNotInferior() {
        question = question.asProof();
        return requireGolden(Goldens.of(scorer()).next());
    }

    /** As {@link #haveNotRegressed()}, against a golden of the test's class that has a name of its own. */
    public SuiteMatchAssert haveNotRegressedFrom(String name) {
        Demands.requireText("name", name);
        return requireGolden(Goldens.of(scorer()).named(name));
    }

    private SuiteMatchAssert requireGolden(AskedGolden golden) {
        step.finish();
        return settle(golden.compareSuite(scorer.model(), scored(), question));
    }

    private Map<String, List<ScoredPicture>> scored() {
        Map<String, List<ScoredPicture>> scored = new LinkedHashMap<>();
        actual.forEach((prompt, pictures) -> scored.put(prompt, Prompts.score(pictures, prompt, scorer)));
        return scored;
    }
}
