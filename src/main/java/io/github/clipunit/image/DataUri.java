package io.github.clipunit.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;

/** The bytes in a data URI, by RFC 2397. */
final class DataUri {

    private static final String FORM = "data:image/png;base64,iVBOR…";

    private DataUri() {}

    static byte[] decode(String uri) {
        int comma = uri.indexOf(',');
        if (!uri.regionMatches(true, 0, "data:", 0, 5) || comma < 0) {
            throw new UnreadableImageException("not a data URI: [" + excerpt(uri) + "]; expected the form " + FORM);
        }
        String data = uri.substring(comma + 1);
        if (!uri.substring(5, comma).toLowerCase(Locale.ROOT).endsWith(";base64")) {
            return percentDecoded(data);
        }
        try {
            return Base64.getDecoder()
                    .decode(stripWhitespace(unescaped(data)).replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new UnreadableImageException(
                    "data URI [" + excerpt(uri) + "] does not hold Base64: " + e.getMessage(), e);
        }
    }

    /** Base64 may have its {@code +}, {@code /} and {@code =} percent-encoded, as any URI may. */
    private static String unescaped(String data) {
        return data.indexOf('%') < 0 ? data : new String(percentDecoded(data), StandardCharsets.ISO_8859_1);
    }

    private static String stripWhitespace(String text) {
        return text.chars().anyMatch(Character::isWhitespace) ? text.replaceAll("\\s+", "") : text;
    }

    private static byte[] percentDecoded(String data) {
        byte[] bytes = data.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream decoded = new ByteArrayOutputStream(bytes.length);
        for (int i = 0; i < bytes.length; i++) {
            if (bytes[i] != '%') {
                decoded.write(bytes[i]);
                continue;
            }
            int high = i + 2 < bytes.length ? Character.digit(bytes[i + 1], 16) : -1;
            int low = i + 2 < bytes.length ? Character.digit(bytes[i + 2], 16) : -1;
            if (high < 0 || low < 0) {
                throw new UnreadableImageException("data URI has a lone % at byte " + i + " of its data");
            }
            decoded.write((high << 4) | low);
            i += 2;
        }
        return decoded.toByteArray();
    }

    private static String excerpt(String uri) {
        return uri.length() <= 40 ? uri : uri.substring(0, 40) + "…";
    }
}
