package io.github.clipunit.junit;

import io.github.clipunit.prompt.PromptVariants;
import io.github.clipunit.prompt.VariantKind;
import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.params.provider.ArgumentsSource;

/**
 * Provides a {@code @ParameterizedTest} with the variants of a prompt, starting with the prompt itself. It needs
 * junit-jupiter-params, which {@code junit-jupiter} includes. The first argument is the variant; the second, if the
 * test takes one, is the original prompt.
 *
 * <pre><code class="java">
 * &#64;ParameterizedTest
 * &#64;PromptVariantSource("a red fox in the snow")
 * void paintsTheFoxHoweverItIsAskedFor(String variant, String prompt) {
 *     assertThat(generator.generate(variant)).matchesPrompt(prompt).withClipScoreAbove(0.28);
 * }
 * </code></pre>
 */
@Target({ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@ArgumentsSource(PromptVariantsProvider.class)
public @interface PromptVariantSource {

    /** The prompt. */
    String value();

    /**
     * The kinds of variants to provide. If none is named, all kinds that can be made from the prompt, and
     * {@link #own()}.
     */
    VariantKind[] kinds() default {};

    /** Your own texts, such as paraphrases or other languages; see {@link PromptVariants#and}. */
    String[] own() default {};
}
