package io.github.clipunit.report;

import io.github.clipunit.internal.BuildRoot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The tested commit and the place where browsers show its files. It comes from the build server's variables, or else
 * from the folder {@code .git}.
 *
 * @param environment the environment variables
 * @param base a folder of the checkout
 */
record Checkout(Map<String, String> environment, Path base) {

    private static final Pattern COMMIT = Pattern.compile("[0-9a-f]{40,64}");
    private static final Pattern HTTP = Pattern.compile("https?://[^\\s\"'<>]+");
    private static final String REFERENCE = "ref: ";

    /** Returns the commit, in hexadecimal. */
    Optional<String> commit() {
        return Stream.of("GITHUB_SHA", "CI_COMMIT_SHA", "GIT_COMMIT")
                .map(name -> environment.getOrDefault(name, ""))
                .filter(value -> COMMIT.matcher(value).matches())
                .findFirst()
                .or(this::head);
    }

    /** Returns the link to which the path of a file is appended, if the build runs on GitHub or GitLab. */
    Optional<String> sources() {
        String github = environment.getOrDefault("GITHUB_SERVER_URL", "") + "/"
                + environment.getOrDefault("GITHUB_REPOSITORY", "") + "/blob/";
        String gitlab = environment.getOrDefault("CI_PROJECT_URL", "") + "/-/blob/";
        String prefix = environment.containsKey("GITHUB_REPOSITORY") ? github : gitlab;
        return commit().map(commit -> prefix + commit + "/")
                .filter(link -> HTTP.matcher(link).matches());
    }

    private Optional<String> head() {
        try {
            Path git = git(BuildRoot.ofRepository(base).resolve(".git"));
            String head = Files.readString(git.resolve("HEAD")).strip();
            return Optional.of(head.startsWith(REFERENCE) ? resolved(git, head.substring(REFERENCE.length())) : head)
                    .filter(commit -> COMMIT.matcher(commit).matches());
        } catch (IOException | InvalidPathException e) {
            return Optional.empty(); // not a checkout
        }
    }

    /** Returns the Git folder. In a worktree, a file names it. */
    private static Path git(Path git) throws IOException {
        return Files.isDirectory(git)
                ? git
                : git.resolveSibling(Files.readString(git).strip().replaceFirst("^gitdir: ", ""));
    }

    /** Returns a branch's commit, which is stored in its own file or, after packing, in a list. */
    private static String resolved(Path git, String reference) throws IOException {
        Path common = git.resolve("commondir");
        Path shared =
                Files.exists(common) ? git.resolve(Files.readString(common).strip()) : git;
        Path own = shared.resolve(reference);
        if (Files.exists(own)) {
            return Files.readString(own).strip();
        }
        try (Stream<String> packed = Files.lines(shared.resolve("packed-refs"))) {
            return packed.filter(line -> line.endsWith(" " + reference))
                    .map(line -> line.substring(0, line.indexOf(' ')))
                    .findFirst()
                    .orElse("");
        }
    }
}
