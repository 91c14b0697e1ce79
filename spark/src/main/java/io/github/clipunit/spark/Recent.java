package io.github.clipunit.spark;

import java.util.LinkedHashMap;
import java.util.Map;

/** Keeps what was used last, a bounded number, so that memory does not grow with the rows. */
final class Recent<K, V> extends LinkedHashMap<K, V> {

    private static final long serialVersionUID = 1L;

    private final int most;

    Recent(int most) {
        super(16, 0.75f, true);
        this.most = most;
    }

    @Override
    protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
        return size() > most;
    }
}
