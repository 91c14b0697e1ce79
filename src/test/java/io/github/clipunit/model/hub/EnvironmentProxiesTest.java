package io.github.clipunit.model.hub;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EnvironmentProxiesTest {

    private static final URI HUB = URI.create("https://huggingface.co/x");

    private static EnvironmentProxies of(Map<String, String> environment) {
        return new EnvironmentProxies(ProxySelector.of(null), environment);
    }

    private static Proxy proxy(String host, int port) {
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(host, port));
    }

    @Test
    void should_go_straight_if_nobody_names_a_proxy() {
        assertThat(of(Map.of()).select(HUB)).containsExactly(Proxy.NO_PROXY);
        assertThat(of(Map.of("HTTP_PROXY", "http://p:1")).select(HUB)).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void should_take_the_proxy_of_the_scheme_in_either_case() {
        assertThat(of(Map.of("HTTPS_PROXY", "http://p:3128")).select(HUB)).containsExactly(proxy("p", 3128));
        assertThat(of(Map.of("https_proxy", "p:3129", "HTTPS_PROXY", "q:1")).select(HUB))
                .containsExactly(proxy("p", 3129));
        assertThat(of(Map.of("ALL_PROXY", "http://p")).select(HUB)).containsExactly(proxy("p", 8080));
    }

    @Test
    void should_exempt_what_no_proxy_names() {
        for (String exempt :
                new String[] {"huggingface.co", ".huggingface.co", "x.org, *.co", "HUGGINGFACE.CO:443", "*"}) {
            assertThat(of(Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", exempt))
                            .select(HUB))
                    .as(exempt)
                    .containsExactly(Proxy.NO_PROXY);
        }
        assertThat(of(Map.of("HTTPS_PROXY", "http://p:1", "NO_PROXY", "face.co,,"))
                        .select(HUB))
                .containsExactly(proxy("p", 1));
    }

    @Test
    void should_prefer_the_jvms_own_settings() {
        ProxySelector jvm = ProxySelector.of(InetSocketAddress.createUnresolved("jvm", 9));
        EnvironmentProxies proxies = new EnvironmentProxies(jvm, Map.of("HTTPS_PROXY", "http://me:secret@p:1"));

        assertThat(proxies.select(HUB)).containsExactly(proxy("jvm", 9));
        assertThat(proxies.authorization(HUB)).isEmpty();
    }

    @Test
    void should_not_show_the_password_of_a_proxy_that_is_no_address() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> of(Map.of("HTTPS_PROXY", "http://me:secret@")).select(HUB))
                .withMessage("the proxy [http://***@] (environment variable) must be an address, such as"
                        + " http://proxy.example.org:3128");
    }
}
