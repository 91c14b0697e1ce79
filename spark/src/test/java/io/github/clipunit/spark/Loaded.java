package io.github.clipunit.spark;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.prompt.PromptScorer;

/** The model that a scorer holds, which users of a shared one see through a shell of their own. */
final class Loaded {

    private Loaded() {}

    static ClipScorer of(ClipScorer shared) {
        return ((PromptScorer) shared).scorer();
    }
}
