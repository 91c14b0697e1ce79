package io.github.clipunit.golden;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * How the tests of a class, or one test, use their goldens. What is said at a method beats what is said at its class,
 * which beats the class around it, which beats the settings.
 */
@Documented
@Inherited
@Retention(RetentionPolicy.RUNTIME)
@Target({ElementType.TYPE, ElementType.METHOD})
public @interface Golden {

    /**
     * How far a score may lie below its golden's, as a cosine in [0, 2]; if not given, {@code clipunit.golden.tolerance}
     * decides.
     */
    double tolerance() default Double.NaN;

    /**
     * The directory of the goldens, absolute or from the module's directory; if not given, {@code clipunit.golden.dir}
     * decides.
     */
    String dir() default "";
}
