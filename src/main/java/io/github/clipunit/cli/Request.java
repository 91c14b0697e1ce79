package io.github.clipunit.cli;

import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is to be scored.
 *
 * @param name what the output calls it
 * @param file where it is, or null if there is a flaw
 * @param prompts what it is compared with
 * @param flaw why there is nothing to score, or null
 * @param matches whether picture and prompt belong together, or null where nobody said
 */
record Request(
        String name,
        @Nullable Path file,
        List<String> prompts,
        @Nullable String flaw,
        @Nullable Boolean matches) {

    static Request of(String name, Path file, List<String> prompts) {
        return new Request(name, file, prompts, null, null);
    }

    static Request flawed(String name, String flaw) {
        return new Request(name, null, List.of(), flaw, null);
    }

    Request labelled(@Nullable Boolean matches) {
        return new Request(name, file, prompts, flaw, matches);
    }
}
