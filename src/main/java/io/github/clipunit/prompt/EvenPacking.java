package io.github.clipunit.prompt;

import io.github.clipunit.prompt.PromptStatements.Span;
import java.util.ArrayList;
import java.util.List;

/**
 * A packing of neighbouring pieces of a prompt into as few pieces as the model's context allows, with token counts as
 * even as the order permits.
 */
record EvenPacking(PromptStatements statements) {

    /** Returns the joined pieces; each of the given ones fits by itself. */
    List<Span> pack(List<Span> pieces) {
        List<Span> fewest = pack(pieces, statements.most());
        for (int limit = average(pieces, fewest.size()); limit < statements.most(); limit++) {
            List<Span> even = pack(pieces, limit);
            if (even.size() == fewest.size()) {
                return even;
            }
        }
        return fewest;
    }

    private int average(List<Span> pieces, int count) {
        return statements.tokens(joined(pieces)) / count;
    }

    private static Span joined(List<Span> pieces) {
        return new Span(pieces.get(0).start(), pieces.get(pieces.size() - 1).end());
    }

    private List<Span> pack(List<Span> pieces, int limit) {
        List<Span> packed = new ArrayList<>();
        Span open = pieces.get(0);
        for (Span next : pieces.subList(1, pieces.size())) {
            Span both = new Span(open.start(), next.end());
            if (statements.tokens(both) <= limit) {
                open = both;
            } else {
                packed.add(open);
                open = next;
            }
        }
        packed.add(open);
        return packed;
    }
}
