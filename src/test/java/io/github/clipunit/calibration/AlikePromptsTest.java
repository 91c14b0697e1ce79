package io.github.clipunit.calibration;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.junit.ClipTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What the embedded model's text embeddings show of names, their synonyms and other phrasings. */
@ClipTest(model = "pictogram")
class AlikePromptsTest {

    private static List<MismatchedPair> pairs(List<Embedding> one, List<Embedding> other) {
        List<MismatchedPair> pairs = new ArrayList<>();
        for (int i = 0; i < one.size(); i++) {
            pairs.add(new MismatchedPair(i, i, 0, one.get(i).cosine(other.get(i))));
        }
        return pairs;
    }

    @Test
    void should_find_paraphrases_but_few_other_names(ClipScorer scorer) throws IOException {
        List<String> lines = Files.readAllLines(Path.of("training/synonyms.txt")).stream()
                .filter(line -> !line.startsWith("#") && line.contains(": "))
                .limit(100)
                .toList();
        List<String> names = lines.stream()
                .map(line -> line.substring(0, line.indexOf(": ")))
                .toList();
        List<String> icons = names.stream().map(name -> "an icon of a " + name).toList();
        List<String> synonyms = lines.stream()
                .map(line -> "an icon of a " + line.replaceFirst(".*?: ", "").replaceFirst(",.*", ""))
                .toList();
        List<Embedding> embedded = scorer.embedPrompts(icons);
        List<MismatchedPair> others = new ArrayList<>();
        for (int places = 1; places < icons.size() / 2; places++) {
            for (int i = 0; i < icons.size(); i++) {
                int other = (i + places) % icons.size();
                others.add(new MismatchedPair(i, other, 0, embedded.get(i).cosine(embedded.get(other))));
            }
        }
        AlikePrompts byChance = AlikePrompts.in(others, icons);

        assertThat(byChance.pairs() / (double) others.size()).isLessThan(0.003);
        assertThat(found(others, pairs(embedded, scorer.embedPrompts(synonyms)), icons) - byChance.pairs())
                .isBetween(35, 65);
        List<String> phrasings =
                names.stream().map(name -> "a " + name + " emoji").toList();
        assertThat(found(others, pairs(embedded, scorer.embedPrompts(phrasings)), icons) - byChance.pairs())
                .isGreaterThan(85);
    }

    /** Of a set that holds these pairs too. */
    private static int found(List<MismatchedPair> others, List<MismatchedPair> further, List<String> prompts) {
        List<MismatchedPair> all = new ArrayList<>(others);
        all.addAll(further);
        return AlikePrompts.in(all, prompts).pairs();
    }
}
