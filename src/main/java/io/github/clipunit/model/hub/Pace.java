package io.github.clipunit.model.hub;

import java.time.Duration;

/**
 * How long one transfer may take in all, over all its connections: a while, and what its bytes take at the least speed. A server
 * that gives a byte now and then never stalls, and never ends.
 */
final class Pace {

    private final Patience patience;
    private long spent;
    private long received;

    Pace(Patience patience) {
        this.patience = patience;
    }

    /** How long the next bytes may take. */
    Duration left() {
        long most = patience.grace().toNanos() + (long) (received * 1e9 / patience.leastSpeed());
        return Duration.ofNanos(Math.max(0, most - spent));
    }

    /** What a server's asking was not the reason of. */
    void waited(Duration time) {
        spent += time.toNanos();
    }

    /** @throws PermanentFault if this was too slow */
    void received(long bytes, Duration time) throws PermanentFault {
        received += bytes;
        waited(time);
        requireTime();
    }

    void requireTime() throws PermanentFault {
        if (left().isZero()) {
            throw new PermanentFault("only " + received + " bytes came in "
                    + Duration.ofNanos(spent).toSeconds() + " s, which is slower than " + patience.leastSpeed()
                    + " bytes a second");
        }
    }
}
