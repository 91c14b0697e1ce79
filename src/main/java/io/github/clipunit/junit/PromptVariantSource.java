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
 * Gives a {@code @ParameterizedTest} the variants of a prompt, the prompt itself first; needs junit-jupiter-params, which
 * {@code junit-jupiter} brings. The first argument is the variant, the second, for tests that take one, the original prompt.
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

    /** Which kinds to give; all that can be made from the prompt, and {@link #own()}, where none is named. */
    VariantKind[] kinds() default {};

    /** Texts of one's own, such as paraphrases or other languages; see {@link PromptVariants#and}. */
    String[] own() default {};
}
