package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Counted;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Pin;

/** Messages for a complete file with unexpected content. */
final class WrongContent {

    private WrongContent() {}

    /** Returns size and hash, for a message. */
    static String describe(Pin pin) {
        String size = pin.size() == null ? "" : Counted.of(pin.size(), "byte");
        String hash = pin.sha256() == null ? "" : "SHA-256 " + pin.sha256();
        return size.isEmpty() || hash.isEmpty() ? size + hash : size + ", " + hash;
    }

    static ModelUnavailableException fetched(HubAccess hub, HubModel model, RemoteFile file, Fingerprint found) {
        return new ModelUnavailableException("[" + file.name() + "] of [" + model.repository() + "] at revision "
                + file.commit() + " arrived twice with the wrong content: expected " + expected(model, file) + ", got "
                + describe(found.pin())
                + ". It was discarded. A proxy or mirror on the way alters files"
                + WaysOut.after(hub, "set HF_ENDPOINT to another mirror"));
    }

    static ModelUnavailableException pointer(HubModel model, RemoteFile file) {
        return new ModelUnavailableException("[" + file.name() + "] of [" + model.repository() + "] at revision "
                + file.commit()
                + " arrived as a Git LFS pointer instead of the file: a mirror serves a clone that was made"
                + " without Git LFS, or the pointer itself was uploaded. Set HF_ENDPOINT to another mirror, or choose"
                + " another export of the model");
    }

    static ModelUnavailableException announced(HubModel model, RemoteFile file) {
        return new ModelUnavailableException("[" + file.name() + "] of [" + model.repository() + "] at revision "
                + file.commit() + " is not what "
                + (model.isCatalogued(file.name()) ? "the catalog" : "clipunit-models.lock")
                + " pins: expected " + describe(model.pin(file.name())) + ", the Hub announces "
                + (file.size() == null ? "" : file.size() + " bytes, ") + "content " + file.etag()
                + (model.isCatalogued(file.name())
                        ? ". Check HF_ENDPOINT: its mirror has another file under this name"
                        : ". If the new content is wanted, delete the model's entry in clipunit-models.lock"));
    }

    private static String expected(HubModel model, RemoteFile file) {
        Pin pin = model.pin(file.name());
        return pin.sha256() != null
                ? describe(pin)
                : (file.size() == null ? "" : file.size() + " bytes, ") + "content " + file.etag();
    }
}
