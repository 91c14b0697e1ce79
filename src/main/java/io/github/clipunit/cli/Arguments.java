package io.github.clipunit.cli;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * The arguments as the user typed them. The JVM decodes them by the locale, so under {@code LC_ALL=C} all letters beyond ASCII are
 * lost and a prompt would be scored as a different one.
 */
final class Arguments {

    private static final String ENCODING = "sun.jnu.encoding";
    private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
    private static final char LOST = '\uFFFD';

    private Arguments() {}

    /**
     * Reads the arguments again if the locale may have lost letters.
     *
     * @param decoded the arguments as the JVM decoded them
     * @throws IllegalArgumentException if letters were lost and cannot be recovered
     */
    static String[] read(String... decoded) {
        boolean isUnicode = System.getProperty(ENCODING, "").equalsIgnoreCase("UTF-8");
        return isUnicode ? decoded : read(commandLine(), decoded);
    }

    /** Does the same with the bytes of a whole command line, in which a zero byte ends each argument. */
    static String[] read(Optional<byte[]> commandLine, String... decoded) {
        List<String> all = commandLine.map(Arguments::split).orElse(List.of());
        List<String> typed = all.subList(Math.max(0, all.size() - decoded.length), all.size());
        if (typed.size() == decoded.length && isSame(typed, decoded)) {
            return typed.toArray(String[]::new);
        }
        for (String argument : decoded) {
            if (argument.indexOf(LOST) >= 0) {
                throw new IllegalArgumentException("argument [" + argument + "] has letters that the encoding of this"
                        + " locale [" + System.getProperty(ENCODING)
                        + "] cannot express; set LC_ALL=C.UTF-8, or put prompts into a --manifest");
            }
        }
        return decoded;
    }

    /** Advice for file names that this locale cannot express; empty for other errors. */
    static String hint(String mistake) {
        boolean isUnicode = System.getProperty(ENCODING, "").equalsIgnoreCase("UTF-8");
        return isUnicode || mistake.chars().allMatch(c -> c < 128)
                ? ""
                : "; file names beyond ASCII need another locale: set LC_ALL=C.UTF-8";
    }

    private static Optional<byte[]> commandLine() {
        try {
            return Files.isReadable(COMMAND_LINE) ? Optional.of(Files.readAllBytes(COMMAND_LINE)) : Optional.empty();
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** The arguments, or none if they are not in UTF-8. */
    private static List<String> split(byte[] bytes) {
        List<String> arguments = new ArrayList<>();
        int from = 0;
        try {
            for (int at = 0; at < bytes.length; at++) {
                if (bytes[at] == 0) {
                    arguments.add(StandardCharsets.UTF_8
                            .newDecoder()
                            .decode(ByteBuffer.wrap(bytes, from, at - from))
                            .toString());
                    from = at + 1;
                }
            }
        } catch (CharacterCodingException e) {
            return List.of();
        }
        return arguments;
    }

    /** Whether both are the same in their ASCII letters, which no locale loses. */
    private static boolean isSame(List<String> typed, String... decoded) {
        return Arrays.equals(
                typed.stream().map(Arguments::ascii).toArray(),
                Arrays.stream(decoded).map(Arguments::ascii).toArray());
    }

    private static String ascii(String text) {
        return text.codePoints()
                .filter(c -> c < 128 && c != '?')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }
}
