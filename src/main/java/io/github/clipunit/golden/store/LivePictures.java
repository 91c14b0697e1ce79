package io.github.clipunit.golden.store;

import java.lang.System.Logger.Level;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** What a test's generators made without recording it: proposed where a golden of the test is. */
public final class LivePictures {

    private final Map<Path, Consumer<Proposals>> pictures = new ConcurrentHashMap<>();

    /**
     * Keeps a picture in mind.
     *
     * @param cassette the cassette that would record it; of several pictures of one, the last counts
     * @param proposal leaves it among proposals
     */
    public void add(Path cassette, Consumer<Proposals> proposal) {
        pictures.put(cassette, proposal);
    }

    /** Leaves the pictures beside the proposal of a golden, as far as they can be had. */
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
