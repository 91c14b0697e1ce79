package io.github.clipunit.golden.store;

import io.github.clipunit.image.ClipImage;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;

/** What the cassettes of a test gave it, so that a generator that hands it on is known to have painted nothing. */
public final class PlayedPictures {

    private final List<Supplier<ClipImage>> pictures = new ArrayList<>();

    /** Notes a picture, which is decoded only where somebody asks. */
    public synchronized void add(Supplier<ClipImage> picture) {
        pictures.add(picture);
    }

    /** How many pictures there are. */
    public synchronized int size() {
        return pictures.size();
    }

    /** Whether a picture is one of those that came after the first so many. */
    public synchronized boolean hasSince(int first, ClipImage picture) {
        return pictures.stream().skip(first).anyMatch(played -> played.get().equals(picture));
    }
}
