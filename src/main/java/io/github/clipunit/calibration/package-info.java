/** What the scores of one model mean: calibration files, made from pairs and bound to the model. */
@NullMarked
package io.github.clipunit.calibration;

import org.jspecify.annotations.NullMarked;
