package io.github.clipunit.judge;

/**
 * What a judge answered.
 *
 * @param question the question
 * @param yes the probability of yes, or the share of answers that were, to six digits
 * @param origin where it comes from, in words
 * @hidden
 */
public record Answer(String question, double yes, String origin) {}
