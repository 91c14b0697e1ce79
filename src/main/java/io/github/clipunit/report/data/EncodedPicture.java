package io.github.clipunit.report.data;

/** A picture encoded as a file. */
public final class EncodedPicture {

    private final String extension;
    private final byte[] bytes;

    EncodedPicture(String extension, byte[] bytes) {
        this.extension = extension;
        this.bytes = bytes;
    }

    /** Returns the extension of the file name, which names the format. */
    public String extension() {
        return extension;
    }

    /** Returns the content, without copying it. */
    public byte[] bytes() {
        return bytes;
    }
}
