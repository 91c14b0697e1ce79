package io.github.clipunit.cli.pictures;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A picture that is to be scored.
 *
 * @param name what the output calls it
 * @param file where it is, or null if there is a flaw
 * @param prompts what it is compared with
 * @param flaw why there is nothing to score, or null
 * @param matches whether picture and prompt belong together, or null where nobody said
 * @param id what the user calls the line, or null
 * @param group what it is counted with, or null
 */
public record Request(
        String name,
        @Nullable Path file,
        List<String> prompts,
        @Nullable String flaw,
        @Nullable Boolean matches,
        @Nullable String id,
        @Nullable String group) {

    static Request of(String name, Path file, List<String> prompts) {
        return new Request(name, file, prompts, null, null, null, null);
    }

    static Request flawed(String name, String flaw) {
        return new Request(name, null, List.of(), flaw, null, null, null);
    }

    Request labelled(boolean isMatch) {
        return new Request(name, file, prompts, flaw, isMatch, id, group);
    }

    Request named(@Nullable String lineId, @Nullable String lineGroup) {
        return new Request(name, file, prompts, flaw, matches, lineId, lineGroup);
    }

    /** The same with some of its prompts. */
    public Request with(List<String> some) {
        return new Request(name, file, some, flaw, matches, id, group);
    }

    /**
     * Whether it belongs to a shard: by the CRC-32 of its name in UTF-8, so that all lines of a picture lie in one and other
     * programs can divide alike.
     *
     * @param index which shard, from 0
     * @param count how many there are
     */
    public boolean isOf(int index, int count) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() % count == index;
    }
}
