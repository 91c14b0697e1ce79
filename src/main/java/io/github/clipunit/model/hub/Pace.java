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

    /** @throws PermanentFault if that was too slow */
    void took(Duration time, long bytes) throws PermanentFault {
        received += bytes;
        spent += time.toNanos();
        if (left().isZero()) {
            throw new PermanentFault("only " + received + " bytes came in "
                    + Duration.ofNanos(spent).toSeconds() + " s, which is slower than " + patience.leastSpeed()
                    + " bytes a second");
        }
    }
}
