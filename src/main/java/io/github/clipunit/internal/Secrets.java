package io.github.clipunit.internal;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Texts from generators' answers without what opens a door: keys, tokens, and what follows the {@code ?} of an address, which
 * signs it. What is kept beside pictures is committed, and what is reported is read by many.
 */
public final class Secrets {

    /** What stands in place of one. */
    public static final String HIDDEN = "***";

    /** Names in lower case without separators. */
    private static final Set<String> NAMES = Set.of(
            "key",
            "apikey",
            "xapikey",
            "subscriptionkey",
            "ocpapimsubscriptionkey",
            "accesskey",
            "secretkey",
            "secret",
            "clientsecret",
            "token",
            "accesstoken",
            "bearertoken",
            "sessiontoken",
            "refreshtoken",
            "idtoken",
            "authorization",
            "auth",
            "password",
            "passwd",
            "credential",
            "credentials",
            "signature",
            "cookie",
            "setcookie");

    /** The query, the fragment and the user of an address. */
    private static final Pattern ADDRESS =
            Pattern.compile("(?i)\\b([a-z][a-z0-9+.-]*://)(?:[^\\s/@\"'<>]*@)?([^\\s?#\"'<>]*)([?#][^\\s\"'<>]*)?");

    /** Keys as OpenAI, Google, Hugging Face, Replicate, Stability, AWS and GitHub issue them, and what headers carry. */
    private static final Pattern KEY =
            Pattern.compile("\\b(?:sk-[A-Za-z0-9_-]{16,}|AIza[0-9A-Za-z_-]{30,}|hf_[A-Za-z0-9]{16,}|r8_[A-Za-z0-9]{16,}"
                    + "|AKIA[0-9A-Z]{16}|gh[pousr]_[A-Za-z0-9]{20,}|(?i:bearer|basic)\\s+[A-Za-z0-9._~+/=-]{16,})");

    private Secrets() {}

    /** A text without secrets. */
    public static String without(String text) {
        Matcher address = ADDRESS.matcher(text);
        String clean = address.replaceAll(found -> Matcher.quoteReplacement(
                found.group(1) + found.group(2) + (found.group(3) == null ? "" : "?" + HIDDEN)));
        return KEY.matcher(clean).replaceAll(HIDDEN);
    }

    /** A value without secrets, which it is as a whole where its name says so. */
    public static String without(String name, String value) {
        String bare = name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        return NAMES.contains(bare) ? HIDDEN : without(value);
    }
}
