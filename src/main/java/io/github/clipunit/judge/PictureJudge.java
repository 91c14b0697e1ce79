package io.github.clipunit.judge;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;

/**
 * A vision-language model that answers yes-or-no questions about a picture. In a test, each answer is requested once
 * and stored in {@code <TestClass>/answers} next to the goldens, to be committed; a build server never asks the judge.
 * An answer belongs to one picture, one question and one judge, identified by its {@link #id}.
 *
 * <pre><code class="java">
 * PictureJudge judge = PictureJudge.named("clip-flant5-xxl", (picture, question) -&gt; vqa.probabilityOfYes(picture, question));
 * assertThat(image).judgedBy(judge).answers("Are there exactly three foxes?").withYesAbove(0.5);
 * </code></pre>
 */
@FunctionalInterface
public interface PictureJudge {

    /**
     * Returns the probability that the answer is yes; VQAScore is this probability from a vision-language model (Lin et
     * al. 2024, arXiv 2404.01291). Several threads may call at once.
     *
     * @return in [0, 1]
     * @throws Exception if there is no answer; the test fails with a {@link JudgeException}
     */
    double yes(ClipImage picture, String question) throws Exception;

    /**
     * Returns the id of the judge, which must change whenever its answers may: with the model, the instructions or the
     * temperature. A judge without an id, such as a lambda, is refused, because its stored answers could not be
     * attributed.
     */
    default String id() {
        return "";
    }

    /**
     * Returns a judge with an id, such as {@code gpt-4o-mini, 2026-11}.
     *
     * @throws IllegalArgumentException if the id is null or blank, or the judge is null
     */
    static PictureJudge named(String id, PictureJudge judge) {
        return new NamedJudge(id, judge);
    }

    /**
     * Returns a judge for a model that answers in words instead of probabilities. It asks several times and returns the
     * share of answers that are yes. An answer begins with the word yes or no, or is JSON with a field {@code answer}.
     * At temperature 0, one answer is as good as many.
     *
     * @param id as {@link #named} takes it; the number of answers is added to it
     * @param times the number of answers per question, at least 1
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

    /** A model that answers a question about a picture in words. */
    @FunctionalInterface
    interface Answerer {
        /** Returns the answer, such as {@code Yes.} or <code>{"answer": "no"}</code>. */
        String answer(ClipImage picture, String question) throws Exception;
    }
}
