package io.github.clipunit.model.hub;

import io.github.clipunit.model.HashNotes;
import io.github.clipunit.model.Pin;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** What a file is by its bytes: its length and its SHA-256. */
record Fingerprint(Path file, long size, String sha256) {

    /** @param afresh whether the file is read whole, whatever is noted of it */
    static Fingerprint of(Path file, boolean afresh) throws IOException {
        return new Fingerprint(file, Files.size(file), HashNotes.ofUser().sha256(file, afresh));
    }

    /** Whether that is the name the Hub would give the content; true for a name that is no hash. */
    boolean isCalled(String etag) throws IOException {
        return switch (etag.length()) {
            case 64 -> etag.equals(sha256);
            case 40 -> etag.equals(gitSha1());
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

    /** What Git calls it, and so the Hub calls a file that is not in Git LFS, which is a small one. */
    private String gitSha1() throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(("blob " + size + "\0").getBytes(StandardCharsets.US_ASCII));
            byte[] buffer = new byte[1 << 16];
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                sha1.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(sha1.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-1, which the platform demands", e);
        }
    }
}
