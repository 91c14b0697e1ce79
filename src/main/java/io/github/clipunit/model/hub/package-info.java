/** Models of the Hugging Face Hub: lookup by name, download, cache and verification. */
@NullMarked
package io.github.clipunit.model.hub;

import org.jspecify.annotations.NullMarked;
