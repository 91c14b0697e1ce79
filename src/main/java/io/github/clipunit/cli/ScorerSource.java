package io.github.clipunit.cli;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.settings.Settings;

/** Where a command's scorer comes from; tests have their own. */
@FunctionalInterface
interface ScorerSource {

    /** The scorer that the settings describe; whoever asked closes it. */
    ClipScorer open(Settings settings);
}
