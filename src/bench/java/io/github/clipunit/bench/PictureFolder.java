package io.github.clipunit.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A folder of PNG files, each another picture, that stays for the next run. */
final class PictureFolder {

    /** So many differ in all their pixels; the others share all but the last line with one of them. */
    private static final int KINDS = 8;

    private PictureFolder() {}

    static Path at(int side) {
        return Path.of("target", "bench", "pictures-" + side);
    }

    /** The first files of the folder; those that are missing are made. */
    static List<Path> make(int side, int count) throws IOException {
        List<Path> files = new ArrayList<>();
        Photo[] photos = new Photo[KINDS];
        Files.createDirectories(at(side));
        for (int i = 0; i < count; i++) {
            Path file = at(side).resolve(i + ".png");
            if (!Files.exists(file)) {
                int kind = i % KINDS;
                photos[kind] = photos[kind] == null ? new Photo(side, 1000 * (i / KINDS) + kind) : photos[kind];
                Path fresh = at(side).resolve(i + ".tmp");
                Files.write(fresh, photos[kind].next());
                Files.move(fresh, file);
            }
            files.add(file);
        }
        return files;
    }
}
