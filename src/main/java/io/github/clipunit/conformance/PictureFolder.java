package io.github.clipunit.conformance;

import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.UnreadableImageException;
import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The published pictures that are in a folder. */
record PictureFolder(Path folder, List<PublishedPicture> known) {

    /**
     * Returns the picture of that name, which must be the exact file that the numbers were published for.
     *
     * @throws NotRunException if it is missing, different or unreadable; the message says where to get it
     */
    ClipImage require(String name) {
        PublishedPicture picture = known.stream()
                .filter(one -> one.file().equals(name))
                .findFirst()
                .orElse(new PublishedPicture(name, null, "the author of the facts"));
        Path file = folder.resolve(name);
        if (!Files.isRegularFile(file)) {
            throw new NotRunException("no picture at [" + file + "]: get it from " + picture.from()
                    + ", and pass its folder with --pictures");
        }
        try {
            byte[] content = Files.readAllBytes(file);
            if (picture.sha256() != null && !picture.sha256().equals(Sha256.hex(content))) {
                throw new NotRunException("picture [" + file + "] is not the published one: expected SHA-256 "
                        + picture.sha256() + ", got " + Sha256.hex(content) + "; get it from " + picture.from());
            }
            return ClipImage.of(content).decoded().named(name);
        } catch (IOException | UnreadableImageException e) {
            throw new NotRunException("picture [" + file + "] cannot be read: " + e.getMessage());
        }
    }
}
