/** Small machinery that several rooms share; nothing here is for users. */
@NullMarked
package io.github.clipunit.internal;

import org.jspecify.annotations.NullMarked;
