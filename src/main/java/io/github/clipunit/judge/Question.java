package io.github.clipunit.judge;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.VisibleText;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A question to a judge about a picture. */
record Question(PictureJudge judge, ClipImage picture, String text) {

    private static final int SHOWN = 200;

    Question {
        requireKnown(judge);
        requireText(text);
        if (picture == null) {
            throw new IllegalArgumentException(
                    "question " + shown(text) + " is about no picture, which is null: give the picture it asks about");
        }
    }

    /** Returns a question that can be asked. */
    static String requireText(@Nullable String text) {
        if (text == null || text.isBlank()) {
            throw new IllegalArgumentException("question [" + VisibleText.onOneLine(String.valueOf(text))
                    + "] must not be blank: nobody can answer it");
        }
        return text;
    }

    /** Returns a judge under whose id answers can be stored. */
    static PictureJudge requireKnown(@Nullable PictureJudge judge) {
        if (judge == null) {
            throw new IllegalArgumentException("a judge must not be null: nobody would answer");
        }
        requireId(judge.id());
        return judge;
    }

    /** Returns an id under which answers can be stored. */
    static String requireId(String id) {
        if (id == null || id.isBlank()) {
            throw new IllegalArgumentException(
                    "a judge must have an id, under which its answers are kept, but has [" + id + "]: name it with"
                            + " PictureJudge.named(\"gpt-4o-mini, 2026-11\", judge), an id that changes whenever its answers may");
        }
        return id;
    }

    /** Returns a question in quotes, shortened to a readable length; reports and files contain all of it. */
    static String shown(String text) {
        return text.codePointCount(0, text.length()) <= SHOWN
                ? VisibleText.quoted(text)
                : VisibleText.quoted(text.substring(0, text.offsetByCodePoints(0, SHOWN))) + "…";
    }

    /** Returns a hash that identifies the question, the judge and the picture. */
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
        return "question " + shown(text) + " to judge [" + VisibleText.onOneLine(judge.id()) + "] about " + picture;
    }
}
