package io.github.clipunit.report.data;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a golden knows of the pictures it accepted.
 *
 * @param picture the key of the accepted picture, or null where it was not kept
 * @param scores the recorded scores of a set, or empty
 */
public record Accepted(@Nullable String picture, List<Double> scores) {}
