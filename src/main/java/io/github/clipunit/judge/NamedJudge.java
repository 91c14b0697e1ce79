package io.github.clipunit.judge;

import io.github.clipunit.image.ClipImage;

/** A judge under an id of one's own. */
record NamedJudge(String id, PictureJudge judge) implements PictureJudge {

    NamedJudge {
        requireId(id);
    }

    static void requireId(String id) {
        if (id.isBlank()) {
            throw new IllegalArgumentException(
                    "id of a judge [" + id + "] must not be blank: its answers are kept under it");
        }
    }

    @Override
    public double yes(ClipImage picture, String question) throws Exception {
        return judge.yes(picture, question);
    }
}
