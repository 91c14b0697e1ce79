/** Models of the Hugging Face Hub: found by name, downloaded, kept and verified. */
@NullMarked
package io.github.clipunit.model.hub;

import org.jspecify.annotations.NullMarked;
