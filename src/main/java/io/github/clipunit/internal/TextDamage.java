package io.github.clipunit.internal;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The damage to a text file under version control, as its bytes reveal it: by a merge, Git LFS, or a shell. */
public final class TextDamage {

    /** The markers of Git's styles {@code merge}, {@code diff3} and {@code zdiff3}. No line of JSON begins with one. */
    private static final Pattern MARK = Pattern.compile("(?m)^(?:<{7}|\\|{7}|={7}|>{7})(?: .*)?$");

    private static final int SHOWN = 60;

    private TextDamage() {}

    /**
     * Returns a message for a file that cannot be used.
     *
     * @param content the file
     * @param flaw the error of its reader
     * @param remedy the remedy if nothing else is known, such as {@code restore it from version control}
     * @return the rest of a sentence that begins with the file, such as {@code is a Git LFS pointer: run git lfs pull}
     */
    public static String say(byte[] content, IllegalArgumentException flaw, String remedy) {
        return find(content, remedy).orElseGet(() -> "cannot be read: " + flaw.getMessage() + "; " + remedy);
    }

    private static Optional<String> find(byte[] content, String remedy) {
        if (LfsPointer.is(content)) {
            return Optional.of("is a Git LFS pointer: run git lfs pull");
        }
        if (isUtf16(content)) {
            return Optional.of("is encoded in UTF-16, as Windows PowerShell's > does: save it in UTF-8, or " + remedy);
        }
        String text = new String(content, StandardCharsets.ISO_8859_1);
        if (text.isBlank()) {
            return Optional.of("is empty: " + remedy);
        }
        Matcher mark = MARK.matcher(text);
        if (mark.find()) {
            long line = text.substring(0, mark.start()).lines().count() + 1;
            String shown =
                    mark.group().substring(0, Math.min(SHOWN, mark.group().length()));
            return Optional.of("contains the markers of a merge conflict, the first in line " + line + " [" + shown
                    + "]: choose a side (git checkout --ours or --theirs), or " + remedy);
        }
        return Optional.empty();
    }

    /** Detects it by the byte order mark, or by zeros in every other byte. */
    private static boolean isUtf16(byte[] content) {
        if (content.length < 2) {
            return false;
        }
        boolean hasMark = (content[0] ^ content[1]) == 1 && Math.min(content[0], content[1]) == (byte) 0xfe;
        return hasMark || (content[0] == 0) != (content[1] == 0);
    }

    /**
     * Returns the text of a file in UTF-8, without the byte order mark that editors may add.
     *
     * @throws IllegalArgumentException if it is in another encoding
     */
    static String decode(byte[] content) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(content))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("it is not encoded in UTF-8", e);
        }
    }
}
