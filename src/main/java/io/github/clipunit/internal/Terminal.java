package io.github.clipunit.internal;

import java.io.Console;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One of the standard streams: whether a terminal is at its other end, and what that terminal can show.
 *
 * @param isTerminal whether a terminal is there, and not a file, a pipe or nothing
 * @param environment the environment variables that decide
 */
public record Terminal(boolean isTerminal, Map<String, String> environment) {

    /** A stream without a terminal, and without environment variables. */
    public static final Terminal NONE = new Terminal(false, Map.of());

    private static final int USUAL = 80;
    private static final Pattern COLUMNS = Pattern.compile("[1-9][0-9]{0,3}");
    private static final Pattern SIZE = Pattern.compile("[0-9]+ ([1-9][0-9]{0,3})\\s*");

    /** This process's standard input. */
    public static Terminal input() {
        return of(0);
    }

    /** This process's standard output. */
    public static Terminal output() {
        return of(1);
    }

    /** This process's standard error. */
    public static Terminal error() {
        return of(2);
    }

    private static Terminal of(int descriptor) {
        return new Terminal(isTerminal(Path.of("/proc/self/fd/" + descriptor)), System.getenv());
    }

    /** Linux says where each stream leads; elsewhere the JVM knows only whether input and output both lead to a terminal. */
    private static boolean isTerminal(Path link) {
        try {
            return Files.isSymbolicLink(link)
                    ? Files.readSymbolicLink(link).toString().matches("/dev/(pts/.*|tty.*|console)")
                    : hasConsole();
        } catch (IOException e) {
            return false;
        }
    }

    /** From Java 22 on there is a console even without a terminal, and a method that says so. */
    @SuppressWarnings("SystemConsoleNull") // null is what Java 17 to 21 return
    private static boolean hasConsole() {
        Console console = System.console();
        if (console == null) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException e) {
            return true;
        }
    }

    /** Returns whether a line can be erased and written again. The logs of build servers would keep each version. */
    public boolean canRedraw() {
        return isTerminal && !isDumb() && !environment.containsKey("CI");
    }

    /**
     * Whether to write in colour, by the rules that picocli and other tools share: {@code NO_COLOR} turns colours off, {@code
     * CLICOLOR_FORCE} turns them on, and otherwise they are for terminals, unless {@code CLICOLOR=0} or {@code TERM=dumb}.
     */
    public boolean hasColours() {
        if (!environment.getOrDefault("NO_COLOR", "").isEmpty()) {
            return false;
        }
        if (!environment.getOrDefault("CLICOLOR_FORCE", "0").matches("0?")) {
            return true;
        }
        return isTerminal && !isDumb() && !"0".equals(environment.get("CLICOLOR")) && understandsEscapes();
    }

    /** The old console of Windows does not, unless a program adds that. */
    private boolean understandsEscapes() {
        return File.separatorChar == '/'
                || environment.containsKey("WT_SESSION")
                || environment.containsKey("TERM")
                || environment.containsKey("ANSICON")
                || "ON".equals(environment.get("ConEmuANSI"));
    }

    private boolean isDumb() {
        return "dumb".equals(environment.get("TERM"));
    }

    /** The columns of a line: {@code COLUMNS}, else the terminal's, else 80. */
    public int width() {
        String columns = environment.getOrDefault("COLUMNS", "");
        if (COLUMNS.matcher(columns).matches()) {
            return Integer.parseInt(columns);
        }
        return isTerminal && File.separatorChar == '/' ? measured() : USUAL;
    }

    private static int measured() {
        try {
            Process stty = new ProcessBuilder("stty", "size")
                    .redirectInput(new File("/dev/tty"))
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            Matcher size = SIZE.matcher(new String(stty.getInputStream().readAllBytes(), StandardCharsets.US_ASCII));
            return size.matches() ? Integer.parseInt(size.group(1)) : USUAL;
        } catch (IOException e) {
            return USUAL;
        }
    }
}
