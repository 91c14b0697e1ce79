package io.github.clipunit.cli.pictures;

import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of several sources, one after the other; each is opened as it is come to. */
public final class Requests implements Iterator<Request>, AutoCloseable {

    private final Iterator<Supplier<Stream<Request>>> sources;
    private @Nullable Stream<Request> open;
    private @Nullable Iterator<Request> requests;

    public Requests(List<Supplier<Stream<Request>>> sources) {
        this.sources = sources.iterator();
    }

    @Override
    public boolean hasNext() {
        while (requests == null || !requests.hasNext()) {
            close();
            if (!sources.hasNext()) {
                return false;
            }
            open = sources.next().get();
            requests = open.iterator();
        }
        return true;
    }

    @Override
    public Request next() {
        if (!hasNext() || requests == null) {
            throw new NoSuchElementException();
        }
        return requests.next();
    }

    @Override
    public void close() {
        requests = null;
        if (open != null) {
            open.close();
            open = null;
        }
    }
}
