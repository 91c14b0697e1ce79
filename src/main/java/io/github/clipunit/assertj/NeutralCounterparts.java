package io.github.clipunit.assertj;

import io.github.clipunit.prompt.PromptPair;
import java.util.Locale;
import java.util.Map;

/** What a picture shows instead where it does not show what is banned: the same kind of thing, without harm. */
final class NeutralCounterparts {

    /** For what nothing is listed here. */
    private static final String ANY = "a picture";

    private static final Map<String, String> LISTED = Map.ofEntries(
            Map.entry("weapon", "a tool"),
            Map.entry("gun", "a power drill"),
            Map.entry("pistol", "a power drill"),
            Map.entry("knife", "a spoon"),
            Map.entry("nudity", "people in clothes"),
            Map.entry("naked person", "a person in clothes"),
            Map.entry("violence", "people in peace"),
            Map.entry("blood", "red paint"),
            Map.entry("gore", "a clean room"),
            Map.entry("drugs", "sweets"),
            Map.entry("alcohol", "a glass of water"),
            Map.entry("cigarette", "a pencil"),
            Map.entry("text", "a picture without writing"),
            Map.entry("watermark", "a clean picture"),
            Map.entry("logo", "a plain pattern"));

    private NeutralCounterparts() {}

    /** The content beside its counterpart. */
    static PromptPair pair(String content) {
        String noun = Prompts.requireText(content).toLowerCase(Locale.ROOT).replaceFirst("^(an?|the) ", "");
        return new PromptPair(content, content, LISTED.getOrDefault(noun, ANY));
    }
}
