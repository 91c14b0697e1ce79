package io.github.clipunit.internal;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** SHA-256, which every Java runtime has, as lower-case hex. */
public final class Sha256 {

    /** Copying an unused digest takes a fraction of the search among the providers. */
    private static final MessageDigest UNUSED = find();

    private Sha256() {}

    /** Returns the hash of the given bytes. */
    public static String hex(byte[] bytes) {
        return HexFormat.of().formatHex(digest().digest(bytes));
    }

    /**
     * Returns the hash of a stream, which is read to its end.
     *
     * @throws IOException if the stream cannot be read
     */
    public static String hex(InputStream stream) throws IOException {
        MessageDigest digest = digest();
        byte[] buffer = new byte[1 << 16];
        for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
            digest.update(buffer, 0, read);
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    /** Returns a new digest, for data that comes in pieces. */
    public static MessageDigest digest() {
        try {
            return (MessageDigest) UNUSED.clone();
        } catch (CloneNotSupportedException e) {
            return find(); // with a provider other than the JDK's
        }
    }

    private static MessageDigest find() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this Java runtime lacks SHA-256, which the platform demands", e);
        }
    }
}
