package io.github.clipunit.model.hub;

import static io.github.clipunit.model.hub.StoreFixture.ID;
import static io.github.clipunit.model.hub.StoreFixture.VISION;
import static io.github.clipunit.model.hub.StoreFixture.sha256;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A Hub behind HTTPS, with a certificate of its own. */
class HttpsTest {

    private static final String PASSWORD = "changeit";

    @TempDir
    @SuppressWarnings("NullAway.Init")
    private static Path keyFolder;

    private StoreFixture fixture;
    private FakeHub secure;

    @BeforeAll
    static void makeCertificate() throws Exception {
        Process keytool = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "keytool")
                                .toString(),
                        "-genkeypair",
                        "-alias",
                        "hub",
                        "-keyalg",
                        "EC",
                        "-dname",
                        "CN=localhost",
                        "-ext",
                        "san=dns:localhost",
                        "-storepass",
                        PASSWORD,
                        "-keystore",
                        keys().toString())
                .redirectErrorStream(true)
                .start();
        String said = StoreFixture.output(keytool);
        assertThat(keytool.waitFor()).as(said).isZero();
    }

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        fixture = new StoreFixture(folder);
        secure = new FakeHub(context().getServerSocketFactory());
    }

    private static Path keys() {
        return keyFolder.resolve("keys.p12");
    }

    @AfterEach
    void stop() {
        secure.close();
        fixture.close();
    }

    private static SSLContext context() throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream stream = Files.newInputStream(keys())) {
            store.load(stream, PASSWORD.toCharArray());
        }
        KeyManagerFactory managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(store, PASSWORD.toCharArray());
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        return context;
    }

    private String fetchTrusting() throws IOException {
        return StoreFixture.output(fixture.fork(
                secure.endpoint(),
                ID,
                "-Djavax.net.ssl.trustStore=" + keys(),
                "-Djavax.net.ssl.trustStorePassword=" + PASSWORD));
    }

    @Test
    void should_fetch_over_https() throws IOException {
        StoreFixture.FILES.forEach((name, content) -> secure.file(StoreFixture.REPOSITORY, name, content));

        assertThat(fetchTrusting()).contains(VISION + "=" + sha256(VISION));
    }

    @Test
    void should_not_leave_https_for_http() throws IOException {
        StoreFixture.FILES.forEach(
                (name, content) -> secure.largeFile(StoreFixture.REPOSITORY, name, content, fixture.elsewhere));

        assertThat(fetchTrusting())
                .startsWith("[" + secure.endpoint() + "/Xenova/tiny/resolve/" + FakeHub.COMMIT
                        + "/config.json] redirects to [" + fixture.elsewhere.endpoint())
                .endsWith(
                        "], which is not HTTPS: refused, because models come over HTTPS unless HF_ENDPOINT itself is an"
                                + " http address, and then only from there");
        assertThat(fixture.elsewhere.requests()).isEmpty();
    }

    @Test
    void should_say_how_to_trust_a_certificate() {
        fixture.environment.put("HF_ENDPOINT", secure.endpoint());

        assertThatExceptionOfType(ModelUnavailableException.class)
                .isThrownBy(() -> fixture.store().fetch(ID))
                .withMessageContaining("make the JVM trust them: -Djavax.net.ssl.trustStore=");
        assertThat(fixture.waits).isEmpty();
    }
}
