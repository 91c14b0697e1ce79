package io.github.clipunit.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Picture files as they are named, and those in folders, in the order of their names. */
final class PictureFiles {

    /**
     * How pictures' names end, those of formats included that may not be readable here: a picture that is passed over in
     * silence would count as a good one.
     */
    private static final Set<String> ENDINGS = Set.of(
            "png", "jpg", "jpeg", "jpe", "jfif", "gif", "bmp", "webp", "tif", "tiff", "avif", "heic", "heif", "jxl",
            "jp2");

    private final List<String> prompts;
    private final Consumer<Request> requests;

    PictureFiles(List<String> prompts, Consumer<Request> requests) {
        this.prompts = prompts;
        this.requests = requests;
    }

    /** The files that paths name; what names none is told as a flaw. */
    static List<Path> named(List<Path> paths, Consumer<String> flaws) {
        List<Path> files = new ArrayList<>();
        PictureFiles named = new PictureFiles(List.of(), request -> {
            if (request.file() == null) {
                flaws.accept(Objects.requireNonNullElse(request.flaw(), request.name()));
            } else {
                files.add(request.file());
            }
        });
        paths.forEach(named::add);
        return files;
    }

    /** Hands on the file itself, or each picture in the folder and those below it. */
    void add(Path path) {
        if (Files.isDirectory(path)) {
            addFolder(path);
        } else {
            requests.accept(Request.of(path.toString(), path, prompts));
        }
    }

    /** Memory holds the names of one folder and those above it, and no more. */
    private void addFolder(Path folder) {
        List<Path> entries;
        try (Stream<Path> listing = Files.list(folder)) {
            entries = listing.sorted().toList();
        } catch (IOException e) {
            requests.accept(Request.flawed(folder.toString(), "folder [" + folder + "] cannot be read: " + e));
            return;
        }
        for (Path entry : entries) {
            if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                addFolder(entry);
            } else if (isPicture(entry)) {
                requests.accept(Request.of(entry.toString(), entry, prompts));
            }
        }
    }

    private static boolean isPicture(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        return !name.startsWith(".") && ENDINGS.contains(name.substring(name.lastIndexOf('.') + 1));
    }
}
