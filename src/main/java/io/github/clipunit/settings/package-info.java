/** Settings, and the places that their values come from. */
@NullMarked
package io.github.clipunit.settings;

import org.jspecify.annotations.NullMarked;
