package io.github.clipunit.conformance;

import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.onnx.OnnxClipScorer;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;

/** Texts with the token ids that the tokenizer must return. */
record TokenCase(@Nullable List<String> models, String source, List<Text> cases) implements PublishedCase {

    /** A text and its ids, start and end included. */
    record Text(String text, List<Long> ids) {

        Figure figure(long[] got) {
            long[] expected = ids.stream().mapToLong(Long::longValue).toArray();
            int differing = Math.abs(expected.length - got.length);
            for (int i = 0; i < Math.min(expected.length, got.length); i++) {
                differing += expected[i] == got[i] ? 0 : 1;
            }
            return new Figure("tokens of " + VisibleText.quoted(text), brief(expected), brief(got), differing, 0);
        }

        private static String brief(long[] ids) {
            String text = LongStream.of(Arrays.copyOf(ids, Math.min(ids.length, 8)))
                    .mapToObj(Long::toString)
                    .collect(Collectors.joining(" "));
            return ids.length > 8 ? text + " ... (" + ids.length + ")" : text;
        }
    }

    @Override
    public String name() {
        return "tokens";
    }

    @Override
    public boolean provesWeights() {
        return false;
    }

    @Override
    public List<Figure> figures(OnnxClipScorer scorer, PictureFolder pictures) {
        return cases.stream()
                .map(one -> one.figure(scorer.tokenIds(one.text())))
                .toList();
    }
}
