package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Project;
import io.github.clipunit.model.CatalogModel;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The access to the Hub: its address, the user's token, and the cache. Values come from the settings, then from the
 * variables of Hugging Face's own tools, with the same meaning.
 *
 * @param endpoint the address of the Hub or of a mirror, without a slash at its end
 * @param token the user's token, or empty for anonymous access
 * @param offlineBecause the setting or variable that forbids network access; empty if it is allowed
 * @param cache the folder in the layout of the Hugging Face hub cache
 * @param project the module whose tests run; the names of models may be folders in its directory
 * @param head the aesthetic head that the endpoint serves, or null for models of the Hub
 */
record HubAccess(
        URI endpoint,
        Optional<String> token,
        Optional<String> offlineBecause,
        Path cache,
        Project project,
        @Nullable CatalogModel head) {

    private static final String PUBLIC_HUB = "https://huggingface.co";
    private static final Set<String> TRUE = Set.of("1", "ON", "YES", "TRUE");

    static HubAccess of(Settings settings, Map<String, String> environment, Supplier<Path> home) {
        Path huggingFace = folder(environment, "HF_HOME", home)
                .orElseGet(() -> folder(environment, "XDG_CACHE_HOME", home)
                        .orElseGet(() -> home.get().resolve(".cache"))
                        .resolve("huggingface"));
        return new HubAccess(
                endpoint(environment),
                token(environment, huggingFace, home),
                offline(settings, environment),
                cache(settings, environment, huggingFace, home),
                settings.project(),
                null);
    }

    /** Returns access to the server of an aesthetic head: with the same cache and rules, but without a token. */
    HubAccess of(CatalogModel asked) {
        return new HubAccess(URI.create(asked.source()), Optional.empty(), offlineBecause, cache, project, asked);
    }

    HubAccess in(Path other) {
        return new HubAccess(endpoint, token, offlineBecause, other, project, head);
    }

    private static URI endpoint(Map<String, String> environment) {
        String text = value(environment, "HF_ENDPOINT").orElse(PUBLIC_HUB).replaceAll("/+$", "");
        try {
            URI uri = URI.create(text);
            if (uri.getHost() != null
                    && uri.getUserInfo() == null
                    && Set.of("http", "https").contains(String.valueOf(uri.getScheme()))) {
                return uri;
            }
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(unusable(text), e);
        }
        throw new IllegalArgumentException(unusable(text));
    }

    private static String unusable(String endpoint) {
        return "HF_ENDPOINT = [" + endpoint + "] (environment variable) must be an http or https address, such as "
                + PUBLIC_HUB;
    }

    private static Optional<String> token(Map<String, String> environment, Path huggingFace, Supplier<Path> home) {
        Optional<String> given = value(environment, "HF_TOKEN");
        if (given.isPresent() || isTrue(environment, "HF_HUB_DISABLE_IMPLICIT_TOKEN")) {
            return given;
        }
        Path login = folder(environment, "HF_TOKEN_PATH", home).orElse(huggingFace.resolve("token"));
        try {
            return Optional.of(Files.readString(login).strip()).filter(token -> !token.isEmpty());
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> offline(Settings settings, Map<String, String> environment) {
        if (settings.isSet(ModelStore.OFFLINE)) {
            return settings.get(ModelStore.OFFLINE)
                    ? Optional.of(ModelStore.OFFLINE.name() + "=true")
                    : Optional.empty();
        }
        for (String variable : new String[] {"HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE"}) {
            if (isTrue(environment, variable)) {
                return Optional.of(variable + "=" + environment.get(variable));
            }
        }
        return Optional.empty();
    }

    private static Path cache(
            Settings settings, Map<String, String> environment, Path huggingFace, Supplier<Path> home) {
        String own = settings.get(ModelStore.CACHE_DIR);
        if (!own.isEmpty()) {
            return settings.project().resolve(expanded(own, home).toString());
        }
        return folder(environment, "HF_HUB_CACHE", home)
                .or(() -> folder(environment, "HUGGINGFACE_HUB_CACHE", home))
                .orElse(huggingFace.resolve("hub"));
    }

    private static Optional<Path> folder(Map<String, String> environment, String variable, Supplier<Path> home) {
        return value(environment, variable).map(text -> expanded(text, home));
    }

    private static Path expanded(String text, Supplier<Path> home) {
        boolean atHome = text.equals("~") || text.startsWith("~/");
        return atHome ? home.get().resolve(text.substring(Math.min(2, text.length()))) : Path.of(text);
    }

    private static Optional<String> value(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable)).map(String::strip).filter(text -> !text.isEmpty());
    }

    private static boolean isTrue(Map<String, String> environment, String variable) {
        return value(environment, variable)
                .filter(text -> TRUE.contains(text.toUpperCase(Locale.ROOT)))
                .isPresent();
    }
}
