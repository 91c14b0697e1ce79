package io.github.clipunit.cli.pictures;

import io.github.clipunit.internal.FileFailure;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/** The pictures of a folder, each with its prompt in a text file of the same name, such as fox.png and fox.txt. */
public record CaptionedPictures(Path folder) {

    /** The pictures, read lazily; a picture without a prompt is a flaw in its place. */
    public Stream<Request> requests() {
        return PictureFiles.in(List.of(folder), List.of()).map(CaptionedPictures::captioned);
    }

    private static Request captioned(Request request) {
        Path picture = request.file();
        if (picture == null) {
            return request;
        }
        String name = String.valueOf(picture.getFileName());
        Path caption = picture.resolveSibling(name.substring(0, name.lastIndexOf('.') + 1) + "txt");
        if (!Files.exists(caption)) {
            return Request.flawed(
                    request.name(), "picture [" + picture + "] has no prompt: [" + caption + "] does not exist");
        }
        try {
            return Request.of(
                    request.name(), picture, List.of(Files.readString(caption).strip()));
        } catch (IOException e) {
            return Request.flawed(request.name(), "prompt [" + caption + "] cannot be read: " + FileFailure.reason(e));
        }
    }
}
