package io.github.clipunit.image;

import io.github.clipunit.internal.LfsPointer;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file's format by its first bytes, with advice for formats that the JDK does not read. */
enum ImageFormat {
    PNG("PNG", ""),
    JPEG("JPEG", ""),
    GIF("GIF", ""),
    BMP("BMP", ""),
    TIFF("TIFF", ""),
    WEBP("WebP", ""),
    AVIF("AVIF", "no pure Java reader is known: save as PNG"),
    HEIC("HEIC", "no pure Java reader is known: save as PNG"),
    JPEG_XL("JPEG XL", "no reader is known to ImageIO here: save as PNG"),
    SVG("SVG", "render it first, for example with com.twelvemonkeys.imageio:imageio-batik, and score the pixels"),
    JPEG_2000("JPEG 2000", "no reader is known to ImageIO here: save as PNG"),
    PSD("PSD", "no reader is known that gives Pillow's pixels: save as PNG"),
    ICO("ICO", "no reader is known that gives Pillow's pixels: save as PNG"),
    MP4("MP4", "it is a video: score single frames saved as PNG"),
    ZIP("ZIP", "unpack it first"),
    JSON("JSON", Saved.ANSWER),
    XML("XML", Saved.ANSWER),
    HTML("HTML", Saved.ANSWER),
    TEXT("text", Saved.ANSWER),
    EVENT_STREAM("event stream", "a stream of events was saved: take the picture out of its last event"),
    MULTIPART("multipart body", "a body of several parts was saved: take the part with the picture out of it"),
    BASE64("Base64 text", "decode it before you save it, or read the text with ClipImage.ofBase64"),
    DATA_URI("data URI", "decode it before you save it, or read the text with ClipImage.ofDataUri"),
    GZIP("gzip", "a compressed answer was saved: unpack it first"),
    PDF("PDF", "render it first, for example with org.apache.pdfbox:pdfbox, and score the pixels"),
    CONVERTED_PNG(
            "PNG with converted line ends",
            "Git or a program treated it as text: mark *.png as binary in .gitattributes or write it in binary mode,"
                    + " and restore the file"),
    TEXT_PICTURE(
            "picture that was written as text",
            "a program put a byte order mark before its bytes, or treated them as characters: write it in binary mode"),
    GIT_LFS("Git LFS pointer", "fetch the file itself: git lfs pull"),
    UNKNOWN("unknown format", "supported are PNG, JPEG, WebP, GIF, BMP, TIFF and what ImageIO plug-ins add");

    /** Formats that are never pictures, whatever plug-ins there are. */
    private static final Set<ImageFormat> NO_PICTURES = EnumSet.of(
            JSON,
            XML,
            HTML,
            TEXT,
            EVENT_STREAM,
            MULTIPART,
            BASE64,
            DATA_URI,
            GZIP,
            CONVERTED_PNG,
            TEXT_PICTURE,
            GIT_LFS);

    private static final String BYTE_ORDER_MARK = "\u00ef\u00bb\u00bf";
    /** The bytes 0x89 and 0xff, 0xd8, 0xff misread as Latin-1, Windows-1252 or invalid UTF-8, and written as UTF-8. */
    private static final Pattern AS_TEXT = Pattern.compile(
            "(\u00c2\u0089|\u00e2\u0080\u00b0|\u00ef\u00bf\u00bd)PNG.*|\u00c3\u00bf\u00c3\u0098\u00c3\u00bf.*"
                    + "|(\u00ef\u00bf\u00bd){3,4}.{0,8}(JFIF|Exif).*",
            Pattern.DOTALL);

    /** ASCII text that is not one of the text-based picture formats. */
    private static final Pattern PLAIN = Pattern.compile("(?!P[1-7]\\s|#|/\\*|%!)[\\t\\r\\n -~]+");

    private static final class Saved {
        static final String ANSWER = "an answer, perhaps an error, was saved instead of the picture; if it came from an"
                + " address, that may have expired";
    }

    private final String label;
    private final String advice;

    ImageFormat(String label, String advice) {
        this.label = label;
        this.advice = advice;
    }

    /** Returns the usual name of the format. */
    String label() {
        return label;
    }

    /** Returns advice for a file that no reader accepts; empty for formats that the JDK reads. */
    String advice() {
        return advice;
    }

    /** Returns the media type of a format that generators produce. */
    Optional<String> mimeType() {
        return switch (this) {
            case PNG, JPEG, GIF, BMP, TIFF, WEBP, AVIF, HEIC -> Optional.of("image/" + label.toLowerCase(Locale.ROOT));
            default -> Optional.empty();
        };
    }

