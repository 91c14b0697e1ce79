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
 * Variants of a prompt that a robust generator paints alike: the same every time, each text once, the prompt itself first.
 * Instances are immutable; each method gives a longer list.
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
     * The prompt alone.
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

    /** Every kind that is made from the prompt alone. */
    public static PromptVariants all(String prompt) {
        return of(prompt).templates().typos().cases().punctuation().wordOrder();
    }

    /** The prompt within phrases that ask for the same picture. */
    public PromptVariants templates() {
        return templates("a picture of {}", "an image of {}", "{}, please", "please paint {}", "show me {}");
    }

    /**
     * The prompt within phrases of one's own.
     *
     * @param templates texts that hold {@code {}} where the prompt belongs
     * @throws IllegalArgumentException if one does not
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

    /** Four typos: two letters exchanged, one left out, one doubled, one of a neighbouring key; always the same. */
    public PromptVariants typos() {
        return with(VariantKind.TYPO, new Typos(prompt).all());
    }

    /** In lower case, in upper case, with the first letter capital, and with the first letter of each word. */
    public PromptVariants cases() {
        return with(VariantKind.CASE, PromptForms.cases(prompt));
    }

    /** With a full stop, with an exclamation mark, in quotes, and without any mark. */
    public PromptVariants punctuation() {
        return with(VariantKind.PUNCTUATION, PromptForms.punctuation(prompt));
    }

    /**
     * With the parts around a comma, or around the first preposition of place, exchanged: {@code in the snow, a red fox}. A
     * prompt without such a place has no variant of this kind.
     */
    public PromptVariants wordOrder() {
        return with(VariantKind.WORD_ORDER, PromptForms.wordOrder(prompt));
    }

    /** Texts of one's own, such as paraphrases or other languages. */
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

    /** The variants of some kinds, the prompt itself among them only if it is asked for. */
    public PromptVariants only(Collection<VariantKind> kinds) {
        Demands.requireAtLeast(
                1, "number of kinds", Demands.requireItems("kinds", kinds).size());
        return new PromptVariants(
                prompt,
                variants.stream()
                        .filter(variant -> kinds.contains(variant.kind()))
                        .toList());
    }

    /** The prompt they are variants of. */
    public String prompt() {
        return prompt;
    }

    /** The variants, the prompt itself first. */
    public List<PromptVariant> list() {
        return variants;
    }

    /** The texts of the variants, the prompt itself first. */
    public List<String> texts() {
        return variants.stream().map(PromptVariant::text).toList();
    }

    /**
     * Has each variant painted once, for {@code assertThatImages(map).matchOriginalPrompt(prompt)}.
     *
     * @param generator paints a picture of a prompt
     * @return the pictures by variant, in order
     */
    public <T> Map<String, List<T>> paint(Function<String, T> generator) {
        return paint(1, generator);
    }

    /**
     * Has each variant painted several times.
     *
     * @param times how often, at least once
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
