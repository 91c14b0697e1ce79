package io.github.clipunit.internal;

import java.util.LinkedHashMap;
import java.util.Map;

/** A map of the entries used last. Their number is bounded, so that memory does not grow with the input. */
public final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    /** Creates an empty map of at most so many entries. */
    public Recent(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
