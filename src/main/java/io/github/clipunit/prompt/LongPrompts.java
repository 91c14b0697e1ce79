package io.github.clipunit.prompt;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.prompt.PromptStatements.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToIntFunction;

/**
 * A reader of prompts that are longer than a model's context.
 *
 * @param context the number of tokens that the model reads, start and end included
 * @param tokens counts the tokens of a text in the same way
 */
public record LongPrompts(int context, ToIntFunction<String> tokens) {

    public LongPrompts {
        Demands.requireAtLeast(1, "context", context);
        Demands.require("tokens", tokens);
    }

    /**
     * Returns the reader for a scorer's model; if the context or the token counts are unknown, every prompt counts as
     * short enough.
     */
    public static LongPrompts of(ClipScorer scorer) {
        return new LongPrompts(
                Demands.require("scorer", scorer).model().contextLength().orElse(Integer.MAX_VALUE),
                text -> scorer.countTokens(text).orElse(0));
    }

    /** Returns whether a prompt is longer than the context. */
    public boolean exceed(String prompt) {
        return tokens.applyAsInt(Demands.require("prompt", prompt)) > context;
    }

    /**
     * Returns the statements of a prompt, each once, in order: its sentences, lines, and items of comma lists, or
     * clauses if a sentence is longer than the context.
     *
     * @throws IllegalArgumentException if a word or a quoted text, which are never divided, is longer than the context
     */
    public List<PromptStatement> statements(String prompt) {
        PromptStatements statements = new PromptStatements(Demands.require("prompt", prompt), context, tokens);
        return statements.all().stream()
                .map(span -> PromptStatement.of(statements.text(span).replaceAll("\\s+", " ")))
                .distinct()
                .toList();
    }

    /**
     * Returns the prompt in as few pieces as fit the context, with token counts as even as its statements allow; the
     * prompt itself if it fits.
     *
     * @throws IllegalArgumentException as {@link #statements} does
     */
    public List<String> pieces(String prompt) {
        if (!exceed(prompt)) {
            return List.of(prompt);
        }
        PromptStatements statements = new PromptStatements(prompt, context, tokens);
        List<Span> packed = new EvenPacking(statements).pack(statements.all());
        return packed.stream().map(statements::text).toList();
    }

    /**
     * Returns the embeddings of prompts of any length. That of a prompt within the context is the encoder's. That of a
     * longer one is the direction of the mean of its {@linkplain #pieces pieces'} unit embeddings, each weighted by its
     * number of tokens.
     *
     * @param encoder returns the embeddings of texts within the context, in their order
     */
    public List<Embedding> embed(List<String> prompts, Function<List<String>, List<Embedding>> encoder) {
        Demands.require("encoder", encoder);
        List<List<String>> divided = Demands.requireItems("prompts", prompts).stream()
                .map(this::pieces)
                .toList();
        List<Embedding> all =
                encoder.apply(divided.stream().flatMap(List::stream).toList());
        List<Embedding> embeddings = new ArrayList<>();
        int next = 0;
        for (List<String> pieces : divided) {
            embeddings.add(mean(pieces, all.subList(next, next + pieces.size())));
            next += pieces.size();
        }
        return embeddings;
    }

    private Embedding mean(List<String> pieces, List<Embedding> embeddings) {
        if (pieces.size() == 1) {
            return embeddings.get(0);
        }
        double[] sum = new double[embeddings.get(0).dimension()];
        for (int i = 0; i < pieces.size(); i++) {
            int weight = tokens.applyAsInt(pieces.get(i)) - tokens.applyAsInt("");
            float[] unit = embeddings.get(i).toArray();
            for (int d = 0; d < sum.length; d++) {
                sum[d] += (double) weight * unit[d];
            }
        }
        float[] mean = new float[sum.length];
        for (int d = 0; d < mean.length; d++) {
            mean[d] = (float) sum[d];
        }
        return Embedding.of(mean);
    }
}
