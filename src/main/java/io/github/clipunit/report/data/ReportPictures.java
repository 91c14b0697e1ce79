package io.github.clipunit.report.data;

import io.github.clipunit.cache.PictureViews;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.AtomicFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The views of pictures beside a report's page, each in a file named after the picture's pixels: one that is there already is
 * neither made nor written again.
 */
public final class ReportPictures {

    /** What decides a view beside its pixels: our encoder, and the JDK's, which differ between releases. */
    public static final String VERSION = "view 2, " + System.getProperty("java.runtime.version");

    private static final List<String> EXTENSIONS = List.of("jpg", "png", "webp", "gif");
    private static final int NAME_DIGITS = 32;

    private final Path directory;
    private final PictureViews views;
    private @Nullable Set<String> there;

    /**
     * A folder in that of the page.
     *
     * @param directory the page's
     * @param views keeps small views between runs, though the build's folder is deleted
     */
    public ReportPictures(Path directory, PictureViews views) {
        this.directory = directory;
        this.views = views;
    }

    /**
     * Has the views of a picture there.
     *
     * @param withLarge whether somebody will look closely
     */
    public Picture add(ClipImage image, boolean withLarge) throws IOException {
        Optional<String> small = find(image, "");
        Optional<String> large = find(image, "-large");
        if (small.isEmpty()) {
            small = Optional.of(write(image, "", small(image)));
        }
        if (withLarge && large.isEmpty() && PictureEncoder.hasLarge(image)) {
            large = Optional.of(write(image, "-large", PictureEncoder.large(image)));
        }
        return new Picture(image.width(), image.height(), small.get(), large.orElse(null));
    }

    private EncodedPicture small(ClipImage image) throws IOException {
        Optional<EncodedPicture> kept = views.find(image, VERSION).flatMap(ReportPictures::parsed);
        if (kept.isPresent()) {
            return kept.get();
        }
        EncodedPicture made = PictureEncoder.small(image);
        views.put(image, VERSION, formatted(made));
        return made;
    }

    private static byte[] formatted(EncodedPicture picture) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.writeBytes((picture.extension() + "\n").getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(picture.bytes());
        return bytes.toByteArray();
    }

    private static Optional<EncodedPicture> parsed(byte[] bytes) {
        return EXTENSIONS.stream()
                .filter(extension -> new String(bytes, 0, Math.min(bytes.length, 8), StandardCharsets.ISO_8859_1)
                        .startsWith(extension + "\n"))
                .findFirst()
                .map(extension ->
                        new EncodedPicture(extension, Arrays.copyOfRange(bytes, extension.length() + 1, bytes.length)));
    }

    private Optional<String> find(ClipImage image, String kind) throws IOException {
        for (String extension : EXTENSIONS) {
            String name = name(image, kind, extension);
            if (there().contains(name)) {
                return Optional.of(name);
            }
        }
        return Optional.empty();
    }

    /** What is there, each file marked as needed by this run when it is asked for. */
    private Set<String> there() throws IOException {
        if (there == null) {
            Files.createDirectories(directory.resolve(Picture.FOLDER));
            there = new HashSet<>();
            try (Stream<Path> files = Files.list(directory.resolve(Picture.FOLDER))) {
                files.forEach(file -> there.add(Picture.FOLDER + "/" + file.getFileName()));
            }
        }
        return there;
    }

    /** Under another name first: who is killed leaves no half of a picture. */
    private String write(ClipImage image, String kind, EncodedPicture picture) throws IOException {
        String name = name(image, kind, picture.extension());
        Path file = directory.resolve(name);
        Path temporary = Files.write(
                file.resolveSibling("." + ProcessHandle.current().pid() + "." + file.getFileName()), picture.bytes());
        new AtomicFile(file).replaceWith(temporary);
        there().add(name);
        return name;
    }

    private static String name(ClipImage image, String kind, String extension) {
        return Picture.FOLDER + "/" + image.sha256().substring(0, NAME_DIGITS) + kind + "." + extension;
    }

    /** Deletes what an earlier run left: files that nobody names, and nobody asked for since an instant. */
    public void sweep(Set<String> named, Instant since) throws IOException {
        Path folder = directory.resolve(Picture.FOLDER);
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            for (Path file : files.toList()) {
                if (!named.contains(Picture.FOLDER + "/" + file.getFileName())
                        && Files.getLastModifiedTime(file).toInstant().isBefore(since)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
