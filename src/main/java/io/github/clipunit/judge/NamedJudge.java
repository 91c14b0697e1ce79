package io.github.clipunit.judge;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;

/** A judge with an id of your own. */
record NamedJudge(String id, PictureJudge judge) implements PictureJudge {

    NamedJudge {
        Question.requireId(id);
        if (judge == null) {
            throw new IllegalArgumentException(
                    "judge [" + VisibleText.onOneLine(id) + "] must not be null: nobody would answer");
        }
    }

    @Override
    public double yes(ClipImage picture, String question) throws Exception {
        return judge.yes(picture, question);
    }

    @Override
    public String toString() {
        return id;
    }
}
