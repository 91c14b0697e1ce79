/** The pictures and prompts that commands are given: files, folders and manifests. */
@NullMarked
package io.github.clipunit.cli.pictures;

import org.jspecify.annotations.NullMarked;
