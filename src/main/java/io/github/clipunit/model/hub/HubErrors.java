package io.github.clipunit.model.hub;

import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import io.github.clipunit.model.hub.HubHttp.Answer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** Messages for failures between this machine and the Hub, each with a remedy. */
record HubErrors(HubAccess hub, String repository, String revision, String file) {

    HubErrors(HubAccess hub, String repository, String revision) {
        this(hub, repository, revision, "");
    }

    HubErrors of(String name) {
        return new HubErrors(hub, repository, revision, name);
    }

    /** An action that may be tried again. */
    @FunctionalInterface
    interface Attempt<T> {
        T run() throws IOException, InterruptedException;
    }

    <T> T patiently(Retries retries, Attempt<T> attempt) {
        try {
            while (true) {
                try {
                    return attempt.run();
                } catch (IOException e) {
                    retries.waitAfter(e);
                }
            }
        } catch (IOException e) {
            throw gaveUp(e, retries.failures());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ModelUnavailableException("interrupted while " + subject() + " was being fetched", e);
        }
    }

    /**
     * Checks that the answer is a success.
     *
     * @throws BusyException if the Hub asks to try again later
     * @throws ModelUnavailableException if trying again cannot help
     */
    void refuse(Answer answer) throws BusyException {
        int status = answer.status();
        if (status / 100 == 2) {
            return;
        }
        if (BusyException.is(status)) {
            throw new BusyException(status, answer.headers(), Instant.now());
        }
        String code = answer.firstOnTheWay("X-Error-Code").orElse("");
        String fact = " (HTTP " + status + (code.isEmpty() ? "" : " " + code) + " from [" + answer.place() + "])";
        throw new ModelUnavailableException(
                switch (hub.head() != null && status < 404 ? 0 : status) {
                    case 401, 403 -> code.equals("RepoNotFound") ? noRepository(fact) : refused(fact);
                    case 404 -> notFound(code, fact);
                    case 407 -> proxyRefuses(fact);
                    default ->
                        "[" + hub.endpoint() + "] does not serve " + subject() + fact
                                + WaysOut.after(hub, "check HF_ENDPOINT, which is [" + hub.endpoint() + "]");
                });
    }

    ModelUnavailableException notAHub(String fact, @Nullable Throwable cause) {
        return new ModelUnavailableException(
                "[" + hub.endpoint() + "] does not answer as the Hub does when asked for " + subject() + ": " + fact
                        + "; a captive portal, a proxy's page or a mirror of another kind may be in between. Check"
                        + " HF_ENDPOINT and the proxy settings",
                cause);
    }

    ModelUnavailableException otherCommit(String commit) {
        return new ModelUnavailableException(
                "[" + hub.endpoint() + "] answers with commit [" + commit + "] when asked for "
                        + subject() + " at revision " + revision
                        + ": the mirror lacks this revision and serves another one instead."
                        + " Set HF_ENDPOINT to another mirror");
    }

    private String subject() {
        return file.isEmpty() ? "[" + repository + "]" : "[" + file + "] of [" + repository + "]";
    }

    private String refused(String fact) {
        return subject() + " is refused" + fact + ": the model is gated or private, and "
                + (hub.token().isPresent() ? "the token that was sent gives no access" : "no token was sent")
                + ". Accept its terms at " + hub.endpoint() + "/" + repository
                + " and set the environment variable HF_TOKEN to a token from " + hub.endpoint() + "/settings/tokens";
    }

    private String notFound(String code, String fact) {
        return switch (code) {
            case "EntryNotFound" ->
                "[" + repository + "] has no file [" + file + "] at revision " + revision + fact
                        + ": this repository is not laid out as an ONNX export, or not at this precision ("
                        + Precision.PRECISION.name() + ")";
            case "RevisionNotFound" ->
                "[" + repository + "] has no revision [" + revision + "]" + fact
                        + ": it was deleted, or the mirror does not have it; if clipunit-models.lock names it, delete the"
                        + " model's entry there to pin a new one";
            default ->
                file.isEmpty() || code.equals("RepoNotFound")
                        ? noRepository(fact)
                        : subject() + " at revision " + revision + " was not found" + fact
                                + ": the repository, the revision or the file is missing"
                                + WaysOut.after(hub, "check HF_ENDPOINT, which is [" + hub.endpoint() + "]");
        };
    }

    private String noRepository(String fact) {
        return "no model [" + repository + "]: there is no folder [" + ModelNames.absolute(repository, hub.project())
                + "], and the Hub at ["
                + hub.endpoint() + "] has no such repository" + fact
                + ", or it is private"
                + (hub.token().isPresent() ? " and not accessible with the token that was sent" : "")
                + WaysOut.after(hub, "check the spelling, or set HF_TOKEN for a private one");
    }

    private static String proxyRefuses(String fact) {
        return "the proxy asks for a name and a password" + fact
                + ": put them into HTTPS_PROXY=http://name:password@host:port"
                + ", and start the JVM with -Djdk.http.auth.tunneling.disabledSchemes=\"\" (the JDK forbids Basic there)";
    }

    private ModelUnavailableException gaveUp(IOException failure, int attempts) {
        return new ModelUnavailableException(
                failure instanceof BusyException busy ? busy(busy, attempts) : unreachable(failure), failure);
    }

    private String busy(BusyException busy, int attempts) {
        Optional<Duration> wait = busy.askedWait();
        String fact =
                subject() + " could not be fetched from [" + hub.endpoint() + "], which answers HTTP " + busy.status()
                        + wait.map(time -> " and asks to wait " + time.toSeconds() + " s")
                                .orElse("")
                        + (attempts == 1 ? "" : ", after " + attempts + " attempts");
        return busy.status() == 429 && hub.head() == null
                ? fact + ": too many requests from this address, as is common on shared CI. Set HF_TOKEN, so that the"
                        + " account's limits count, and keep [" + hub.cache() + "] between builds, with "
                        + ModelStore.OFFLINE.name() + "=true once it is full"
                : fact + WaysOut.after(hub, "try again later (" + WaysOut.fetch(repository) + ")");
    }

    private String unreachable(IOException failure) {
        String fact = subject() + " could not be fetched from [" + hub.endpoint() + "]: " + reason(failure);
        if (failure instanceof SSLException) {
            return fact + ". If a company proxy signs its own certificates, make the JVM trust them:"
                    + " -Djavax.net.ssl.trustStore=… (or -Djavax.net.ssl.trustStoreType=Windows-ROOT, KeychainStore)";
        }
        return fact
                + WaysOut.after(
                        hub,
                        "check the network, HTTPS_PROXY and HF_ENDPOINT, or run " + WaysOut.fetch(repository)
                                + " where there is a network and copy its cache to [" + hub.cache() + "]");
    }

    static String reason(Throwable failure) {
        if (failure instanceof PermanentFault) {
            return String.valueOf(failure.getMessage());
        }
        Throwable root = failure;
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            root = cause;
        }
        return root.getClass().getSimpleName() + (root.getMessage() == null ? "" : ": " + root.getMessage());
    }
}
