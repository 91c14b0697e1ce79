/** Who supplies the scorer and the test's identity: the JUnit extension. */
@NullMarked
package io.github.clipunit.junit;

import org.jspecify.annotations.NullMarked;
