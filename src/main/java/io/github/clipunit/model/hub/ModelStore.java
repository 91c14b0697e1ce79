package io.github.clipunit.model.hub;

import io.github.clipunit.ClipModel;
import io.github.clipunit.internal.LockFile;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.UserCache;
import io.github.clipunit.model.Catalog;
import io.github.clipunit.model.CatalogModel;
import io.github.clipunit.model.EmbeddedModel;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Pin;
import io.github.clipunit.model.Precision;
import io.github.clipunit.model.hub.HubModel.Cached;
import io.github.clipunit.settings.Setting;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.net.ProxySelector;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * The models of the Hugging Face Hub on this machine: looked up in the hub cache of Hugging Face's own tools, fetched
 * into it once if they are missing, and verified.
 *
 * <p>The catalog pins models' revisions and the hashes of their files. For everything else, the lock file {@code
 * clipunit-models.lock} pins them at the first download. A file becomes visible only after its size and hash were
 * verified; a file damaged later is detected, moved aside and fetched again. Several threads and processes may use the
 * same cache: one fetches, the others wait.
 */
public final class ModelStore {

    /** The setting that switches network access off; if it is not set, HF_HUB_OFFLINE decides. */
    public static final Setting<Boolean> OFFLINE = Setting.flag(
            "clipunit.offline", "whether models come only from the cache (default: HF_HUB_OFFLINE)", false);

    /** The cache of fetched models; if it is not set, the same as for Hugging Face's tools. */
    public static final Setting<String> CACHE_DIR =
            Setting.path("clipunit.cache.dir", "the hub cache (default: HF_HUB_CACHE, else hub in HF_HOME)", "");

    /** The file that pins models which the catalog does not pin. */
    public static final Setting<String> LOCK_FILE = Setting.path(
            "clipunit.lock.file", "the file that pins the models' revisions and hashes", "clipunit-models.lock");

    /** The setting that hides the progress of long work. */
    public static final Setting<Boolean> QUIET = Setting.flag(
            "clipunit.quiet",
            "whether to hide the progress of long work, such as downloads (default: Maven's -q)",
            false);

    private final HubAccess hub;
    private final boolean isCacheChosen;
    private final Catalog catalog;
    private final Precision precision;
    private final ModelLock lockFile;
    private final EnvironmentProxies proxies;
    private final Patience patience;
    private final Disk disk;
    private final Progress progress;

    ModelStore(Settings settings, Map<String, String> environment, Catalog catalog, Patience patience, Disk disk) {
        ProxySelector jvm = Objects.requireNonNullElse(ProxySelector.getDefault(), ProxySelector.of(null));
        this.hub = HubAccess.of(settings, environment, UserCache::home);
        this.isCacheChosen = !settings.get(CACHE_DIR).isBlank();
        this.catalog = catalog;
        this.precision = settings.get(Precision.PRECISION);
        this.lockFile = new ModelLock(settings.path(LOCK_FILE));
        this.disk = disk;
        this.patience = patience;
        this.proxies = new EnvironmentProxies(jvm, environment);
        this.progress = Progress.ofJvm(settings.get(QUIET), environment);
    }

    /** Returns the store described by the settings and this JVM's environment. */
    public static ModelStore of(Settings settings) {
        return new ModelStore(settings, System.getenv(), Catalog.load(), Patience.DEFAULT, new Disk());
    }

    /** Returns the cache folder. */
    public Path cache() {
        return hub.cache();
    }

