package io.github.clipunit.docs;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Follows the links of all pages, without the network; the built site has a check of its own, {@code .ci/site}. */
class LinksTest {

    private static final Path DOCS = Path.of("docs");
    private static final Path HOME = DOCS.resolve("index.md");
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git", ".vitepress");
    private static final Pattern NAMED_IN_MESSAGE = Pattern.compile("docs/[a-z-]+\\.md(?:#[a-z-]+)?");

    private static List<Path> files(String ending) throws IOException {
        List<Path> files = new ArrayList<>();
        Files.walkFileTree(Path.of(""), new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                return NOT_OURS.contains(folder.getFileName().toString())
                        ? FileVisitResult.SKIP_SUBTREE
                        : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                if (file.toString().endsWith(ending)) {
                    files.add(file);
                }
                return FileVisitResult.CONTINUE;
            }
        });
        Collections.sort(files);
        return files;
    }

    private static List<Path> pages() throws IOException {
        return files(".md");
    }

    @Test
    void should_lead_every_link_to_a_file_and_a_heading() throws IOException {
        assertThat(pages())
                .contains(Path.of("README.md"), Path.of("training/MODEL_CARD.md"), HOME)
                .flatMap(page -> MarkdownPage.read(page).deadLinks())
                .isEmpty();
    }

    @Test
    void should_lead_what_messages_name_to_a_page_and_a_heading() throws IOException {
        StringBuilder named = new StringBuilder();
        for (Path source : files(".java")) {
            if (source.startsWith("src/main") || source.startsWith("spark/src/main")) {
                NAMED_IN_MESSAGE.matcher(Files.readString(source)).results().forEach(name -> named.append("](")
                        .append(name.group())
                        .append(")\n"));
            }
        }
        MarkdownPage messages = new MarkdownPage(Path.of("src"), named.toString());
        assertThat(messages.links()).contains("docs/models.md", "docs/builds.md");
        assertThat(messages.deadLinks()).isEmpty();
    }

    @Test
    void should_have_every_page_of_the_site_in_its_sidebar_once() throws IOException {
        JsonElement sidebar = JsonParser.parseString(Files.readString(DOCS.resolve(".vitepress/sidebar.json")));
        List<String> listed = new ArrayList<>();
        for (JsonElement group : sidebar.getAsJsonArray()) {
            for (JsonElement item : group.getAsJsonObject().getAsJsonArray("items")) {
                listed.add("docs" + item.getAsJsonObject().get("link").getAsString() + ".md");
            }
        }
        assertThat(listed)
                .containsExactlyInAnyOrderElementsOf(pages().stream()
                        .filter(page -> page.startsWith(DOCS) && !page.equals(HOME))
                        .map(page -> page.toString().replace('\\', '/'))
                        .toList());
    }

    @Test
    void should_list_every_page_on_the_home_page() throws IOException {
        assertThat(MarkdownPage.read(HOME).targets()).containsAll(pagesOfDocs());
    }

    @Test
    void should_reach_every_page_from_the_readme_and_the_home_page() throws IOException {
        assertThat(reached(Path.of("README.md"), HOME))
                .containsAll(pagesOfDocs())
                .contains(Path.of("CONTRIBUTING.md"), Path.of("CHANGELOG.md"), Path.of("training/MODEL_CARD.md"));
    }

    private static List<Path> pagesOfDocs() throws IOException {
        return pages().stream()
                .filter(page -> page.startsWith(DOCS) && !page.equals(HOME))
                .toList();
    }

    private static Set<Path> reached(Path... roots) {
        Deque<Path> open = new ArrayDeque<>(List.of(roots));
        Set<Path> reached = new HashSet<>(open);
        while (!open.isEmpty()) {
            MarkdownPage.read(open.remove()).targets().stream()
                    .filter(target -> target.toString().endsWith(".md") && Files.exists(target))
                    .filter(reached::add)
                    .forEach(open::add);
        }
        return reached;
    }

    @Test
    void should_make_fragments_as_github_does() {
        MarkdownPage page = new MarkdownPage(Path.of("a.md"), """
                # `clipunit` models check
                ## What's new, and C++?
                ```
                # no heading
                ```
                ### [Schemas](x.md) of snake_case
                ## What's new, and C++?
                <a id="by-hand"></a>
                """);
        assertThat(page.fragments())
                .containsExactly(
                        "clipunit-models-check",
                        "whats-new-and-c",
                        "schemas-of-snake_case",
                        "whats-new-and-c-1",
                        "by-hand");
    }

    @Test
    void should_notice_a_dead_link(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("b.md"), "# Here\n");
        MarkdownPage page = new MarkdownPage(folder.resolve("a.md"), """
                [right](b.md#here), [wrong](b.md#there), ![none](c.png), `[code](d.md)`, [out](https://e.org/f)

                ```
                [code](g.md)
                ```
                [self](#nowhere)
                """);
        Files.writeString(page.file(), page.text());
        assertThat(page.deadLinks().stream().map(fault -> fault.replaceFirst(".*a\\.md", "a.md")))
                .containsExactly(
                        "a.md: [b.md#there] leads to no heading",
                        "a.md: [c.png] leads to no file",
                        "a.md: [#nowhere] leads to no heading");
    }

    @Test
    void should_see_links_and_pictures_of_a_page() {
        assertThat(Stream.of("[a](b.md)", "![p](q.png \"title\")", "[r]: s.md", "[t](<u>)")
                        .flatMap(text -> new MarkdownPage(Path.of("x.md"), text).links().stream()))
                .containsExactly("b.md", "q.png", "s.md", "<u>");
    }
}
