package io.github.clipunit.judges;

import io.github.clipunit.image.ClipImage;

/** Stands for a user's client of a chat model that sees. */
final class FakeChat {

    String ask(ClipImage picture, String question) {
        return new FakeVision().probabilityOfYes(picture, question) > 0.5 ? "Yes." : "No, I do not think so.";
    }
}
