package io.github.clipunit.judge;

import io.github.clipunit.image.ClipImage;

/** A judge under an id of one's own. */
record NamedJudge(String id, PictureJudge judge) implements PictureJudge {

    @Override
    public double yes(ClipImage picture, String question) throws Exception {
        return judge.yes(picture, question);
    }

    @Override
    public String toString() {
        return id;
    }
}
