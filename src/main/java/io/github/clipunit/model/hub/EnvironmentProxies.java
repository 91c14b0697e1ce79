package io.github.clipunit.model.hub;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The proxies of this JVM's own properties ({@code https.proxyHost}, …), or, if they name none, those of {@code
 * HTTPS_PROXY}, {@code HTTP_PROXY}, {@code ALL_PROXY} and {@code NO_PROXY}, in upper or lower case, as curl reads them.
 */
final class EnvironmentProxies extends ProxySelector {

    private static final int DEFAULT_PORT = 8080;

    private final ProxySelector jvm;
    private final Map<String, String> environment;

    EnvironmentProxies(ProxySelector jvm, Map<String, String> environment) {
        this.jvm = jvm;
        this.environment = environment;
    }

    @Override
    public List<Proxy> select(URI uri) {
        List<Proxy> own = jvm.select(uri);
        if (own.stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT)) {
            return own;
        }
        return proxy(uri)
                .map(proxy -> List.of(new Proxy(
                        Proxy.Type.HTTP,
                        InetSocketAddress.createUnresolved(
                                proxy.getHost(), proxy.getPort() < 0 ? DEFAULT_PORT : proxy.getPort()))))
                .orElse(own);
    }

    /**
     * Returns the authorization header for the environment's proxy for that address, if it needs a name and a password.
     */
    Optional<String> authorization(URI uri) {
        boolean jvmRules = jvm.select(uri).stream().anyMatch(proxy -> proxy.type() != Proxy.Type.DIRECT);
        return jvmRules
                ? Optional.empty()
                : proxy(uri)
                        .map(URI::getUserInfo)
                        .map(user ->
                                "Basic " + Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void connectFailed(URI uri, SocketAddress address, IOException failure) {
        jvm.connectFailed(uri, address, failure);
    }

    private Optional<URI> proxy(URI uri) {
        String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
        return Stream.of(scheme + "_proxy", "all_proxy")
                .flatMap(name -> variable(name).stream())
                .findFirst()
                .filter(proxy -> !isExempt(uri.getHost()))
                .map(EnvironmentProxies::address);
    }

    private static URI address(String text) {
        try {
            URI proxy = URI.create(text.contains("://") ? text : "http://" + text);
            if (proxy.getHost() != null) {
                return proxy;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(unusable(text), e);
        }
        throw new IllegalArgumentException(unusable(text));
    }

    private static String unusable(String proxy) {
        return "the proxy [" + proxy.replaceAll("//.*@", "//***@") + "] (environment variable) must be an address, such"
                + " as http://proxy.example.org:3128";
    }

    private boolean isExempt(String host) {
        String lower = host.toLowerCase(Locale.ROOT);
        return variable("no_proxy").stream()
                .flatMap(list -> Stream.of(list.toLowerCase(Locale.ROOT).split("[,\\s]+")))
                .map(entry -> entry.replaceFirst(":\\d+$", "").replaceFirst("^\\*?\\.", ""))
                .anyMatch(entry -> entry.equals("*") || lower.equals(entry) || lower.endsWith("." + entry));
    }

    private Optional<String> variable(String name) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(environment::get)
                .filter(text -> text != null && !text.isBlank())
                .map(String::strip)
                .findFirst();
    }
}
