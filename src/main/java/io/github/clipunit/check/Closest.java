package io.github.clipunit.check;

import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The generic captions closest to a picture.
 *
 * @param descriptions the closest captions, best first
 * @param compared the number of captions that the picture was compared with
 * @param total the number of generic captions
 * @hidden
 */
public record Closest(List<Description> descriptions, int compared, int total) {

    /** The result for a picture that was not compared with captions. */
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
