package io.github.clipunit.golden.store;

/** Marks a test whose pictures come from cassettes, so that each run sees the same pictures. */
public final class ReplayedPictures {}
