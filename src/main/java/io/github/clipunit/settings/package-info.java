/** What can be set, and from where. */
@NullMarked
package io.github.clipunit.settings;

import org.jspecify.annotations.NullMarked;
