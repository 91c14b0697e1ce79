package io.github.clipunit.judge;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;

/**
 * A model that sees: answers questions about a picture by yes or no. In a test, each answer is asked for once and kept, in
 * {@code <TestClass>/answers} beside the goldens, to be committed: a build server asks nobody. An answer belongs to one picture,
 * one question and one judge by its {@link #id}.
 *
 * <pre><code class="java">
 * PictureJudge judge = PictureJudge.named("clip-flant5-xxl", (picture, question) -&gt; vqa.probabilityOfYes(picture, question));
 * assertThat(image).judgedBy(judge).answers("Are there exactly three foxes?").withYesAbove(0.5);
 * </code></pre>
 */
@FunctionalInterface
public interface PictureJudge {

    /**
     * The probability that the answer is yes; VQAScore is that of a vision model (Lin et al. 2024, arXiv 2404.01291). Several
     * threads may ask at once.
     *
     * @return in [0, 1]
     * @throws Exception if there is no answer; the test fails with a {@link JudgeException}
     */
    double yes(ClipImage picture, String question) throws Exception;

    /**
     * What the judge is known by, which changes whenever its answers may: with model, instructions or temperature. A judge
     * without an id, as a lambda is, is refused: nobody could tell whose answer was kept.
     */
    default String id() {
        return "";
    }

    /**
     * A judge with an id, such as {@code gpt-4o-mini, 2026-11}.
     *
     * @throws IllegalArgumentException if the id is null or blank, or the judge is null
     */
    static PictureJudge named(String id, PictureJudge judge) {
        return new NamedJudge(id, judge);
    }

    /**
     * A judge that knows no probabilities, but answers in words: asked several times, its yes is the share of answers that
     * are. An answer begins with the word yes or no, or is JSON with a field {@code answer}. At temperature 0 one answer is as
     * good as many.
     *
     * @param id as {@link #named} takes it; the number of answers is added to it
     * @param times how many answers each question is asked for, at least 1
     * @throws IllegalArgumentException if the id is null or blank, the number below 1, or the answerer null
     */
    static PictureJudge ofAnswers(String id, int times, Answerer answerer) {
        Demands.requireText("id", id);
        Demands.requireAtLeast(1, "number of answers", times);
        if (answerer == null) {
            throw new IllegalArgumentException(
                    "judge [" + id + "] must have an answerer, but has [null]: nobody would answer");
        }
        return named(
                id + "; " + Counted.of(times, "answer"),
                (picture, question) -> YesNo.share(picture, question, times, answerer));
    }

    /** Answers a question about a picture in words. */
    @FunctionalInterface
    interface Answerer {
        /** The answer, such as {@code Yes.} or <code>{"answer": "no"}</code>. */
        String answer(ClipImage picture, String question) throws Exception;
    }
}
