package io.github.clipunit.internal;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The removal of secrets from generators' answers: keys, tokens, and the query of an address, which may be a signature.
 * Facts kept with pictures are committed, and reports have many readers.
 */
public final class Secrets {

    /** The replacement of a secret. */
    public static final String HIDDEN = "***";

    /** Names of secrets, in lower case without separators; "input_tokens" is not one, because it counts tokens. */
    private static final Pattern NAME = Pattern.compile(
            "(?:.*(?:apikey|accesskey|secretkey|subscriptionkey|privatekey|secret|token|password|passwd|credentials?|signature"
                    + "|authorization|cookie)|key|auth|jwt|bearer)");

    /** The query, the fragment and the user of an address. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)(?:[^\\s/@\"'<>]*@)?([^\\s?#\"'<>]*)([?#][^\\s\"'<>]*)?");

    /**
     * Keys as issued by OpenAI, Google, Hugging Face, Replicate, Stability, AWS and GitHub, and as carried by headers.
     */
    private static final Pattern KEY =
            Pattern.compile("\\b(?:sk-[A-Za-z0-9_-]{16,}|AIza[0-9A-Za-z_-]{30,}|hf_[A-Za-z0-9]{16,}|r8_[A-Za-z0-9]{16,}"
                    + "|eyJ[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]{4,}\\.[A-Za-z0-9_-]*|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}"
                    + "|(?i:bearer)\\s+(?=[^\\s]*\\d)(?=[^\\s]*[A-Za-z])[A-Za-z0-9._~+/=-]{16,})");

    /** A whole header, with any scheme. */
    private static final Pattern HEADER = Pattern.compile(
            "(?i)\\b(authorization|x-api-key|api-key)(\\W{1,4})(?:(?:bearer|basic|key|token)\\s+)?[^\\s\"',;]{4,}");

    private Secrets() {}

    /** Returns a text without secrets. */
    public static String without(String text) {
        Matcher address = ADDRESS.matcher(text);
        String clean = address.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) + found.group(2) + (found.group(3) == null ? "" : "?" + HIDDEN)));
        return KEY.matcher(HEADER.matcher(clean).replaceAll("$1$2" + HIDDEN)).replaceAll(HIDDEN);
    }

    /** Returns a value without secrets; the whole value is replaced if its name is that of a secret. */
    public static String without(String name, String value) {
        String bare = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return NAME.matcher(bare).matches() ? HIDDEN : without(value);
    }
}
