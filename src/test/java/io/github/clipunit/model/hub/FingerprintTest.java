package io.github.clipunit.model.hub;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.model.Pin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FingerprintTest {

    /** What {@code sha256sum} and {@code git hash-object} print for "hello" and a line feed. */
    private static final Fingerprint HELLO = new Fingerprint(
            6,
            "5891b5b522d5df086d0ff0b110fbd9d21bb4fc7163af34d08286a2e846f6be03",
            "ce013625030ba8dba906f756967f9e9ca394464a");

    @Test
    void should_be_what_git_and_sha256sum_say(@TempDir Path folder) throws IOException {
        assertThat(Fingerprint.of(Files.writeString(folder.resolve("hello"), "hello\n")))
                .isEqualTo(HELLO);
    }

    @Test
    void should_tell_by_the_names_length_which_hash_it_is() {
        assertThat(HELLO.isCalled(HELLO.sha256())).isTrue();
        assertThat(HELLO.isCalled(HELLO.gitSha1())).isTrue();
        assertThat(HELLO.isCalled("0".repeat(40))).isFalse();
        assertThat(HELLO.isCalled("0".repeat(64))).isFalse();
        assertThat(HELLO.isCalled("5-abc")).isTrue();
    }

    @Test
    void should_meet_a_pin_that_says_nothing() {
        assertThat(HELLO.meets(Pin.NONE)).isTrue();
        assertThat(HELLO.meets(HELLO.pin())).isTrue();
        assertThat(HELLO.meets(new Pin(5L, null))).isFalse();
        assertThat(HELLO.meets(new Pin(null, "0".repeat(64)))).isFalse();
    }
}
