package io.github.clipunit;

import io.github.clipunit.image.ClipImage;

/**
 * A function from an item, such as a row of a table or a file, to its picture: {@code row -> ClipImage.of(row.path())}.
 *
 * @param <T> the items
 */
@FunctionalInterface
public interface PictureSource<T> {

    /**
     * Returns the picture of an item. Several threads call this at once, each for another item.
     *
     * @throws Exception if the item has no readable picture; this becomes the item's error
     */
    ClipImage picture(T item) throws Exception;
}
