package io.github.clipunit.model.hub;

import com.google.gson.Gson;
import com.google.gson.JsonParseException;
import io.github.clipunit.internal.Progress;
import io.github.clipunit.model.Pin;
import io.github.clipunit.model.hub.HubHttp.Answer;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpHeaders;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A client that lists a repository of the Hub and fetches its files, with retries where they may help. The addresses
 * and headers are those of huggingface_hub's {@code file_download.py}.
 */
final class HubClient {

    private final HubAccess hub;
    private final HubHttp http;
    private final Patience patience;
    private final Disk disk;

    HubClient(HubAccess hub, HubHttp http, Patience patience, Disk disk) {
        this.hub = hub;
        this.http = http;
        this.patience = patience;
        this.disk = disk;
    }

    HubAccess hub() {
        return hub;
    }

    /** Returns the commit of a branch, tag or commit, and the names of its files. */
    Listing list(String repository, String revision) {
        HubErrors errors = new HubErrors(hub, repository, revision);
        Retries retries = new Retries(patience);
        Listing listing = errors.patiently(retries, () -> {
            try (Answer answer =
                    http.get(path("/api/models/" + repository + "/revision/" + revision), Map.of(), retries.pace())) {
                errors.refuse(answer);
                return new Gson().fromJson(answer.body().text(), Listing.class);
            } catch (JsonParseException e) {
                throw errors.notAHub("its list of files is not JSON", e);
            }
        });
        if (listing == null || listing.sha == null || listing.siblings == null) {
            throw errors.notAHub("its list of files lacks sha or siblings", null);
        }
        if (!HubCache.isCommit(listing.sha) || listing.siblings.stream().anyMatch(Listing::isNameless)) {
            throw errors.notAHub("its list of files has no commit as sha, or a file without a name", null);
        }
        if (HubCache.isCommit(revision) && !revision.equals(listing.sha)) {
            throw errors.otherCommit(listing.sha);
        }
        return listing;
    }

    /** Returns the Hub's metadata of a file, without its content. */
    RemoteFile describe(String repository, String revision, String name, Pin pin) {
        if (hub.head() != null) {
            // GitHub's ETag is not a hash of the content, so the name in the cache can be chosen freely.
            String blob = pin.sha256() == null ? revision + "-" + name : pin.sha256();
            return new RemoteFile(name, revision, blob, pin.size());
        }
        HubErrors errors = new HubErrors(hub, repository, revision).of(name);
        return errors.patiently(new Retries(patience), () -> {
            try (Answer answer = http.head(resolve(repository, revision, name))) {
                if (!answer.isRedirect()) {
                    errors.refuse(answer);
                }
                return remoteFile(name, revision, pin, answer, errors);
            }
        });
    }

    /** Fetches the content into the file, after any part that is already there. */
    void download(String repository, RemoteFile file, Path target, Progress.Meter meter) {
        HubErrors errors = new HubErrors(hub, repository, file.commit()).of(file.name());
        Retries retries = new Retries(patience);
        Download download = new Download(file, target, disk, meter, retries);
        errors.patiently(retries, () -> {
            while (!download.isComplete()) {
                try (Answer answer = http.get(
                        resolve(repository, file.commit(), file.name()), download.rangeHeader(), retries.pace())) {
                    if (answer.status() != Download.RANGE_NOT_SATISFIABLE) {
                        errors.refuse(answer);
                    }
                    download.take(answer);
                }
            }
            return file;
        });
    }

    private static RemoteFile remoteFile(String name, String revision, Pin pin, Answer answer, HubErrors errors) {
        String commit = answer.firstOnTheWay("X-Repo-Commit").orElse(revision);
        if (!HubCache.isCommit(commit)) {
            throw errors.notAHub("its answer lacks the header X-Repo-Commit", null);
        }
        if (HubCache.isCommit(revision) && !revision.equals(commit)) {
            throw errors.otherCommit(commit);
        }
        String etag = answer.firstOnTheWay("X-Linked-Etag")
                .or(() -> answer.headers().firstValue("ETag"))
                .map(text -> text.replaceFirst("^W/", "").replace("\"", ""))
                .or(() -> Optional.ofNullable(pin.sha256()))
                .filter(text -> text.matches("[A-Za-z0-9._-]{1,200}") && !text.startsWith("."))
                .orElseThrow(() -> errors.notAHub("its answer lacks the header ETag", null));
        Optional<Long> size = answer.firstOnTheWay("X-Linked-Size")
                .filter(text -> text.matches("\\d{1,18}"))
                .map(Long::valueOf)
                .or(() -> answer.isRedirect() ? Optional.empty() : contentLength(answer.headers()));
        return new RemoteFile(name, commit, etag, size.orElse(pin.size()));
    }

    private static Optional<Long> contentLength(HttpHeaders headers) {
        return headers.firstValueAsLong("Content-Length").stream().boxed().findFirst();
    }

    private String resolve(String repository, String revision, String name) {
        return hub.head() != null ? "" : path("/" + repository + "/resolve/" + revision + "/" + name);
    }

    private static String path(String path) {
        try {
            return new URI(null, null, path, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("[" + path + "] is not a path on the Hub", e);
        }
    }

    /** The Hub's description of a revision, with only the fields needed here. */
    static final class Listing {
        private @Nullable String sha;
        private @Nullable List<Sibling> siblings;

        String commit() {
            return String.valueOf(sha);
        }

        List<String> names() {
            return siblings == null
                    ? List.of()
                    : siblings.stream()
                            .map(sibling -> String.valueOf(sibling.rfilename))
                            .toList();
        }

        private static boolean isNameless(@Nullable Sibling sibling) {
            return sibling == null || sibling.rfilename == null;
        }

        private static final class Sibling {
            private @Nullable String rfilename;
        }
    }
}
