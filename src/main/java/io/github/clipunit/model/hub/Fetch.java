package io.github.clipunit.model.hub;

import io.github.clipunit.internal.LfsPointer;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.model.Layout;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Pin;
import io.github.clipunit.model.Precision;
import io.github.clipunit.model.hub.HubModel.Cached;
import io.github.clipunit.model.hub.HubModel.Damage;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.TreeMap;

/** A download of the files of one model that the cache lacks. The caller holds the cache's lock. */
public record Fetch(HubModel model, HubClient client, Disk disk, Progress progress) {

    private static final System.Logger LOG = System.getLogger("io.github.clipunit");

    /**
     * Fetches the missing files; returns their revision and pins as stated by the Hub, the catalog or the lock file.
     */
    ModelLock.Entry missing(Cached cached) {
        HubCache cache = model.cache();
        if (model.known() != null) {
            Level level = model.known().terms() == null ? Level.INFO : Level.WARNING;
            LOG.log(
                    level,
                    "fetching model [{0}]; its licence is {1}",
                    model.id(),
                    model.known().sayLicense());
        }
        try {
            Wanted wanted = wanted(cached);
            List<RemoteFile> files = wanted.names().stream()
                    .map(name -> described(wanted.revision(), name))
                    .toList();
            for (RemoteFile file : files) {
                cache.prepare(file.commit(), file.name());
            }
            requireRoom(files);
            for (Damage damage : cached.damages()) {
                LOG.log(
                        Level.WARNING,
                        "{0}: moved aside and fetched again",
                        OutputForm.LINES.of(String.valueOf(damage)));
                cache.setAside(damage);
            }
            NavigableMap<String, Pin> pins = new TreeMap<>();
            if (cached.revision().equals(Optional.of(wanted.revision()))) {
                cached.whole().forEach((name, found) -> pins.put(name, found.pin()));
            }
            for (RemoteFile file : files) {
                cache.prepare(file.commit(), file.name()); // again, because links in its path may be gone
                pins.put(file.name(), fetch(file).pin());
            }
            if (model.pinnedRevision().isEmpty()) {
                cache.writeRef(HubModel.BRANCH, wanted.revision());
            }
            return new ModelLock.Entry(wanted.revision(), pins);
        } catch (IOException e) {
            throw CacheErrors.unwritable(cache.folder(), null, e);
        }
    }

    private Wanted wanted(Cached cached) {
        if (cached.revision().isPresent() && cached.needsKnown()) {
            return new Wanted(cached.revision().get(), cached.missing());
        }
        HubClient.Listing listing =
                client.list(model.repository(), model.pinnedRevision().orElse(HubModel.BRANCH));
        List<String> needs = model.needs(listing.names()).orElseThrow(() -> wrongLayout(listing));
        return new Wanted(
                listing.commit(),
                needs.stream()
                        .filter(name -> !cached.whole().containsKey(name)
                                || !cached.revision().equals(Optional.of(listing.commit())))
                        .toList());
    }

    private ModelUnavailableException wrongLayout(HubClient.Listing listing) {
        Layout layout = new Layout(listing.names(), model.precision());
        return new ModelUnavailableException("[" + model.repository() + "] at revision " + listing.commit()
                + " is not laid out as an ONNX export: it lacks " + layout.missing() + "; its graphs are "
                + layout.graphsThere()
                + (layout.graphsThere().isEmpty()
                        ? ". Look on the Hub for an ONNX export of the model, often under onnx-community or Xenova"
                        : ". Choose the " + Precision.PRECISION.name() + " that is there, or another export"));
    }

    private RemoteFile described(String revision, String name) {
        Pin pin = model.pin(name);
        RemoteFile file = client.describe(model.repository(), revision, name, pin);
        boolean otherSize =
                pin.size() != null && file.size() != null && !pin.size().equals(file.size());
        boolean otherHash = pin.sha256() != null
                && file.etag().length() == 64
                && !pin.sha256().equals(file.etag());
        if (otherSize || otherHash) {
            throw WrongContent.announced(model, file);
        }
        return file;
    }

    private void requireRoom(List<RemoteFile> files) throws IOException {
        long needed = 0;
        for (RemoteFile file : files) {
            Path incomplete = model.cache().incomplete(file.etag());
            boolean there = Files.exists(model.cache().blob(file.etag()));
            long size = file.size() == null || there ? 0 : file.size();
            needed += Math.max(0, size - (Files.exists(incomplete) ? Files.size(incomplete) : 0));
        }
        long free = disk.free(model.cache().folder());
        if (free >= 0 && needed > free) {
            throw CacheErrors.full(model.cache().root(), needed, free);
        }
    }

    private Fingerprint fetch(RemoteFile file) throws IOException {
        HubCache cache = model.cache();
        Path blob = cache.blob(file.etag());
        if (Files.exists(blob)) {
            Fingerprint there = Fingerprint.of(blob.toRealPath(), false);
            if (isRight(file, there)) {
                cache.link(file);
                return there;
            }
        }
        Path incomplete = cache.incomplete(file.etag());
        for (int attempt = 1; ; attempt++) {
            try (Progress.Meter meter =
                    progress.start(model.id() + " " + file.name(), Progress.Unit.BYTES, file.size())) {
                client.download(model.repository(), file, incomplete, meter);
            }
            if (LfsPointer.is(incomplete)) {
                Files.delete(incomplete);
                throw WrongContent.pointer(model, file);
            }
            Fingerprint found = Fingerprint.of(incomplete, true);
            if (isRight(file, found)) {
                cache.publish(incomplete, file);
                return found;
            }
            Files.delete(incomplete);
            if (attempt == 2) {
                throw WrongContent.fetched(client.hub(), model, file, found);
            }
            // Tries once more, because the partial file of an earlier run may have belonged to another file.
        }
    }

    private boolean isRight(RemoteFile file, Fingerprint found) throws IOException {
        return found.isCalled(file.etag()) && found.meets(model.pin(file.name()));
    }

    private record Wanted(String revision, List<String> names) {}
}
