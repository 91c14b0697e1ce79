package io.github.clipunit.cli;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ParameterException;

/** Errors in the command line, in the words of users instead of picocli's. */
final class Mistake {

    /** Picocli's words before a message that names the option itself. */
    private static final Pattern TWICE = Pattern.compile("^Invalid value for option '(--[a-z-]+)'[^:]*: (?=\\1 )");

    private static final Pattern CHOICES =
            Pattern.compile("expected one of (\\[[A-Z, _]+]) \\(case-(?:in)?sensitive\\) but was");
    private static final Pattern UNKNOWN = Pattern.compile("^Unmatched argument(s?) (?:at|from) index [0-9]+: ");

    private Mistake() {}

    /** The message, and what to do about file names that were lost. */
    static String text(ParameterException mistake) {
        String message = TWICE.matcher(String.valueOf(mistake.getMessage())).replaceFirst("");
        message = CHOICES.matcher(message)
                .replaceFirst(choices -> Matcher.quoteReplacement(
                        "choose one of " + choices.group(1).toLowerCase(Locale.ROOT) + ", not"));
        message = UNKNOWN.matcher(message)
                .replaceFirst("Unknown argument$1: ")
                .replace(" is not a double", " is not a number")
                .replace(" is not an int", " is not a whole number")
                .replace("Missing required subcommand", "Missing command");
        return message + Arguments.hint(message);
    }
}
