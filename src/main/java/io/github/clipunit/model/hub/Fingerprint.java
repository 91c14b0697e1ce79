package io.github.clipunit.model.hub;

import io.github.clipunit.internal.Sha256;
import io.github.clipunit.model.Pin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a file is by its bytes: its length, its SHA-256, and the SHA-1 that Git gives it, which is what the Hub calls a file
 * that is not in Git LFS.
 */
record Fingerprint(long size, String sha256, String gitSha1) {

    static Fingerprint of(Path file) throws IOException {
        long size = Files.size(file);
        MessageDigest sha256 = Sha256.digest();
        MessageDigest sha1 = sha1();
        sha1.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
        byte[] buffer = new byte[1 << 16];
        try (InputStream stream = Files.newInputStream(file)) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                sha256.update(buffer, 0, read);
                sha1.update(buffer, 0, read);
            }
        }
        HexFormat hex = HexFormat.of();
        return new Fingerprint(size, hex.formatHex(sha256.digest()), hex.formatHex(sha1.digest()));
    }

    /** Whether that is the name the Hub would give the content; true for a name that is no hash. */
    boolean isCalled(String etag) {
        return switch (etag.length()) {
            case 64 -> etag.equals(sha256);
            case 40 -> etag.equals(gitSha1);
            default -> true;
        };
    }

    /** Whether it is what the pin says, as far as the pin says anything. */
    boolean meets(Pin pin) {
        return (pin.size() == null || pin.size() == size)
                && (pin.sha256() == null || pin.sha256().equals(sha256));
    }

    Pin pin() {
        return new Pin(size, sha256);
    }

    private static MessageDigest sha1() {
        try {
            return MessageDigest.getInstance("SHA-1");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-1, which the platform demands", e);
        }
    }
}
