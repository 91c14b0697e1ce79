package io.github.clipunit;

import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** What the first bytes of a file say it is, and what to do about those that the JDK does not read. */
enum ImageFormat {
    PNG("PNG", ""),
    JPEG("JPEG", ""),
    GIF("GIF", ""),
    BMP("BMP", ""),
    TIFF("TIFF", ""),
    WEBP("WebP", "add com.twelvemonkeys.imageio:imageio-webp to the test class path, or save as PNG"),
    AVIF("AVIF", "no pure Java reader is known: save as PNG"),
    HEIC("HEIC", "no pure Java reader is known: save as PNG"),
    JPEG_XL("JPEG XL", "no reader is known to ImageIO here: save as PNG"),
    SVG("SVG", "render it first, for example with com.twelvemonkeys.imageio:imageio-batik, and score the pixels"),
    PDF("PDF", "render it first, for example with org.apache.pdfbox:pdfbox, and score the pixels"),
    GIT_LFS("Git LFS pointer", "fetch the file itself: git lfs pull"),
    HTML("HTML", "whoever wrote this file saved an error page, not a picture"),
    UNKNOWN("unknown format", "supported are PNG, JPEG, GIF, BMP, TIFF and what ImageIO plug-ins add");

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
        if (head.startsWith("\u00ff\u00d8\u00ff")) {
            return JPEG;
        }
        if (head.startsWith("GIF87a") || head.startsWith("GIF89a")) {
            return GIF;
        }
        if (head.startsWith("BM")) {
            return BMP;
        }
        if (head.startsWith("II*\0") || head.startsWith("MM\0*")) {
            return TIFF;
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8)) {
            return WEBP;
        }
        if (head.startsWith("ftyp", 4)) {
            return head.startsWith("avif", 8) || head.startsWith("avis", 8) ? AVIF : HEIC;
        }
        if (head.startsWith("\u00ff\n") || head.startsWith("\0\0\0\u000cJXL ")) {
            return JPEG_XL;
        }
        if (head.startsWith("%PDF")) {
            return PDF;
        }
        if (head.startsWith("version https://git-lfs")) {
            return GIT_LFS;
        }
        String text = head.toLowerCase(Locale.ROOT);
        if (text.contains("<svg")) {
            return SVG;
        }
        return text.contains("<!doctype html") || text.contains("<html") ? HTML : UNKNOWN;
    }
}
