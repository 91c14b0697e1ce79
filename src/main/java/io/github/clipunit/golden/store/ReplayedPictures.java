package io.github.clipunit.golden.store;

/** Stands for a test whose pictures come from cassettes, so that each run sees the same. */
public final class ReplayedPictures {}
