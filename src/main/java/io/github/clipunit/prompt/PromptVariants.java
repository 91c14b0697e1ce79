package io.github.clipunit.prompt;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.internal.VisibleText;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Variants of a prompt for which a robust generator paints similar pictures. They are the same every time, each text
 * occurs once, and the prompt itself comes first. Instances are immutable; each method returns a longer list.
 *
 * <pre><code class="java">
 * PromptVariants.of("a red fox in the snow").templates().typos().and("ein roter Fuchs im Schnee")
 * </code></pre>
 */
public final class PromptVariants {

    private final String prompt;
    private final List<PromptVariant> variants;

    private PromptVariants(String prompt, List<PromptVariant> variants) {
        this.prompt = prompt;
        this.variants = variants;
    }

    /**
     * Returns only the prompt.
     *
     * @throws IllegalArgumentException if it is blank
     */
    public static PromptVariants of(String prompt) {
        if (Demands.require("prompt", prompt).isBlank()) {
            throw new IllegalArgumentException(
                    "prompt [" + VisibleText.onOneLine(prompt) + "] must not be blank: it has no variants");
        }
        return new PromptVariants(prompt, List.of(new PromptVariant(VariantKind.ORIGINAL, prompt)));
    }

    /** Returns every kind of variant that can be generated from the prompt. */
    public static PromptVariants all(String prompt) {
        return of(prompt).templates().typos().cases().punctuation().wordOrder();
    }

    /** Adds the prompt inside phrases that ask for the same picture. */
    public PromptVariants templates() {
        return templates("a picture of {}", "an image of {}", "{}, please", "please paint {}", "show me {}");
    }

    /**
     * Adds the prompt inside your own phrases.
     *
     * @param templates texts with {@code {}} in place of the prompt
     * @throws IllegalArgumentException if one has no {@code {}}
     */
    public PromptVariants templates(String... templates) {
        return with(
                VariantKind.TEMPLATE,
                Arrays.stream(requireTexts("templates", templates)).map(this::fill));
    }

    private String fill(String template) {
        if (!template.contains("{}")) {
            throw new IllegalArgumentException(
                    "template [" + VisibleText.onOneLine(template) + "] must hold {} where the prompt belongs");
        }
        return template.replace("{}", prompt);
    }

    /**
     * Adds four typos: two letters swapped, one left out, one doubled, and one of a neighbouring key; always the same
     * ones.
     */
    public PromptVariants typos() {
        return with(VariantKind.TYPO, new Typos(prompt).all());
    }

    /**
     * Adds the prompt in lower case, in upper case, with a capital first letter, and with a capital first letter of
     * each word.
     */
    public PromptVariants cases() {
        return with(VariantKind.CASE, PromptForms.cases(prompt));
    }

    /** Adds the prompt with a full stop, with an exclamation mark, in quotes, and without any punctuation. */
    public PromptVariants punctuation() {
        return with(VariantKind.PUNCTUATION, PromptForms.punctuation(prompt));
    }

    /**
     * Adds the prompt with the parts around a comma, or around the first preposition of place, swapped: {@code in the
     * snow, a red fox}. A prompt without either has no variant of this kind.
     */
    public PromptVariants wordOrder() {
        return with(VariantKind.WORD_ORDER, PromptForms.wordOrder(prompt));
    }

    /** Adds your own texts, such as paraphrases or translations. */
    public PromptVariants and(String... texts) {
        return with(VariantKind.OWN, Arrays.stream(requireTexts("texts", texts)));
    }

    private static String[] requireTexts(String name, String... texts) {
        Demands.requireItems(name, texts);
        for (int i = 0; i < texts.length; i++) {
            Demands.requireText(name + " at index " + i, texts[i]);
        }
        return texts;
    }

    private PromptVariants with(VariantKind kind, Stream<String> texts) {
        Map<String, PromptVariant> each = new LinkedHashMap<>();
        variants.forEach(variant -> each.put(variant.text(), variant));
        texts.filter(text -> !text.isBlank()).forEach(text -> each.putIfAbsent(text, new PromptVariant(kind, text)));
        return new PromptVariants(prompt, List.copyOf(each.values()));
    }

    /** Returns the variants of some kinds; the prompt itself is included only if its kind is one of them. */
    public PromptVariants only(Collection<VariantKind> kinds) {
        Demands.requireAtLeast(
                1, "number of kinds", Demands.requireItems("kinds", kinds).size());
        return new PromptVariants(
                prompt,
                variants.stream()
                        .filter(variant -> kinds.contains(variant.kind()))
                        .toList());
    }

    /** Returns the prompt of these variants. */
    public String prompt() {
        return prompt;
    }

    /** Returns the variants, the prompt itself first. */
    public List<PromptVariant> list() {
        return variants;
    }

    /** Returns the texts of the variants, the prompt itself first. */
    public List<String> texts() {
        return variants.stream().map(PromptVariant::text).toList();
    }

    /**
     * Generates a picture of each variant, for {@code assertThatImages(map).matchOriginalPrompt(prompt)}.
     *
     * @param generator returns a picture of a prompt
     * @return the pictures by variant, in order
     */
    public <T> Map<String, List<T>> paint(Function<String, T> generator) {
        return paint(1, generator);
    }

    /**
     * Generates several pictures of each variant.
     *
     * @param times the number of pictures, at least 1
     */
    public <T> Map<String, List<T>> paint(int times, Function<String, T> generator) {
        Demands.requireAtLeast(1, "times", times);
        Demands.require("generator", generator);
        Map<String, List<T>> pictures = new LinkedHashMap<>();
        for (String text : texts()) {
            List<T> painted = new ArrayList<>();
            for (int i = 0; i < times; i++) {
                painted.add(generator.apply(text));
            }
            pictures.put(text, painted);
        }
        return pictures;
    }

    @Override
    public String toString() {
        return Counted.of(variants.size(), "variant") + " of [" + VisibleText.onOneLine(prompt) + "]";
    }
}
