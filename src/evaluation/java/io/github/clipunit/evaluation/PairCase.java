package io.github.clipunit.evaluation;

import java.util.List;

/**
 * A picture with two captions, of which one is right.
 *
 * @param task what the two captions differ in
 * @param image the file, relative to the folder of the cases
 * @param captions the two
 * @param right the index of the right one
 */
record PairCase(String task, String image, List<String> captions, int right) {

    String rightCaption() {
        return captions.get(right);
    }

    String wrongCaption() {
        return captions.get(1 - right);
    }
}
