/** Small classes that several packages share; nothing here is for users. */
@NullMarked
package io.github.clipunit.internal;

import org.jspecify.annotations.NullMarked;
