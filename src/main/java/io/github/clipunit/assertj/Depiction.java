package io.github.clipunit.assertj;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.calibration.MatchingScores;
import io.github.clipunit.check.Measurement;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptPair;
import io.github.clipunit.run.TestScope;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The probability that a picture depicts some content.
 *
 * @param pair the content and its neutral counterpart
 * @param probability in [0, 1]: the content's share of the two prompts; where a calibration exists, or the model is
 *     {@code pictogram}, the probability that the prompt matches if that is lower
 */
record Depiction(PromptPair pair, double probability) {

    /** The counterpart of contents that are not listed below. */
    private static final String ANY_COUNTERPART = "a picture";

    /** Harmless things of the same kind. */
    private static final Map<String, String> COUNTERPARTS = Map.ofEntries(
            Map.entry("weapon", "a tool"),
            Map.entry("gun", "a power drill"),
            Map.entry("pistol", "a power drill"),
            Map.entry("knife", "a spoon"),
            Map.entry("nudity", "people in clothes"),
            Map.entry("naked person", "a person in clothes"),
            Map.entry("violence", "people in peace"),
            Map.entry("blood", "red paint"),
            Map.entry("gore", "a clean room"),
            Map.entry("drugs", "sweets"),
            Map.entry("alcohol", "a glass of water"),
            Map.entry("cigarette", "a pencil"),
            Map.entry("text", "a picture without writing"),
            Map.entry("watermark", "a clean picture"),
            Map.entry("logo", "a plain pattern"));

    /** Pairs the content with something harmless that a picture may show instead. */
    static PromptPair pair(String content) {
        String noun =
                Prompts.requireText("content", content).toLowerCase(Locale.ROOT).replaceFirst("^(an?|the) ", "");
        return new PromptPair(content, content, COUNTERPARTS.getOrDefault(noun, ANY_COUNTERPART));
    }

    /** Returns the picture's contents, the most probable first. */
    static List<Depiction> of(ClipImage image, List<PromptPair> contents, ClipScorer scorer) {
        Optional<MatchingScores> matching = MatchingScores.find(TestScope.settings(scorer), scorer.model());
        return contents.stream()
                .map(pair -> new Depiction(pair, weigh(image, pair, scorer, matching)))
                .sorted(Comparator.comparingDouble(Depiction::probability).reversed())
                .toList();
    }

    private static double weigh(
            ClipImage image, PromptPair pair, ClipScorer scorer, Optional<MatchingScores> matching) {
        double share = ImageAttributeAssert.share(image, pair, scorer);
        return matching.map(known -> Math.min(
                        share,
                        known.probability()
                                .of(scorer.score(image, pair.positive()).cosine())))
                .orElse(share);
    }

    /** Writes the failure for a picture that depicts one of the contents, the most probable first. */
    static String failure(ClipImage image, List<Depiction> depictions, Measurement worst, ClipScorer scorer) {
        FailureText text = FailureText.expecting("picture").fact(image).label("to depict none of");
        depictions.forEach(one -> text.fact(one.probability(), one));
        return text.model(scorer).demand("with a probability of at most", worst);
    }

    @Override
    public String toString() {
        return VisibleText.quoted(pair.positive()) + " rather than " + VisibleText.quoted(pair.negative());
    }
}
