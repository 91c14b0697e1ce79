package io.github.clipunit.internal;

import java.nio.file.Path;

/** Where what can be made again is kept for the user who runs this JVM: {@code clipunit} in XDG_CACHE_HOME, else in ~/.cache. */
public final class UserCache {

    private UserCache() {}

    /** The folder itself, which may not exist yet. */
    public static Path folder() {
        String caches = System.getenv("XDG_CACHE_HOME");
        Path base = caches == null || caches.isBlank()
                ? Path.of(System.getProperty("user.home", "."), ".cache")
                : Path.of(caches);
        return base.resolve("clipunit");
    }

    /** A folder in it, which may not exist either. */
    public static Path folder(String name) {
        return folder().resolve(name);
    }
}
