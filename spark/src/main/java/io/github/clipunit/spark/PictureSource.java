package io.github.clipunit.spark;

import io.github.clipunit.image.ClipImage;
import java.io.IOException;

interface PictureSource<T> {
    ClipImage picture(T item) throws IOException;
}
