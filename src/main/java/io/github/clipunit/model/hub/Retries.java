package io.github.clipunit.model.hub;

import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.http.HttpConnectTimeoutException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import javax.net.ssl.SSLHandshakeException;

/** A counter of the failures of one transfer, which waits between its attempts. */
final class Retries {

    /** Fewer attempts for an unreachable host, which rarely comes back within seconds. */
    private static final int UNREACHABLE_ATTEMPTS = 3;

    private final Patience patience;
    private final Pace pace;
    private int failures;
    private int refusals;

    Retries(Patience patience) {
        this.patience = patience;
        this.pace = new Pace(patience);
    }

    /** Returns the time limit of all attempts together. */
    Pace pace() {
        return pace;
    }

    /** Resets the count, because bytes arrived. */
    void progressed() {
        failures = 0;
    }

    /** Returns the number of failures since bytes last arrived. */
    int failures() {
        return failures;
    }

    /** Waits for the next attempt, or throws the failure if there is none. */
    void waitAfter(IOException failure) throws IOException, InterruptedException {
        failures++;
        refusals += failure instanceof BusyException ? 1 : 0;
        boolean unreachable = failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
        int attempts = unreachable ? Math.min(UNREACHABLE_ATTEMPTS, patience.attempts()) : patience.attempts();
        Duration wait = wait(failure);
        if (failure instanceof SSLHandshakeException
                || failure instanceof PermanentFault
                || failure.getCause() instanceof ProtocolException
                || failures >= attempts
                || refusals >= 2 * attempts
                || wait.compareTo(patience.longestWait()) > 0) {
            throw failure;
        }
        patience.sleeper().sleep(wait);
        if (!(failure instanceof BusyException)) {
            pace.took(wait, 0);
        }
    }

    /**
     * Returns the wait that the Hub asks for, or else twice the last wait, plus up to a quarter so that parallel builds
     * spread out.
     */
    private Duration wait(IOException failure) {
        if (failure instanceof BusyException busy && busy.askedWait().isPresent()) {
            return busy.askedWait().get();
        }
        long millis = patience.firstWait().toMillis() << Math.min(failures - 1, 10);
        long spread = millis / 4 + 1;
        return Duration.ofMillis(Math.min(millis, patience.longestWait().toMillis() - spread)
                + ThreadLocalRandom.current().nextLong(spread));
    }
}
