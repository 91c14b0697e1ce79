package io.github.clipunit.golden.store;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** What a test's generators made without recording it: proposed where a golden of the test is. */
public final class LivePictures {

    private final Map<Path, Supplier<byte[]>> pictures = new ConcurrentHashMap<>();

    /**
     * Keeps a picture in mind.
     *
     * @param cassette the file that would record it
     * @param content encodes it
     */
    public void add(Path cassette, Supplier<byte[]> content) {
        pictures.put(cassette, content);
    }

    /** Leaves the pictures beside a proposed golden. */
    public void propose(Proposals proposals) {
        pictures.forEach((cassette, content) -> proposals.leave(cassette, content.get()));
    }
}
