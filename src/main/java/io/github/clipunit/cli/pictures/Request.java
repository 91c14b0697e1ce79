package io.github.clipunit.cli.pictures;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * A picture to score.
 *
 * @param name its name in the output
 * @param file its file, or null if there is a flaw
 * @param prompts the prompts to compare it with
 * @param flaw why there is nothing to score, or null
 * @param matches whether picture and prompt match, or null if that is unknown
 * @param id the user's id of the line, or null
 * @param group the user's group of the line, or null
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
     * Whether it belongs to a shard. The CRC-32 of its name in UTF-8 decides, so all lines of a picture are in one shard, and
     * other programs can divide in the same way.
     *
     * @param index the shard, from 0
     * @param count the number of shards
     */
    public boolean isOf(int index, int count) {
        CRC32 sum = new CRC32();
        sum.update(name.getBytes(StandardCharsets.UTF_8));
        return sum.getValue() % count == index;
    }
}
