package com.example.painter;

/** How the painter answers a call. */
public enum Answer {
    /** With as many pictures as it was asked for. */
    PICTURES,
    /** With a success that holds no picture. */
    EMPTY,
    /** With one picture fewer than it was asked for. */
    FEWER,
    /** A content filter refuses: {@code moderation_blocked}, or what the API at hand says. */
    REFUSED,
    /** The older filter of OpenAI: {@code content_policy_violation}. */
    AGAINST_POLICY,
    /** Too many calls: 429, to be asked again after a second. */
    BUSY,
    /** A fault of its own: 500. */
    BROKEN,
    /** Nothing for some seconds. */
    SLOW
}
