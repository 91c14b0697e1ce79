package io.github.clipunit.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The generic captions closest to a picture.
 *
 * @param descriptions the closest, best first
 * @param compared how many captions the picture was compared with
 * @param total how many there are
 * @hidden
 */
public record Closest(List<Description> descriptions, int compared, int total) {

    /** Of a picture that was compared with none. */
    public static final Closest NONE = new Closest(List.of(), 0, 0);

    public Closest {
        descriptions = List.copyOf(descriptions);
    }

    public Optional<String> line() {
        String count = compared < total ? " (of " + compared + " compared, out of " + total + ")" : "";
        return descriptions.isEmpty()
                ? Optional.empty()
                : Optional.of("closest descriptions" + count + ": "
                        + descriptions.stream().map(Description::toString).collect(Collectors.joining(", ")));
    }
}
