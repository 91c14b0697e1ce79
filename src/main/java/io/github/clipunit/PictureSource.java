package io.github.clipunit;

import io.github.clipunit.image.ClipImage;

/**
 * Gives the picture of an item, such as a row of a table or a file: {@code row -> ClipImage.of(row.path())}.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface PictureSource<T> {

    /**
     * The picture of an item. Several threads ask at once, each for another item.
     *
     * @throws Exception if there is none that can be read; the item then has this as its error
     */
    ClipImage picture(T item) throws Exception;
}
