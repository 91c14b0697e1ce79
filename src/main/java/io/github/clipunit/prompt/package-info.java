/** Other ways to say what a prompt says. */
@NullMarked
package io.github.clipunit.prompt;

import org.jspecify.annotations.NullMarked;
