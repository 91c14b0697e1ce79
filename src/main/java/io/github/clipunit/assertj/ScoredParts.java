package io.github.clipunit.assertj;

import io.github.clipunit.ClipScore;
import io.github.clipunit.ClipScorer;
import io.github.clipunit.check.Check;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.prompt.PromptStatement;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * The parts of a prompt, each with its score.
 *
 * @param inOrder the parts in the order of the prompt
 */
record ScoredParts(List<Part> inOrder) {

    private static final String STYLE = " (about style)";
    private static final int LISTED = 12;
    private static final int SHOWN = 80;

    static ScoredParts of(ClipImage image, List<PromptStatement> parts, ClipScorer scorer) {
        List<ClipScore> scores =
                scorer.scores(image, parts.stream().map(PromptStatement::text).toList());
        return new ScoredParts(IntStream.range(0, parts.size())
                .mapToObj(i -> new Part(parts.get(i), scores.get(i).cosine()))
                .toList());
    }

    List<Part> weakestFirst() {
        return inOrder.stream().sorted(Comparator.comparingDouble(Part::score)).toList();
    }

    /** Lists the parts in a failure. */
    FailureText list(FailureText text) {
        text.label("with these CLIP scores of its parts, weakest first");
        weakestFirst().stream().limit(LISTED).forEach(part -> text.fact(part.score(), part));
        return inOrder.size() > LISTED ? text.fact("and " + (inOrder.size() - LISTED) + " more") : text;
    }

    /** Adds the parts to the report of a check. */
    Check.Builder note(Check.Builder check) {
        check.fact("weakest part", weakestFirst().get(0).statement().text());
        String style = inOrder.stream()
                .filter(Part::isStyle)
                .map(part -> quoted(part.statement()))
                .collect(Collectors.joining(", "));
        if (!style.isEmpty()) {
            check.fact("about style", style);
        }
        weakestFirst()
                .forEach(part -> check.figure(
                        Check.PART, part.statement().text() + (part.isStyle() ? STYLE : ""), part.score()));
        return check;
    }

    /** Quotes the first parts, for a message. */
    static String quoted(List<PromptStatement> parts) {
        return parts.stream().limit(LISTED).map(ScoredParts::quoted).collect(Collectors.joining(", "));
    }

    private static String quoted(PromptStatement part) {
        return VisibleText.quoted(VisibleText.excerpt(part.text(), SHOWN));
    }

    /** A part of the prompt and its score. */
    record Part(PromptStatement statement, double score) {

        boolean isStyle() {
            return statement.isStyle();
        }

        @Override
        public String toString() {
            return quoted(statement) + (isStyle() ? STYLE : "");
        }
    }
}
