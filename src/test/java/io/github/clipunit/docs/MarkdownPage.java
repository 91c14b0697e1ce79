package io.github.clipunit.docs;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A file of Markdown, as GitHub reads its links and headings. */
record MarkdownPage(Path file, String text) {

    private static final Pattern CODE_BLOCK = Pattern.compile("(?ms)^( *)```.*?^\\1```[^\\n]*$");
    private static final Pattern CODE = Pattern.compile("(`+)(?!`).+?(?<!`)\\1(?!`)");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^()\\s]+)(?: \"[^\"]*\")?\\)");
    private static final Pattern REFERENCE = Pattern.compile("(?m)^\\[[^\\]]+\\]: (\\S+)");
    private static final Pattern HEADING = Pattern.compile("(?m)^#{1,6} +(.*?) *$");
    private static final Pattern NAMED = Pattern.compile("<a (?:id|name)=\"([^\"]+)\"");
    private static final Pattern NO_FRAGMENT = Pattern.compile("[^\\p{L}\\p{M}\\p{N}\\p{Pc} -]");

    static MarkdownPage read(Path file) {
        try {
            return new MarkdownPage(file.normalize(), Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Blocks of the given language, without their fences. */
    List<String> blocks(String language) {
        return Pattern.compile("(?ms)^```" + language + "\\n(.*?)^```$")
                .matcher(text)
                .results()
                .map(block -> block.group(1))
                .toList();
    }

    /** The targets of links and pictures, in their order; code has none. */
    List<String> links() {
        String prose = CODE.matcher(CODE_BLOCK.matcher(text).replaceAll("")).replaceAll("code");
        return Stream.of(LINK, REFERENCE)
                .flatMap(pattern -> pattern.matcher(prose).results())
                .map(link -> link.group(1))
                .toList();
    }

    /** The files of the repository that links lead to. */
    List<Path> targets() {
        return links().stream()
                .filter(MarkdownPage::isRelative)
                .map(this::target)
                .toList();
    }

    /** Links that lead to no file, or to no heading of a page. */
    List<String> deadLinks() {
        List<String> dead = new ArrayList<>();
        links().stream().filter(MarkdownPage::isRelative).forEach(link -> {
            Path target = target(link);
            String fragment = link.replaceFirst("[^#]*#?", "");
            if (!Files.exists(target)) {
                dead.add(file + ": [" + link + "] leads to no file");
            } else if (!fragment.isEmpty()
                    && target.toString().endsWith(".md")
                    && !read(target).fragments().contains(fragment)) {
                dead.add(file + ": [" + link + "] leads to no heading");
            }
        });
        return dead;
    }

    /** What may follow the {@code #} of a link to this page. */
    Set<String> fragments() {
        String page = CODE_BLOCK.matcher(text).replaceAll("");
        Set<String> fragments = new LinkedHashSet<>();
        Map<String, Integer> seen = new HashMap<>();
        HEADING.matcher(page)
                .results()
                .map(heading -> fragment(heading.group(1)))
                .forEach(fragment -> {
                    int before = seen.merge(fragment, 1, Integer::sum) - 1;
                    fragments.add(before == 0 ? fragment : fragment + "-" + before);
                });
        NAMED.matcher(page).results().map((MatchResult name) -> name.group(1)).forEach(fragments::add);
        return fragments;
    }

    private static String fragment(String heading) {
        String plain = heading.replaceAll("\\[([^\\]]*)\\]\\([^)]*\\)", "$1");
        return NO_FRAGMENT
                .matcher(plain.toLowerCase(Locale.ROOT))
                .replaceAll("")
                .replace(' ', '-');
    }

    private static boolean isRelative(String link) {
        return !link.matches("[a-z]+:.*");
    }

    private Path target(String link) {
        String path = URLDecoder.decode(link.replaceFirst("#.*", ""), StandardCharsets.UTF_8);
        return path.isEmpty() ? file : file.resolveSibling(path).normalize();
    }
}
