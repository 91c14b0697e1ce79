package io.github.clipunit.golden;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Configures how the tests of a class, or one test, use their goldens. An annotation on a method takes precedence over
 * one on its class, which takes precedence over one on the enclosing class, which takes precedence over the settings.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Golden {

    /**
     * The tolerance: how far a score may lie below its golden's, as a cosine in [0, 2]; the default is
     * {@code clipunit.golden.tolerance}.
     */
    double tolerance() default Double.NaN;

    /**
     * The directory of the goldens, absolute or relative to the module's directory; the default is
     * {@code clipunit.golden.dir}.
     */
    String dir() default "";
}
