package io.github.clipunit.model.hub;

import java.time.Duration;

/**
 * The time limit of one transfer over all its connections: a fixed time, plus the time that its bytes take at the least
 * speed. Without it, a server that sends a byte now and then would never stall and never finish.
 */
final class Pace {

    private final Patience patience;
    private long spent;
    private long received;

    Pace(Patience patience) {
        this.patience = patience;
    }

    /** Returns the time left for the next bytes. */
    Duration left() {
        long most = patience.grace().toNanos() + (long) (received * 1e9 / patience.leastSpeed());
        return Duration.ofNanos(Math.max(0, most - spent));
    }

    /**
     * Records the time that some bytes took.
     *
     * @throws PermanentFault if the transfer is too slow
     */
    void took(Duration time, long bytes) throws PermanentFault {
        received += bytes;
        spent += time.toNanos();
        if (left().isZero()) {
            throw new PermanentFault("only " + received + " bytes arrived in "
                    + Duration.ofNanos(spent).toSeconds() + " s, which is slower than " + patience.leastSpeed()
                    + " bytes a second");
        }
    }
}
