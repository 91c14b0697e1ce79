package io.github.clipunit.calibration;

/**
 * A threshold and what it costs.
 *
 * @param falseAlarmRate the largest share of non-matching pairs that may score above the threshold
 * @param threshold the score that a matching pair must exceed
 * @param detectionRate the share of matching pairs that do
 * @hidden
 */
public record Cutoff(double falseAlarmRate, double threshold, double detectionRate) {}
