/** Where models come from: the model inside the jar, model directories, and the Hub by way of its cache. */
@NullMarked
package io.github.clipunit.model;

import org.jspecify.annotations.NullMarked;
