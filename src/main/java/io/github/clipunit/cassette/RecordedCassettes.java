package io.github.clipunit.cassette;

import java.nio.file.Path;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * The cassettes that a run recorded.
 *
 * @hidden
 */
public final class RecordedCassettes {

    private final Set<Path> stems = ConcurrentHashMap.newKeySet();

    void add(Path stem) {
        stems.add(stem);
    }

    boolean has(Path stem) {
        return stems.contains(stem);
    }
}
