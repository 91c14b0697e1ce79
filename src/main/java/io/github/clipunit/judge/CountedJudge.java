package io.github.clipunit.judge;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import java.util.Optional;

/** Asks several times, and takes the share of answers that are yes for the probability. */
record CountedJudge(String name, int times, PictureJudge.Answerer answerer) implements PictureJudge {

    private static final int SHOWN = 200;

    CountedJudge {
        NamedJudge.requireId(name);
        if (times < 1) {
            throw new IllegalArgumentException("number of answers [" + times + "] must be at least 1");
        }
    }

    @Override
    public String id() {
        return name + (times == 1 ? "; 1 answer" : "; " + times + " answers");
    }

    @Override
    public double yes(ClipImage picture, String question) throws Exception {
        int yes = 0;
        for (int i = 1; i <= times; i++) {
            String answer = answerer.answer(picture, question);
            Optional<Boolean> isYes = answer == null ? Optional.empty() : YesNo.parse(answer);
            if (isYes.isEmpty()) {
                throw new JudgeException(
                        Answers.asked(id(), picture, question) + " was answered " + shown(answer) + " (answer " + i
                                + " of " + times + "), which is neither yes nor no: have it answer with one of the two"
                                + " words, and nothing before it",
                        null);
            }
            yes += isYes.get() ? 1 : 0;
        }
        return (double) yes / times;
    }

    private static String shown(String answer) {
        if (answer == null) {
            return "null";
        }
        return answer.length() <= SHOWN
                ? VisibleText.quoted(answer)
                : VisibleText.quoted(answer.substring(0, SHOWN)) + "…";
    }
}
