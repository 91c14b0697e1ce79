package io.github.clipunit.cassette;

/**
 * Whether pictures come from cassettes or from the generator.
 *
 * @hidden
 */
public enum CassetteMode {
    /** Plays what was recorded; what was not is recorded on a developer's machine, and is an error on CI. */
    REPLAY,
    /** Calls the generator and records anew; refused on CI. */
    RECORD,
    /** Calls the generator and leaves the cassettes alone. */
    LIVE
}
