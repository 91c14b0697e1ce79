/**
 * Calibration: what the cosines of one model mean for your pictures, computed from pairs that match and pairs that do not, and
 * kept in a file that is bound to the model.
 */
@NullMarked
package io.github.clipunit.calibration;

import org.jspecify.annotations.NullMarked;
