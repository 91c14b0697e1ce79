/**
 * Calibration: the meaning of one model's cosines for your pictures, computed from pairs that match and pairs that do
 * not, and stored in a file that is bound to the model.
 */
@NullMarked
package io.github.clipunit.calibration;

import org.jspecify.annotations.NullMarked;
