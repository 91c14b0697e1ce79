package io.github.clipunit.report.data;

/**
 * What a part of the prompt added to the score.
 *
 * @param text the word or phrase, as the prompt has it
 * @param contribution the score of the whole prompt less the score without this part: positive where the picture shows it,
 *     near zero or negative where it does not
 */
public record ReportedWord(String text, double contribution) {}
