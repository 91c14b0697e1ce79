package io.github.clipunit;

import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The RGB bytes of a picture, at hand or decoded when they are first asked for; shared by all that show the picture. */
final class Pixels {

    private @Nullable Supplier<byte[]> decoding;
    private volatile byte @Nullable [] rgb;

    private Pixels(@Nullable Supplier<byte[]> decoding, byte @Nullable [] rgb) {
        this.decoding = decoding;
        this.rgb = rgb;
    }

    static Pixels of(byte[] rgb) {
        return new Pixels(null, rgb);
    }

    static Pixels later(Supplier<byte[]> decoding) {
        return new Pixels(decoding, null);
    }

    byte[] get() {
        byte[] known = rgb;
        return known == null ? decode() : known;
    }

    private synchronized byte[] decode() {
        byte[] known = rgb;
        if (known == null && decoding != null) {
            known = decoding.get();
            rgb = known;
            decoding = null; // which holds the encoded bytes
        }
        return Objects.requireNonNull(known);
    }
}
