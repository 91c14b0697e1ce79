package io.github.clipunit.image;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The bytes in a data URI (RFC 2397) or in bare Base64, as people copy them from answers. */
final class DataUri {

    private static final String FORM = "data:image/png;base64,iVBOR…";
    /** Parameters may contain commas, although RFC 2397 requires them to be escaped. */
    private static final Pattern BASE64 = Pattern.compile("(?i)data:[^<>]{0,4096}?;\\s*base64\\s*,");

    private static final Pattern ADDRESS = Pattern.compile("(?is)https?://.*");

    private DataUri() {}

    /** Returns the bytes of a data URI, which may be surrounded by blanks and quotation marks. */
    static byte[] decode(String text) {
        String uri = bare(text);
        int comma = uri.indexOf(',');
        if (!isDataUri(uri) || comma < 0) {
            throw new UnreadableImageException("not a data URI: [" + excerpt(uri) + "]; expected the form " + FORM);
        }
        Matcher base64 = BASE64.matcher(uri);
        return base64.lookingAt()
                ? decode("data URI [" + excerpt(uri) + "]", uri.substring(base64.end()))
                : percentDecoded(uri.substring(comma + 1));
    }

    /**
     * Returns the bytes of Base64, bare or in a data URI, in either alphabet, with or without padding and line breaks.
     */
    static byte[] decodeBase64(String text) {
        String bare = bare(text);
        if (isDataUri(bare)) {
            return decode(bare);
        }
        if (ADDRESS.matcher(bare).matches()) {
            throw new UnreadableImageException("not Base64 but an address: [" + excerpt(bare)
                    + "]; ClipImage.fetch(URI) gets the picture from there");
        }
        return decode("text [" + excerpt(bare) + "]", bare);
    }

    private static byte[] decode(String name, String data) {
        try {
            return Base64.getDecoder()
                    .decode(stripWhitespace(unescaped(data)).replace('-', '+').replace('_', '/'));
        } catch (IllegalArgumentException e) {
            throw new UnreadableImageException(name + " does not hold Base64: " + e.getMessage(), e);
        }
    }

    private static boolean isDataUri(String text) {
        return text.regionMatches(true, 0, "data:", 0, 5);
    }

    private static String bare(String text) {
        String bare = text.strip();
        boolean isQuoted = bare.length() > 1
                && bare.charAt(0) == bare.charAt(bare.length() - 1)
                && "\"'`".indexOf(bare.charAt(0)) >= 0;
        return isQuoted ? bare.substring(1, bare.length() - 1).strip() : bare;
    }

    /** Returns Base64 with its {@code +}, {@code /} and {@code =} unescaped, which any URI may have percent-encoded. */
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

    /** Returns the start of a text without the query of an address, which may hold a signature. */
    private static String excerpt(String text) {
        int query = ADDRESS.matcher(text).matches() ? text.indexOf('?') : -1;
        int end = Math.min(40, query < 0 ? text.length() : query);
        return end == text.length() ? text : text.substring(0, end) + "…";
    }
}
