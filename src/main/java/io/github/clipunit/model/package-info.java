/** What the files of a model are, wherever they lie. */
@NullMarked
package io.github.clipunit.model;

import org.jspecify.annotations.NullMarked;
