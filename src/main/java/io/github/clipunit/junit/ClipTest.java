package io.github.clipunit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Gives the tests of a class, or one test, a CLIP scorer: {@code assertThat(image)} finds it, and a parameter of type
 * {@link io.github.clipunit.ClipScorer} receives it. One scorer a model serves the whole run.
 *
 * <pre><code class="java">
 * &#64;ClipTest(model = "pictogram")
 * class PosterGeneratorTest {
 *   &#64;Test
 *   void paintsTheFox() {
 *     assertThat(generator.generate("a red fox")).matchesPrompt("a red fox").withClipScoreAbove(0.28);
 *   }
 * }
 * </code></pre>
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
@ExtendWith(ClipExtension.class)
public @interface ClipTest {

    /**
     * The model: {@code pictogram}, a model directory, or a Hub id. The nearest annotation counts, the method's before the
     * class's; empty leaves it to the setting {@code clipunit.model}. A scorer that a field of the class registers by {@link
     * ClipExtension#scoredBy} counts before the class's annotation.
     */
    String model() default "";
}
