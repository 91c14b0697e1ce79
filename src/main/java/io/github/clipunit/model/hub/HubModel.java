package io.github.clipunit.model.hub;

import io.github.clipunit.ClipModel;
import io.github.clipunit.internal.LfsPointer;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.internal.UserCache;
import io.github.clipunit.model.CachedModel;
import io.github.clipunit.model.CatalogModel;
import io.github.clipunit.model.Layout;
import io.github.clipunit.model.ModelDirectory;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Pin;
import io.github.clipunit.model.Precision;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A model in the cache: the revision and files that are wanted, and which of them are present and intact.
 *
 * @param id the name it was requested by
 * @param known its entry in the catalog, or null
 * @param locked its entry in the lock file, or null
 */
record HubModel(
        String id,
        String repository,
        Precision precision,
        HubCache cache,
        @Nullable CatalogModel known,
        ModelLock.@Nullable Entry locked) {

    static final String BRANCH = "main";

    /** Returns the pinned revision, or empty if nothing pins one. */
    Optional<String> pinnedRevision() {
        return Optional.ofNullable(known).flatMap(CatalogModel::pinnedRevision).or(() -> Optional.ofNullable(locked)
                .map(ModelLock.Entry::revision));
    }

    /** Returns the expected size and hash of a file, as far as the catalog or the lock file pins them. */
    Pin pin(String name) {
        Optional<Pin> ours =
                Optional.ofNullable(known).map(model -> model.files().get(name));
        return ours.filter(pin -> pin.sha256() != null)
                .or(() -> Optional.ofNullable(locked).flatMap(entry -> entry.pin(name)))
                .orElse(Pin.NONE);
    }

    /** Returns whether the catalog itself pins the file. */
    boolean isCatalogued(String name) {
        return known != null && known.files().containsKey(name);
    }

    /** Returns the same model in another cache. */
    HubModel in(Path root) {
        return new HubModel(id, repository, precision, new HubCache(root, repository), known, locked);
    }

    /** Returns the same model, pinned to the files that were just fetched. */
    HubModel at(ModelLock.Entry fetched) {
        return new HubModel(id, repository, precision, cache, known, fetched);
    }

    /** Returns the files that a scorer needs, chosen from the existing names; empty if these do not suffice. */
    Optional<List<String>> needs(List<String> names) {
        return known == null
                ? new Layout(names, precision).needs()
                : known.revision() == null
                        ? new Layout(names, precision, known.graph()).needs()
                        : Optional.of(known.needs(precision));
    }

    /** Examines the model's files in the cache. */
    Cached look(boolean afresh) {
        Optional<String> revision = pinnedRevision().or(() -> cache.commit(BRANCH));
        Optional<List<String>> needs = revision.flatMap(commit -> needs(cache.names(commit)));
        Optional<String> distrust = distrust(revision, needs.orElse(List.of()));
        if (revision.isEmpty() || distrust.isPresent()) {
            return new Cached(Optional.empty(), List.of(), new TreeMap<>(), List.of(), false, distrust);
        }
        NavigableMap<String, Fingerprint> whole = new TreeMap<>();
        List<Damage> damages = new ArrayList<>();
        for (String name : needs.orElse(List.of())) {
            Path pointer = cache.pointer(revision.get(), name);
            if (Files.exists(pointer)) {
                look(name, pointer, afresh, whole, damages);
            }
        }
        return new Cached(revision, needs.orElse(List.of()), whole, damages, needs.isPresent(), distrust);
    }

    /**
     * Returns another user who may have written files that nothing pins; neither such files nor their revision are then
     * taken from the cache.
     */
    private Optional<String> distrust(Optional<String> revision, List<String> needs) {
        Stream<Path> believed = Stream.concat(
                pinnedRevision().isPresent() ? Stream.empty() : Stream.of(cache.ref(BRANCH)),
                revision.stream().flatMap(commit -> needs.stream()
                        .filter(name -> pin(name).sha256() == null)
                        .map(name -> cache.pointer(commit, name))));
        return believed.filter(Files::exists)
                .flatMap(file -> UserCache.otherWriter(file).stream())
                .findFirst();
    }

    private void look(
            String name, Path pointer, boolean afresh, NavigableMap<String, Fingerprint> whole, List<Damage> damages) {
        Pin pin = pin(name);
        try {
            Path file = pointer.toRealPath();
            Fingerprint found = Fingerprint.of(file, afresh);
            String etag = Files.isSymbolicLink(pointer) ? String.valueOf(file.getFileName()) : "";
            boolean intact = found.isCalled(etag);
            if (intact && found.meets(pin) && !LfsPointer.is(file)) {
                whole.put(name, found);
            } else {
                boolean onlyTheLink = intact && (etag.length() == 40 || etag.length() == 64);
                damages.add(new Damage(name, pointer, found, fact(file, etag, intact, pin), onlyTheLink));
            }
        } catch (IOException e) {
            throw new ModelUnavailableException("cached model file [" + pointer + "] cannot be read: " + e, e);
        }
    }

    /** Returns the pins of the intact files that neither the catalog nor the lock file pins. */
    Map<String, Pin> unpinned(Cached cached) {
        Map<String, Pin> unpinned = new TreeMap<>();
        cached.whole().forEach((name, found) -> {
            if (pin(name).sha256() == null) {
                unpinned.put(name, found.pin());
            }
        });
        return unpinned;
    }

    /** Returns the model's files, all of which must be present. */
    ModelDirectory directory(Cached cached) {
        NavigableMap<String, String> files = new TreeMap<>();
        cached.whole().forEach((name, found) -> files.put(name, found.sha256()));
        return new CachedModel(
                id,
                precision,
                cache.pointer(cached.revision().orElseThrow(), ""),
                files,
                Optional.ofNullable(known).flatMap(CatalogModel::logits));
    }

    /** Returns whether a model has the vision tower that is pinned here, at any precision. */
    boolean hasTowerOf(ClipModel model) {
        return known != null
                && Stream.of(Precision.values())
                        .flatMap(export -> known.needs(export).stream())
                        .filter(name -> name.contains("vision_model"))
                        .map(name -> pin(name).sha256())
                        .anyMatch(hash -> hash != null && model.files().containsValue(hash));
    }

    /** Returns one finding per needed file. */
    List<FileFinding> findings(Cached cached) {
        return cached.needs().stream()
                .map(name -> {
                    Path file = cache.pointer(cached.revision().orElseThrow(), name);
                    Fingerprint found = cached.whole().get(name);
                    String fact = cached.damages().stream()
                            .filter(damage -> damage.name().equals(name))
                            .map(Damage::toString)
                            .findFirst()
                            .orElse(found == null ? "[" + file + "] is missing" : "SHA-256 " + found.sha256());
                    return new FileFinding(name, file, found != null, fact);
                })
                .toList();
    }

    /** Returns why the cache does not suffice, for a message. */
    String lack(Cached cached) {
        if (!cached.damages().isEmpty()) {
            return cached.damages().stream().map(Damage::toString).collect(Collectors.joining("; "));
        }
        if (cached.distrust().isPresent()) {
            return "[" + repository + "] is in the cache [" + cache.root() + "], but "
                    + cached.distrust().get()
                    + ", and neither the catalog nor clipunit-models.lock pins what its files must be";
        }
        return "the cache [" + cache.root() + "] lacks " + (cached.missing().isEmpty() ? "" : cached.missing() + " of ")
                + "[" + repository + "]";
    }

    private static String fact(Path file, String etag, boolean intact, Pin pin) throws IOException {
        if (LfsPointer.is(file)) {
            return "a Git LFS pointer, not the file itself";
        }
        return intact
                ? "not the expected " + WrongContent.describe(pin)
                : "not the content that its name [" + etag + "] is the hash of";
    }

    /**
     * A cached file with unexpected content.
     *
     * @param onlyTheLink whether the file itself is intact, but should not be linked here
     */
    record Damage(String name, Path pointer, Fingerprint found, String fact, boolean onlyTheLink) {

        @Override
        public String toString() {
            return "[" + pointer + "] (" + Progress.Unit.BYTES.of(found.size()) + ", SHA-256 " + found.sha256()
                    + ") is " + fact;
        }
    }

    /** The state of the model in the cache. */
    record Cached(
            Optional<String> revision,
            List<String> needs,
            NavigableMap<String, Fingerprint> whole,
            List<Damage> damages,
            boolean needsKnown,
            Optional<String> distrust) {

        boolean isComplete() {
            return needsKnown && whole.keySet().containsAll(needs);
        }

        List<String> missing() {
            return needs.stream().filter(name -> !whole.containsKey(name)).toList();
        }
    }
}
