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

/** A file's length and SHA-256. */
record Fingerprint(Path file, long size, String sha256) {

    /**
     * Computes the fingerprint of a file.
     *
     * @param afresh whether to read the whole file and ignore what is noted of it
     */
    static Fingerprint of(Path file, boolean afresh) throws IOException {
        return new Fingerprint(file, Files.size(file), HashNotes.ofUser().sha256(file, afresh));
    }

    /** Returns whether the Hub would give the content this name; true for a name that is not a hash. */
    boolean isCalled(String etag) throws IOException {
        return switch (etag.length()) {
            case 64 -> etag.equals(sha256);
            case 40 -> etag.equals(gitSha1());
            default -> true;
        };
    }

    /** Returns whether it has the size and hash of the pin, as far as the pin states them. */
    boolean meets(Pin pin) {
        return (pin.size() == null || pin.size() == size)
                && (pin.sha256() == null || pin.sha256().equals(sha256));
    }

    Pin pin() {
        return new Pin(size, sha256);
    }

    /**
     * Returns Git's hash of the content, which is the Hub's name for a file that is not in Git LFS; these files are
     * small.
     */
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
