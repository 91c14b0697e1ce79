package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.Arrays;
import java.util.function.Consumer;

/** What can become of bytes on their way: each must be refused. */
public final class Damage {

    private Damage() {}

    /** Cuts bytes to every length, and flips bits of each of them. */
    public static void requireRefused(byte[] whole, Consumer<byte[]> reader) {
        for (int i = 0; i < whole.length; i++) {
            byte[] cut = Arrays.copyOf(whole, i);
            assertThatIllegalArgumentException()
                    .as("cut to %s", i)
                    .isThrownBy(() -> reader.accept(cut))
                    .withMessageStartingWith("sums ");
            for (int bits : new int[] {1, 0x80, 0xff}) {
                byte[] flipped = whole.clone();
                flipped[i] ^= (byte) bits;
                assertThatIllegalArgumentException()
                        .as("byte %s flipped", i)
                        .isThrownBy(() -> reader.accept(flipped))
                        .withMessageStartingWith("sums ");
            }
        }
        byte[] longer = Arrays.copyOf(whole, whole.length + 1);
        assertThatIllegalArgumentException().isThrownBy(() -> reader.accept(longer));
    }
}
