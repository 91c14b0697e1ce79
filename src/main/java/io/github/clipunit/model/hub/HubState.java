package io.github.clipunit.model.hub;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Where models are kept, and whether the Hub can be had.
 *
 * @hidden
 */
public final class HubState {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final HubAccess hub;
    private final EnvironmentProxies proxies;

    HubState(HubAccess hub, EnvironmentProxies proxies) {
        this.hub = hub;
        this.proxies = proxies;
    }

    public Path cache() {
        return hub.cache();
    }

    /** Whether the Hub answers, in words. Neither a token nor a body is sent or read. */
    public String say() {
        String name = "[" + hub.endpoint() + "]" + (hub.token().isPresent() ? ", with a token," : "");
        if (hub.offlineBecause().isPresent()) {
            return name + " is not asked, as " + hub.offlineBecause().get();
        }
        HttpClient client =
                HttpClient.newBuilder().connectTimeout(PATIENCE).proxy(proxies).build();
        HttpRequest request = HttpRequest.newBuilder(hub.endpoint())
                .method("HEAD", HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        try {
            return name + " answers with status "
                    + client.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return name + " cannot be reached (" + HubErrors.reason(e)
                    + "): models on disk and the one in the jar work";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return name + " was not waited for";
        }
    }
}
