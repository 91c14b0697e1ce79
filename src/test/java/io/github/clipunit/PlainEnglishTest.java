package io.github.clipunit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Keeps openings and words that have to be read twice out of pages and comments. */
class PlainEnglishTest {

    /** What stands for the start of a sentence, an item or a cell. */
    private static final String START = "(?:^|[.!?] |^ *[-*] |\\| )";

    /** An opening or a word, and what a native engineer writes instead. */
    private record Rule(String instead, Pattern words) {

        static Rule of(String instead, String regex) {
            return new Rule(instead, Pattern.compile(regex, Pattern.MULTILINE));
        }
    }

    private static final List<Rule> RULES = List.of(
            Rule.of(
                    "a subject and a verb",
                    START + "(?:Who|Whoever|Whatever|Whose|Those (?:that|who|of|which|not|with|in|on|for|whose))\\b"),
            Rule.of("a subject and a verb", START + "What\\b(?![^.]*\\?)"),
            Rule.of("if, or a subject", START + "Where (?:it|they|a|an|the|one|some|all|no|nothing)\\b"),
            Rule.of("without", "(?i)\\bfor want of\\b"),
            Rule.of("asynchronously", "(?i)\\bbehind (?:the|its|their) caller"),
            Rule.of("fix", "(?i)\\bmend(?:s|ed|ing)?\\b"),
            Rule.of("next to", "(?i)\\bbeside\\b"),
            Rule.of("reported, or listed separately", "(?i)\\b(?:is|are|was|were|be|been) told\\b|\\btold apart\\b"),
            Rule.of("in turn", "(?i)\\bone after the other\\b"),
            Rule.of("available, found or obtained", "(?i)\\b(?:can|cannot|could|to|may) be had\\b"),
            Rule.of("only", "(?i)\\bnothing but\\b"),
            Rule.of("again", "(?i)\\banew\\b"),
            Rule.of("so that … not", "(?i)\\blest\\b"),
            Rule.of(
                    "the plain word",
                    "(?i)\\bin peace\\b|\\bha(?:s|ve|d) (?:a|no) say\\b|\\bgoes without\\b|\\bno obstacle\\b"));

    @Test
    void should_keep_the_pages_plain() throws IOException {
        List<Path> pages = new ArrayList<>();
        try (Stream<Path> top = Files.list(Path.of(""));
                Stream<Path> docs = Files.walk(Path.of("docs"));
                Stream<Path> training = Files.list(Path.of("training"))) {
            Stream.of(top, docs, training)
                    .flatMap(files -> files)
                    .filter(file ->
                            file.toString().endsWith(".md") && !file.toString().contains("node_modules"))
                    .forEach(pages::add);
        }
        List<String> faults = new ArrayList<>();
        for (Path page : pages) {
            faults.addAll(faults(page.toString(), prose(Files.readString(page))));
        }
        assertThat(pages).hasSizeGreaterThan(20);
        assertThat(faults).isEmpty();
    }

    @Test
    void should_keep_the_comments_plain() throws IOException {
        List<String> faults = new ArrayList<>();
        for (String sources : List.of("src/main/java", "spark/src/main/java")) {
            try (Stream<Path> files = Files.walk(Path.of(sources))) {
                for (Path file :
                        files.filter(java -> java.toString().endsWith(".java")).toList()) {
                    faults.addAll(faults(file.toString(), comments(Files.readString(file))));
                }
            }
        }
        assertThat(faults).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What neither catalog nor lock file pins.",
                "Who finds the tower free encodes all that wait.",
                "It failed. Those of the running test are kept.",
                "- What a server leaves",
                "Skipped for want of a model.",
                "Writes embeddings behind the caller's back.",
                "It mended the name.",
                "The file lies beside the jar.",
                "They are told apart by name.",
                "A model that cannot be had is an error.",
            })
    void should_find(String text) {
        assertThat(faults("page", text)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "What does it cost? See below.",
                "Files pinned by neither the catalog nor the lock file.",
                "The commands recommend a model besides the default.",
                "It asks who may read it, and what happens next.",
            })
    void should_let_pass(String text) {
        assertThat(faults("page", text)).isEmpty();
    }

    private static List<String> faults(String name, String text) {
        return RULES.stream()
                .flatMap(rule -> rule.words()
                        .matcher(text)
                        .results()
                        .map(found -> name + ": [" + around(text, found.start()) + "]: write " + rule.instead()))
                .toList();
    }

    private static String around(String text, int start) {
        return text.substring(start, Math.min(text.length(), start + 60))
                .strip()
                .replace('\n', ' ');
    }

    /** A page without its code, headings and quotations, one paragraph a line. */
    private static String prose(String page) {
        return page.replaceAll("(?s)```.*?```", "")
                .replaceAll("(?m)^#.*$", "")
                .replaceAll("`[^`]*`", "`")
                .replaceAll("\n(?=[^\\s|*-])(?<!\n\n)", " ");
    }

    /** The comments of a source, each a paragraph a line, without their code. */
    private static String comments(String source) {
        Matcher comments =
                Pattern.compile("(?s)/\\*\\*?(.*?)\\*/|(?m)(?:^\\s*//.*\n)+").matcher(source);
        return comments.results()
                .map(comment -> comment.group()
                        .replaceAll("(?m)^\\s*(/\\*\\*?|\\*(?!/)|//)", "")
                        .replaceAll("(?s)<pre>.*?</pre>", "")
                        .replaceAll("\\{@\\w+ [^}]*}", "`")
                        .replaceAll("(?m)^ *@(param|return|throws|see|since)( \\S+)?", "\n\n")
                        .replaceAll("\\s*\n\\s*\n\\s*", "\u2029")
                        .replaceAll("\\s+", " ")
                        .replaceAll("\u2029 ?", "\n")
                        .strip())
                .collect(Collectors.joining("\n"));
    }
}
