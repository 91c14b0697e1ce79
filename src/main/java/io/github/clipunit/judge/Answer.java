package io.github.clipunit.judge;

/**
 * An answer of a judge.
 *
 * @param question the question
 * @param yes the probability of yes, or the share of answers that were yes, to six digits
 * @param origin its origin, in words
 * @hidden
 */
public record Answer(String question, double yes, String origin) {}
