package io.github.clipunit.junit;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Provides the tests of a class, or one test, with a CLIP scorer: {@code assertThat(image)} finds it, and a parameter
 * of type {@link io.github.clipunit.ClipScorer} receives it. The whole run shares one scorer per model.
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
     * The model: {@code pictogram}, a model directory, or a Hub id. The nearest annotation counts: the one on the
     * method takes precedence over the one on the class. If empty, the setting {@code clipunit.model} decides. A scorer
     * that a field of the class registers with {@link ClipExtension#scoredBy} takes precedence over the class's
     * annotation.
     */
    String model() default "";
}
