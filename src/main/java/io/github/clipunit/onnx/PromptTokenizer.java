package io.github.clipunit.onnx;

import ai.djl.huggingface.tokenizers.Encoding;
import ai.djl.huggingface.tokenizers.HuggingFaceTokenizer;
import ai.djl.huggingface.tokenizers.jni.CharSpan;
import io.github.clipunit.internal.VisibleText;
import io.github.clipunit.model.ConfigFile;
import io.github.clipunit.model.ModelFile;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.onnx.reading.TokenizerRules;
import io.github.clipunit.onnx.reading.TokenizerShape;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;

/**
 * A converter of prompts to token ids by the model's own {@code tokenizer.json}, which also handles prompts that are
 * too long.
 */
final class PromptTokenizer implements AutoCloseable {

    private static final int SHOWN = 40;

    /** The length of an excerpt. A hidden character is shown as six or twelve characters, so a few of them suffice. */
    private static final int LONGEST_SHOWN = 60;

    private static final int FEW = 5;

    /** The remedies; {@code docs/prompts.md} describes them. */
    private static final String WAYS =
            "; use inEveryPart(), inParts(k) or inPartsTogether() (on the command line, --parts), or set "
                    + OnnxOptions.OVERFLOW.name() + " to parts or truncate";

    private final HuggingFaceTokenizer tokenizer;
    private final int contextLength;
    private final Lazy<Long> padding;
    private final PromptOverflow overflow;
    private final String model;

    private PromptTokenizer(
            HuggingFaceTokenizer tokenizer,
            int contextLength,
            Lazy<Long> padding,
            PromptOverflow overflow,
            String model) {
        this.tokenizer = tokenizer;
        this.contextLength = contextLength;
        this.padding = padding;
        this.overflow = overflow;
        this.model = model;
    }

    static PromptTokenizer open(
            ModelFile file, TokenizerRules rules, int contextLength, PromptOverflow overflow, String model) {
        try {
            byte[] json = rules.applied(file.read());
            TokenizerShape.requireSafe(file, json);
            HuggingFaceTokenizer tokenizer = TokenizerRuntime.open(json);
            tokenizer.encode("", false, false); // fails now, not at the first padding, if DJL is too old
            Lazy<Long> padding = new Lazy<>(() -> padding(tokenizer, rules, file));
            return new PromptTokenizer(tokenizer, contextLength, padding, overflow, model);
        } catch (IOException | RuntimeException e) {
            if (e instanceof ModelUnavailableException known) {
                throw known;
            }
            throw TokenizerShape.explain(file, e);
        }
    }

    /** Returns the number of tokens of a prompt before anything is cut, start and end included. */
    int count(String prompt) {
        return ids(prompt).length;
    }

    /** Returns the token ids of a prompt before anything is cut, start and end included. */
    long[] ids(String prompt) {
        return encode(prompt).getIds();
    }

    /**
     * Refuses half of a surrogate pair, which is not valid text: Python's tokenizers refuse it, and the native library
     * reads three other characters.
     */
    private Encoding encode(String prompt) {
        if (prompt.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
            throw new IllegalArgumentException("prompt [" + VisibleText.excerpt(VisibleText.onOneLine(prompt), 100)
                    + "] has half of a surrogate pair, as left by cutting a text within an emoji; cut it"
                    + " between code points");
        }
        return tokenizer.encode(prompt);
    }

    /** Returns the id of the padding token. */
    long padding() {
        return padding.get();
    }

    private static long padding(HuggingFaceTokenizer tokenizer, TokenizerRules rules, ModelFile file) {
        if (rules.padToken().isEmpty()) {
            return rules.padId().orElse(0);
        }
        String token = rules.padToken().get();
        Encoding encoding = tokenizer.encode(token, false, false);
        return List.of(encoding.getTokens()).equals(List.of(token))
                ? encoding.getIds()[0]
                : rules.padIdIn(ConfigFile.of(file));
    }

    /** Returns the token ids of a prompt that fit the model's context. */
    long[] tokenize(String prompt) {
        Encoding encoding = encode(prompt);
        long[] ids = encoding.getIds();
        if (ids.length <= contextLength) {
            return ids;
        }
        if (overflow != PromptOverflow.TRUNCATE) {
            throw new IllegalArgumentException(tooLong(prompt, encoding) + WAYS);
        }
        return firstThatFit(encoding);
    }

    /** Returns the number of start tokens before the prompt's own. */
    private static int leading(Encoding encoding) {
        long[] special = encoding.getSpecialTokenMask();
        int leading = 0;
        while (leading < special.length && special[leading] == 1) {
            leading++;
        }
        return leading;
    }

    private static int trailing(Encoding encoding) {
        long[] special = encoding.getSpecialTokenMask();
        int trailing = 0;
        while (trailing < special.length && special[special.length - 1 - trailing] == 1) {
            trailing++;
        }
        return trailing;
    }

    /** Returns the number of a prompt's own tokens that fit. */
    private int room(Encoding encoding) {
        return contextLength - leading(encoding) - trailing(encoding);
    }

    /** Returns the first of the prompt's own tokens between its start and end tokens. */
    private long[] firstThatFit(Encoding encoding) {
        long[] ids = encoding.getIds();
        long[] first = Arrays.copyOf(ids, contextLength);
        int trailing = trailing(encoding);
        System.arraycopy(ids, ids.length - trailing, first, contextLength - trailing, trailing);
        return first;
    }

    /** Returns the rule and the fact, in 175 characters at most; {@code WAYS} has 115. */
    private String tooLong(String prompt, Encoding encoding) {
        CharSpan span = encoding.getCharTokenSpans()[leading(encoding) + room(encoding)];
        int start = span == null ? 0 : Math.min(span.getStart(), prompt.codePointCount(0, prompt.length()));
        String ignored = prompt.substring(prompt.offsetByCodePoints(0, start)).strip();
        String shown = VisibleText.onOneLine(VisibleText.excerpt(ignored, SHOWN));
        return "prompt has " + encoding.getIds().length + " tokens, over the " + contextLength + " of model ["
                + VisibleText.excerpt(model, SHOWN) + "], which ignores ["
                + (shown.length() <= LONGEST_SHOWN ? shown : VisibleText.onOneLine(VisibleText.excerpt(ignored, FEW)))
                + "]";
    }

    @Override
    public void close() {
        tokenizer.close();
    }
}
