package io.github.clipunit.assertj;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A match held against wrong prompts for the same picture.
 *
 * @param match the picture and the right prompt
 * @param rivals the wrong prompts with their cosines, the nearest first
 */
record PromptPreference(PromptMatch match, List<Rival> rivals) {

    static PromptPreference of(PromptMatch match, List<String> distractors) {
        double[] cosines = match.cosinesWith(distractors);
        List<Rival> rivals = new ArrayList<>();
        for (int i = 0; i < distractors.size(); i++) {
            rivals.add(new Rival(distractors.get(i), cosines[i + 1]));
        }
        rivals.sort(Comparator.comparingDouble(Rival::cosine).reversed());
        return new PromptPreference(match, rivals);
    }

    Rival nearest() {
        return rivals.get(0);
    }

    /** By how much the right prompt is ahead of the nearest wrong one; negative where it is behind. */
    double lead() {
        return match.cosine() - nearest().cosine();
    }

    record Rival(String prompt, double cosine) {}
}
