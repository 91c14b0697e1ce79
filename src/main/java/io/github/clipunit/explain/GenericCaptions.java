package io.github.clipunit.explain;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * About four hundred plain captions of all kinds of pictures, in about twenty groups. They describe pictures whose
 * content is unknown.
 */
public final class GenericCaptions {

    private static final List<List<String>> GROUPS = read();

    private GenericCaptions() {}

    /** Returns the captions, each once, in a fixed order. */
    public static List<String> all() {
        return GROUPS.stream().flatMap(List::stream).toList();
    }

    /** Returns the first caption of each group, which represents the whole group. */
    static List<String> first() {
        return GROUPS.stream().map(group -> group.get(0)).toList();
    }

    private static List<List<String>> read() {
        List<List<String>> groups = new ArrayList<>();
        try (InputStream stream = GenericCaptions.class.getResourceAsStream("captions.txt")) {
            if (stream == null) {
                throw new IllegalStateException("the clipunit jar lacks explain/captions.txt: it was repackaged");
            }
            for (String line : new String(stream.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList()) {
                if (line.startsWith("#")) {
                    groups.add(new ArrayList<>());
                } else if (!line.isBlank()) {
                    groups.get(groups.size() - 1).add(line.strip());
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("explain/captions.txt in the clipunit jar cannot be read", e);
        }
        return groups.stream()
                .filter(group -> !group.isEmpty())
                .map(List::copyOf)
                .toList();
    }
}
