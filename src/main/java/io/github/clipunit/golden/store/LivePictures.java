package io.github.clipunit.golden.store;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * The pictures that a test's generators painted without recording them. They are proposed together with a golden of the
 * test.
 */
public final class LivePictures {

    private final Map<Path, Consumer<Proposals>> pictures = new ConcurrentHashMap<>();

    /**
     * Remembers a picture.
     *
     * @param cassette the cassette that would record the picture; of several pictures for one cassette, the last counts
     * @param proposal adds the picture to proposals
     */
    public void add(Path cassette, Consumer<Proposals> proposal) {
        pictures.put(cassette, proposal);
    }

    /** Adds the pictures to the proposal of a golden, except those that are not available. */
    public void propose(Proposals proposals) {
        pictures.forEach((cassette, proposal) -> {
            try {
                proposal.accept(proposals);
            } catch (RuntimeException e) {
                System.getLogger(LivePictures.class.getName())
                        .log(Level.DEBUG, "the picture of cassette [" + cassette + "] is not proposed", e);
            }
        });
    }
}
