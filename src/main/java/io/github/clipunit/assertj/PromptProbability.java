package io.github.clipunit.assertj;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * What share the model gives a prompt among labels.
 *
 * @param match the picture and the prompt
 * @param probability the prompt's share, in [0, 1]
 * @param ranked the prompt and the labels with their shares, the largest first
 */
record PromptProbability(PromptMatch match, double probability, List<Label> ranked) {

    static PromptProbability of(PromptMatch match, List<String> labels) {
        List<String> others = labels.stream()
                .filter(label -> !label.equals(match.prompt()))
                .distinct()
                .toList();
        double[] cosines = match.cosinesWith(others);
        double[] shares = match.scorer().model().logits().softmax(cosines);
        List<Label> ranked = new ArrayList<>();
        ranked.add(new Label(match.prompt(), shares[0]));
        for (int i = 0; i < others.size(); i++) {
            ranked.add(new Label(others.get(i), shares[i + 1]));
        }
        ranked.sort(Comparator.comparingDouble(Label::probability).reversed());
        return new PromptProbability(match, shares[0], ranked);
    }

    record Label(String prompt, double probability) {}
}