    /** Returns a sentence on whether the Hub answers. The request sends no token and reads no body. */
    public String sayHub() {
        String name = "[" + hub.endpoint() + "]" + (hub.token().isPresent() ? ", with a token," : "");
        if (hub.offlineBecause().isPresent()) {
            return name + " is not contacted, because of "
                    + hub.offlineBecause().get();
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(hub.endpoint()).timeout(Duration.ofSeconds(10));
        try {
            HttpClient client = HttpClient.newBuilder().proxy(proxies).build();
            return name + " answers with status "
                    + client.send(
                                    request.method("HEAD", BodyPublishers.noBody())
                                            .build(),
                                    BodyHandlers.discarding())
                            .statusCode();
        } catch (IOException e) {
            return name + " cannot be reached (" + HubErrors.reason(e)
                    + "): models on disk and the one in the jar work";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return name + " was not checked: the thread was interrupted";
        }
    }

    /**
     * Returns the models of the catalog, and whether each is in the cache at the set precision.
     *
     * @return in the catalog's order, the default first
     */
    public List<KnownModel> list() {
        return catalog.models().stream()
                .map(model -> new KnownModel(
                        model,
                        model.bytes(precision),
                        !model.repository().isEmpty()
                                && model(model.id()).look(false).isComplete()))
                .toList();
    }

    /** Returns the licence of a model, if the catalog knows it. */
    public String licence(String id) {
        return catalog.find(id)
                .map(CatalogModel::sayLicense)
                .orElse("not known here, see " + hub.endpoint() + "/" + id);
    }

    /**
     * Returns the files of a model from the cache; missing ones are fetched first, if network access is allowed.
     *
     * @param id a name in the catalog, or a Hub id such as {@code Xenova/clip-vit-base-patch32}
     * @throws ModelUnavailableException if it is not available; the message says what was expected, what was found, and
     *     what to do
     */
    public ModelDirectory fetch(String id) {
        try {
            return fetch(hub, model(id), HubModel::directory);
        } catch (ModelUnavailableException e) {
            throw catalog.find(id).isPresent()
                    ? e
                    : catalog.nearest(id)
                            .map(near ->
                                    new ModelUnavailableException(e.getMessage() + ". Did you mean [" + near + "]?", e))
                            .orElse(e);
        }
    }

    /**
     * Reads the file of an aesthetic head, which is cached, fetched and verified as models are. A file that cannot be
     * read is not pinned.
     *
     * @param head one of {@link #heads()}
     */
    public <T> T fetch(CatalogModel head, Function<Path, T> reading) {
        HubModel model = model("aesthetic head of " + head.id(), head.repository(), head);
        return fetch(
                hub.of(head),
                model,
                (found, cached) -> reading.apply(found.cache()
                        .pointer(cached.revision().orElseThrow(), cached.needs().get(0))));
    }

    private <T> T fetch(HubAccess from, HubModel model, BiFunction<HubModel, Cached, T> reading) {
        Cached cached = model.look(false);
        if (cached.isComplete()) {
            return pinned(model, cached, reading);
        }
        from.offlineBecause().ifPresent(reason -> {
            throw notCached(from, model, cached, "downloads are off (" + reason + ")");
        });
        Path root = model.cache().root();
        Path writable = isCacheChosen ? root : UserCache.writable(root);
        if (!writable.equals(root)) {
            return fetch(from.in(writable), model.in(writable), reading);
        }
        try {
            return model.cache()
                    .lock()
                    .hold(() -> fetchMissing(
                            from,
                            model(model.id(), model.repository(), model.known()).in(root),
                            reading));
        } catch (LockFile.RefusedException e) {
            throw CacheErrors.unwritable(
                    model.cache().lock().file(), null, e.getCause() instanceof IOException cause ? cause : e);
        }
    }

    /**
     * Fetches the missing files, after checking again, because another process may have fetched them while this one
     * waited for the lock.
     */
    private <T> T fetchMissing(HubAccess from, HubModel model, BiFunction<HubModel, Cached, T> reading) {
        Cached cached = model.look(false);
        if (!cached.isComplete()) {
            HubClient client = new HubClient(from, new HubHttp(from, proxies, patience), patience, disk);
            cached = model.at(new Fetch(model, client, disk, progress).missing(cached))
                    .look(false);
        }
        return pinned(model, cached, reading);
    }

    /** Returns the catalog's name of a model that was requested by any of its names. */
    public String idOf(String name) {
        return catalog.find(name).map(CatalogModel::id).orElse(name);
    }

    /** Returns the catalog's aesthetic heads. */
    public List<CatalogModel> heads() {
        return catalog.heads();
    }

    /**
     * Returns whether a model is the catalog's model of that name: it was requested by that name, at any precision; or
     * it is a folder whose vision tower has a hash that the catalog or the lock file pins.
     */
    public boolean isNamed(String name, ClipModel model) {
        Optional<CatalogModel> known = catalog.find(name);
        boolean isFolder = model.revision().isEmpty() && !model.files().isEmpty();
        return known.isPresent()
                && (isFolder
                        ? model(name).hasTowerOf(model)
                        : catalog.find(model.id()).equals(known));
    }

    /**
     * Reads every cached file of a model again and compares it with its pin.
     *
     * @param id a name in the catalog, or a Hub id
     * @return one finding per file that the model needs
     * @throws ModelUnavailableException if the cache does not contain the model
     */
    public List<FileFinding> verify(String id) {
        HubModel model = model(id);
        Cached cached = model.look(true);
        if (cached.revision().isEmpty() || !cached.needsKnown()) {
            throw notCached(hub, model, cached, "verify reads only the cache");
        }
        return model.findings(cached);
    }

    private HubModel model(String id) {
        CatalogModel known = catalog.find(id).orElse(null);
        if (known != null && known.repository().isEmpty()) {
            throw new ModelUnavailableException("model [" + id + "] is known, but cannot be fetched by that name: "
                    + known.advice() + ". Its licence is " + known.sayLicense());
        }
        return model(id, known == null ? requireHubId(id) : known.repository(), known);
    }

    private HubModel model(String id, String repository, @Nullable CatalogModel known) {
        return new HubModel(
                id,
                repository,
                precision,
                new HubCache(hub.cache(), repository),
                known,
                lockFile.find(repository).filter(entry -> isOf(entry, known)).orElse(null));
    }

    /**
     * Returns whether the entry fits the catalog: a newer catalog may pin another revision than the lock file of an
     * older one.
     */
    private static boolean isOf(ModelLock.Entry entry, @Nullable CatalogModel known) {
        return known == null || known.revision() == null || known.revision().equals(entry.revision());
    }

    private String requireHubId(String id) {
        if (id.equals(EmbeddedModel.PICTOGRAM)) {
            throw new ModelUnavailableException("model [" + id
                    + "] is inside the jar: it is not on the Hub, and there is" + " nothing to fetch or verify");
        }
        if (!id.matches("[A-Za-z0-9][\\w.-]*/[A-Za-z0-9_][\\w.-]*") || id.contains("..") || id.contains("--")) {
            throw new ModelUnavailableException("no model [" + id + "]: it is neither a name that"
                    + " clipunit models list shows, nor a Hub id of the form owner/name, nor a folder (looked at ["
                    + ModelNames.absolute(id, hub.project()) + "])"
                    + WaysOut.after(hub, "set " + ModelNames.MODEL.name() + " to a name of the catalog or a Hub id"));
        }
        return id;
    }

    private static ModelUnavailableException notCached(HubAccess from, HubModel model, Cached cached, String why) {
        return new ModelUnavailableException(
                "model [" + model.id() + "] cannot be used: " + model.lack(cached) + ", and " + why
                        + WaysOut.after(
                                from,
                                "let it download, or run " + WaysOut.fetch(model.id())
                                        + " where there is a network and keep that cache"));
    }

    private <T> T pinned(HubModel model, Cached cached, BiFunction<HubModel, Cached, T> reading) {
        if (!cached.isComplete()) {
            throw new ModelUnavailableException("model [" + model.id() + "] was changed in the cache ["
                    + model.cache().root() + "] while it was being fetched: " + cached.missing()
                    + " are missing; run again");
        }
        T read = reading.apply(model, cached);
        String revision = cached.revision().orElseThrow();
        Map<String, Pin> unpinned = model.unpinned(cached);
        if (!unpinned.isEmpty()) {
            LockFile guard = new LockFile(model.cache().root().resolve(".locks/clipunit-models.lock"));
            lockFile.add(model.repository(), revision, unpinned, guard);
        }
        return read;
    }
}
