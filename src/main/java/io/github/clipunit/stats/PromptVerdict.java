package io.github.clipunit.stats;

import org.jspecify.annotations.Nullable;

/**
 * The result of a {@link SuiteDropTest} for one prompt.
 *
 * @param samples the prompt and its scores
 * @param own the prompt's own test before any correction, or null if there is one score on each side
 * @param adjustedPValue the p-value corrected for the number of prompts, in [0, 1]; 1 without an own test
 * @param fell whether the mean of this prompt fell by more than the tolerance
 */
public record PromptVerdict(PromptSamples samples, @Nullable DropVerdict own, double adjustedPValue, boolean fell) {}
