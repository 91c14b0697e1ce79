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

/** Assertions about how well the pictures of several prompts match their prompts. */
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
     * Verifies that no prompt's mean score has fallen below the test's golden by more than the tolerance. The suite as
     * a whole is tested by a paired test over the prompts, and each prompt with Holm's correction for multiple tests.
     *
     * @throws AssertionError if the suite or a prompt fell; the message names the prompts that fell and contains the
     *     command that accepts the new pictures
     * @throws io.github.clipunit.golden.GoldenException if the golden is damaged, missing on a build server, or made
     *     with another model, preprocessing or other prompts
     */
    public SuiteMatchAssert haveNotRegressed() {
        return requireGolden(Goldens.of(scorer()).next());
    }

    /**
     * Compares each picture with the golden's picture at the same position of the same prompt, which must have been
     * made with the same seed. The numbers of pictures must be equal. The test fails unless a check follows.
     */
    @CheckReturnValue
    public SuiteMatchAssert pairedBySeed() {
        question = question.pairedBySeed();
        return myself;
    }

    /**
     * Verifies that the suite as a whole is no worse than the test's golden: the interval of the prompts' mean drop
     * must exclude a drop of the tolerance or more. It does not judge single prompts.
     *
     * @throws AssertionError if the interval includes such a drop
     * @throws io.github.clipunit.golden.GoldenException as {@link #haveNotRegressed()} does
     */
    public SuiteMatchAssert areNotInferior() {
        question = question.asProof();
        return requireGolden(Goldens.of(scorer()).next());
    }

    /** Works like {@link #haveNotRegressed()} but compares with a named golden of the test class. */
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
