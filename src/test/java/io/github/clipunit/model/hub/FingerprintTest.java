package io.github.clipunit.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.model.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    /** What {@code sha256sum} and {@code git hash-object} print for "hello" and a line feed. */
    private static final String SHA256 = "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03";

    private static final String GIT_SHA1 = "ce013625030ba8dba906f756967f9e9ca394464a";

    private Fingerprint hello;

    @BeforeEach
    void write(@TempDir Path folder) throws IOException {
        hello = Fingerprint.of(Files.writeString(folder.resolve("hello"), "hello\n"), false);
    }

    @Test
    void should_be_what_git_and_sha256sum_say() throws IOException {
        assertThat(hello.pin()).isEqualTo(new Pin(6L, SHA256));
        assertThat(hello.isCalled(SHA256)).isTrue();
        assertThat(hello.isCalled(GIT_SHA1)).isTrue();
    }

    @Test
    void should_tell_by_the_names_length_which_hash_it_is() throws IOException {
        assertThat(hello.isCalled("0".repeat(40))).isFalse();
        assertThat(hello.isCalled("0".repeat(64))).isFalse();
        assertThat(hello.isCalled("5-abc")).isTrue();
    }

    @Test
    void should_meet_a_pin_that_says_nothing() {
        assertThat(hello.meets(Pin.NONE)).isTrue();
        assertThat(hello.meets(hello.pin())).isTrue();
        assertThat(hello.meets(new Pin(5L, null))).isFalse();
        assertThat(hello.meets(new Pin(null, "0".repeat(64)))).isFalse();
    }
}
