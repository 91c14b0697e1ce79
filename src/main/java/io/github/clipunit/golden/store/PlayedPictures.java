package io.github.clipunit.golden.store;

import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** The pictures that a test's cassettes returned. They show that a generator that passes one on has painted nothing. */
public final class PlayedPictures {

    private final List<Supplier<ClipImage>> pictures = new ArrayList<>();

    /** Adds a picture, which is decoded only when needed. */
    public synchronized void add(Supplier<ClipImage> picture) {
        pictures.add(picture);
    }

    /** Returns the number of pictures. */
    public synchronized int size() {
        return pictures.size();
    }

    /** Returns whether a picture is among those added after the given number. */
    public synchronized boolean hasSince(int first, ClipImage picture) {
        return pictures.stream().skip(first).anyMatch(played -> played.get().equals(picture));
    }
}
