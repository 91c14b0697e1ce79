package io.github.clipunit.model.hub;

import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.settings.Settings;
import java.util.Map;

/** Fetches a model in a JVM of its own: endpoint, cache folder, lock file, id. Prints what it got, or why it did not. */
final class FetchMain {

    private FetchMain() {}

    public static void main(String[] arguments) {
        Settings settings = Settings.of(Map.of(
                "clipunit.cache.dir", arguments[1],
                "clipunit.lock.file", arguments[2],
                "clipunit.quiet", "true"));
        ModelStore store = new ModelStore(
                settings,
                Map.of("HF_ENDPOINT", arguments[0], "HF_HUB_DISABLE_IMPLICIT_TOKEN", "1"),
                StoreFixture.catalog(StoreFixture.FILES),
                Patience.DEFAULT,
                new Disk());
        try {
            System.out.println(store.fetch(arguments[3]).hashes());
        } catch (ModelUnavailableException e) {
            System.out.println(e.getMessage());
        }
    }
}
