package io.github.clipunit.image;

import io.github.clipunit.internal.LfsPointer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/** What the first bytes of a file say it is, and what to do about those that the JDK does not read. */
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
    MP4("MP4", "it is a film: score single frames saved as PNG"),
    ZIP("ZIP", "unpack it first"),
    JSON("JSON", "whoever wrote this file saved an answer, perhaps an error, not a picture: read it"),
    PDF("PDF", "render it first, for example with org.apache.pdfbox:pdfbox, and score the pixels"),
    CONVERTED_PNG(
            "PNG with converted line ends",
            "Git took it for text: say *.png binary in .gitattributes, and restore the file"),
    GIT_LFS("Git LFS pointer", "fetch the file itself: git lfs pull"),
    HTML("HTML", "whoever wrote this file saved an error page, not a picture"),
    UNKNOWN("unknown format", "supported are PNG, JPEG, WebP, GIF, BMP, TIFF and what ImageIO plug-ins add");

    private final String label;
    private final String advice;

    ImageFormat(String label, String advice) {
        this.label = label;
        this.advice = advice;
    }

    /** The name as people write it. */
    String label() {
        return label;
    }

    /** What to do when nobody reads it; empty for what the JDK reads. */
    String advice() {
        return advice;
    }

    /** Tells by magic numbers; the sources are the formats' own specifications. */
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
        return ofText(head.toLowerCase(Locale.ROOT).strip());
    }

    /** ISO base media files name the brands they keep to, the major one first (ISO/IEC 14496-12, clause 4.3). */
    private static ImageFormat ofBrand(String head) {
        String brands = head.substring(8, Math.min(head.length(), 8 + Math.max(0, head.charAt(3) - 8)));
        if (brands.contains("avif") || brands.contains("avis")) {
            return AVIF;
        }
        return Stream.of("heic", "heix", "hevc", "heim", "heis", "mif1", "msf1").anyMatch(brands::contains)
                ? HEIC
                : MP4;
    }

    private static ImageFormat ofText(String text) {
        if (text.contains("<svg")) {
            return SVG;
        }
        if (text.contains("<!doctype html") || text.contains("<html")) {
            return HTML;
        }
        return text.startsWith("{") ? JSON : UNKNOWN;
    }
}