    /** Returns the usual extension of a file of this format; {@code bin} for unsupported formats. */
    String extension() {
        return switch (this) {
            case PNG, GIF, BMP, WEBP -> label.toLowerCase(Locale.ROOT);
            case JPEG -> "jpg";
            case TIFF -> "tif";
            default -> "bin";
        };
    }

    /** Returns whether it is a picture, or may be one. */
    boolean isPicture() {
        return !NO_PICTURES.contains(this);
    }

    /** Detects the format by magic numbers, which come from the formats' own specifications. */
    static ImageFormat of(byte[] bytes) {
        String head = new String(bytes, 0, Math.min(bytes.length, 512), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u0089PNG\r\n\u001a\n")) {
            return PNG;
        }
        if (head.startsWith("\u0089PNG\n\u001a\n") || head.startsWith("\u0089PNG\r\r\n\u001a\r\n")) {
            return CONVERTED_PNG;
        }
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return GIF;
        }
        if (head.startsWith("BM")) {
            return BMP;
        }
        if (head.startsWith("II*\0")
                || head.startsWith("MM\0*")
                || head.startsWith("II+\0")
                || head.startsWith("MM\0+")) {
            return TIFF;
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (head.startsWith("ftyp", 4)) {
            return ofBrand(head);
        }
        if (head.startsWith("\u00ff\n") || head.startsWith("\0\0\0\u000cJXL ")) {
            return JPEG_XL;
        }
        if (head.startsWith("\0\0\0\u000cjP  ")) {
            return JPEG_2000;
        }
        if (head.startsWith("8BPS")) {
            return PSD;
        }
        if (head.startsWith("\0\0\1\0")) {
            return ICO;
        }
        if (head.startsWith("PK\3\4")) {
            return ZIP;
        }
        if (head.startsWith("%PDF")) {
            return PDF;
        }
        if (LfsPointer.is(bytes)) {
            return GIT_LFS;
        }
        if (head.startsWith("\u001f\u008b")) {
            return GZIP;
        }
        String marked = head.startsWith(BYTE_ORDER_MARK) ? head.substring(BYTE_ORDER_MARK.length()) : head;
        if (AS_TEXT.matcher(marked).matches() || (!marked.equals(head) && isBinary(marked))) {
            return TEXT_PICTURE;
        }
        return ofText(marked.strip());
    }

    private static boolean isBinary(String head) {
        return switch (of(head.getBytes(StandardCharsets.ISO_8859_1))) {
            case PNG, CONVERTED_PNG, JPEG, GIF, WEBP -> true;
            default -> false;
        };
    }

    /** ISO base media files list the brands they conform to, the major one first (ISO/IEC 14496-12, clause 4.3). */
    private static ImageFormat ofBrand(String head) {
        String brands = head.substring(8, Math.min(head.length(), 8 + Math.max(0, head.charAt(3) - 8)));
        if (brands.contains("avif") || brands.contains("avis")) {
            return AVIF;
        }
        return Stream.of("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1").anyMatch(brands::contains)
                ? HEIC
                : MP4;
    }

    private static ImageFormat ofText(String head) {
        String text = head.toLowerCase(Locale.ROOT);
        if (text.contains("<!doctype html") || text.contains("<html")) {
            return HTML;
        }
        if (text.contains("<svg")) {
            return SVG;
        }
        if (text.startsWith("<?xml") || text.startsWith("<error")) {
            return XML;
        }
        if (text.matches("(?s)[\"']?data:[\\w.+-]+/.*")) {
            return DATA_URI;
        }
        if (text.matches("(?s)(event|data|id|retry):.*")) {
            return EVENT_STREAM;
        }
        if (text.startsWith("--") && text.contains("\ncontent-")) {
            return MULTIPART;
        }
        if (text.startsWith("{") || text.matches("(?s)\\[\\s*[\\[{\"\\d].*")) {
            return JSON;
        }
        if (isBase64(head)) {
            return BASE64;
        }
        return PLAIN.matcher(text).matches() ? TEXT : UNKNOWN;
    }

    /** Returns whether the first characters are the Base64 of a picture's first bytes. */
    private static boolean isBase64(String head) {
        String text = head.replaceAll("[\\s\"']", "").replace('-', '+').replace('_', '/');
        if (text.length() < 24) {
            return false;
        }
        try {
            return isBinary(new String(Base64.getDecoder().decode(text.substring(0, 24)), StandardCharsets.ISO_8859_1));
        } catch (IllegalArgumentException e) {
            return false;
        }
    }
}
