package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.settings.Settings;

/** Opens the scorer of a command; tests have their own. */
@FunctionalInterface
interface ScorerSource {

    /** The scorer that the settings describe; the caller closes it. */
    ClipScorer open(Settings settings);
}
