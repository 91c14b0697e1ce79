package io.github.clipunit.cassette;

/**
 * The source of pictures: cassettes or the generator.
 *
 * @hidden
 */
public enum CassetteMode {
    /** Replays recordings; a missing one is recorded on a developer's machine, and is an error on CI. */
    REPLAY,
    /** Calls the generator and records again; refused on CI. */
    RECORD,
    /** Calls the generator and leaves the cassettes unchanged. */
    LIVE
}
