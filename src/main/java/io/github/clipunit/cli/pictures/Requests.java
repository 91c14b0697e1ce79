package io.github.clipunit.cli.pictures;

import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The requests of several sources in turn; each source is opened when its turn comes. */
public final class Requests implements Iterator<Request>, AutoCloseable {

    private final List<Source> all;
    private final Iterator<Source> sources;
    private @Nullable Stream<Request> open;
    private @Nullable Iterator<Request> requests;

    public Requests(List<Source> sources) {
        this.all = sources;
        this.sources = sources.iterator();
    }

    /**
     * Counts requests by reading all sources to their ends.
     *
     * @return how many there are, or -1 if that cannot be found out: standard input can be read only once
     */
    public long count(Predicate<Request> counted) {
        if (all.stream().flatMap(source -> source.paths().stream()).anyMatch(StandardInput::isMeantBy)) {
            return -1;
        }
        long count = 0;
        try (this) {
            while (hasNext()) {
                count += counted.test(next()) ? 1 : 0;
            }
            return count;
        } catch (RuntimeException e) {
            return -1; // whoever reads the requests gets the error, too
        }
    }

    @Override
    public boolean hasNext() {
        while (requests == null || !requests.hasNext()) {
            close();
            if (!sources.hasNext()) {
                return false;
            }
            open = sources.next().requests().get();
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

    /**
     * A source of requests.
     *
     * @param requests opens it
     * @param paths the paths that it reads
     */
    public record Source(Supplier<Stream<Request>> requests, List<Path> paths) {}
}
