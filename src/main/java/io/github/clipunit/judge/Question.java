package io.github.clipunit.judge;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.VisibleText;
import java.nio.charset.StandardCharsets;

/** What is asked of whom about what. */
record Question(PictureJudge judge, ClipImage picture, String text) {

    Question {
        if (text.isBlank()) {
            throw new IllegalArgumentException(
                    "question [" + VisibleText.onOneLine(text) + "] must not be blank: nobody can answer it");
        }
        if (judge.id().isBlank()) {
            throw new IllegalArgumentException(
                    "a judge must have an id, under which its answers are kept: name it with"
                            + " PictureJudge.named(\"gpt-4o-mini, 2026-11\", judge), an id that changes whenever its answers may");
        }
    }

    /** Tells it from all others. */
    String hash() {
        String all = judge.id() + "\n" + text + "\n" + picture.sha256();
        return Sha256.hex(all.getBytes(StandardCharsets.UTF_8));
    }

    Answer answered(double yes, String origin) {
        return new Answer(text, yes, origin);
    }

    JudgeException unanswered(String why, Exception cause) {
        return new JudgeException(this + " was not answered: " + why, cause);
    }

    @Override
    public String toString() {
        return "question " + VisibleText.quoted(text) + " to judge [" + VisibleText.onOneLine(judge.id()) + "] about "
                + picture;
    }
}
