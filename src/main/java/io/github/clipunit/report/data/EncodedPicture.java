package io.github.clipunit.report.data;

/** A picture as a file. */
public final class EncodedPicture {

    private final String extension;
    private final byte[] bytes;

    EncodedPicture(String extension, byte[] bytes) {
        this.extension = extension;
        this.bytes = bytes;
    }

    /** The end of its name, which says what kind of file it is. */
    public String extension() {
        return extension;
    }

    /** Its content, which is not copied. */
    public byte[] bytes() {
        return bytes;
    }
}
