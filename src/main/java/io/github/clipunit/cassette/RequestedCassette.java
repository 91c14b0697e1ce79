package io.github.clipunit.cassette;

import io.github.clipunit.cassette.PictureCassette.PicturesGenerator;
import io.github.clipunit.generator.CallLog;
import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.GoldenMismatchException;
import io.github.clipunit.golden.store.GoldenLedger;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.image.ImageLimits;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Interrupts;
import io.github.clipunit.internal.OutputForm;
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.TextDamage;
import io.github.clipunit.internal.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A cassette with a request: the pictures of one call, stored with a {@link CassetteSheet}. The sheet is written first
 * and contains the hashes of the pictures, so that an interrupted recording is recognised.
 *
 * @param cassette the place of the cassette
 * @param request the request that it must have been recorded for
 * @param isSingle whether one picture is requested, whose file has the cassette's name, or several, which are numbered
 * @param calls the rules for calls of the generator
 */
record RequestedCassette(Cassette cassette, PictureRequest request, boolean isSingle, GeneratorCalls calls) {

    private static final String SHEET = ".json";
    private static final int SHOWN = 160;

    /** Returns the pictures of the recording or of the generator. */
    <X extends Exception> List<GeneratedPicture> play(PicturesGenerator<X> generator) throws X {
        if (isSingle && request.number().orElse(1) > 1) {
            throw new IllegalArgumentException(
                    "cassette [" + cassette.shown() + "] is for one picture, but its request asks" + " for ["
                            + request.number().getAsInt() + "]: call PictureCassette.recordAll");
        }
        if (cassette.isLive()) {
            List<GeneratedPicture> made = generate(generator);
            List<byte[]> bytes = bytes(made);
            keep(bytes);
            cassette.proposed().add(sheet(cassette.stem()), proposals -> {
                CassetteSheet sheet = sheet(made, bytes);
                proposals.leave(sheet(cassette.stem()), sheet.write().getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < bytes.size(); i++) {
                    proposals.leave(beside(sheet.pictures().get(i)), bytes.get(i));
                }
            });
            return played(made);
        }
        return played(cassette.play(this::find, () -> record(generator)));
    }

    private List<GeneratedPicture> played(List<GeneratedPicture> pictures) {
        pictures.forEach(picture -> cassette.played(picture::image));
        return pictures;
    }

    private <X extends Exception> List<GeneratedPicture> generate(PicturesGenerator<X> generator) throws X {
        List<GeneratedPicture> made = cassette.call(calls, request.number().orElse(1), generator::generate).stream()
                .filter(Objects::nonNull)
                .toList();
        CallLog log = CallLog.of(Optional.of(cassette.scope()));
        made.forEach(log::gave);
        return made;
    }

    private <X extends Exception> List<GeneratedPicture> record(PicturesGenerator<X> generator) throws X {
        List<GeneratedPicture> made = generate(generator);
        return Interrupts.heldBack(() -> record(made));
    }

    private List<GeneratedPicture> record(List<GeneratedPicture> made) {
        List<byte[]> bytes = bytes(made);
        CassetteSheet sheet = sheet(made, bytes);
        List<Path> kept = keep(bytes);
        cassette.requirePictures(bytes);
        requireDifferent(made);
        if (kept.stream().filter(cassette::isRefused).count() > 0) {
            return made;
        }
        Set<Path> former = files(cassette.stem());
        former.stream()
                .filter(file -> cassette.mode() == CassetteMode.REPLAY && !Files.exists(file))
                .findFirst()
                .ifPresent(file -> OutputForm.tell("clipunit recorded again: " + lack(file)));
        write(sheet);
        for (int i = 0; i < bytes.size(); i++) {
            Path file = beside(sheet.pictures().get(i));
            cassette.write(file, bytes.get(i), kept.get(i));
            former.remove(file);
        }
        former.forEach(this::delete);
        return Objects.requireNonNull(load(sheet, cassette.stem()), "what was just written is there");
    }

    private static List<byte[]> bytes(List<GeneratedPicture> made) {
        return made.stream().map(GeneratedPicture::toBytes).toList();
    }

    private List<Path> keep(List<byte[]> pictures) {
        List<Path> kept = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            kept.add(cassette.keep(suffix(i), pictures.get(i)));
        }
        return kept;
    }

    /** Refuses equal pictures, because one picture under several names would be judged several times. */
    private void requireDifferent(List<GeneratedPicture> made) {
        List<ClipImage> images = made.stream().map(GeneratedPicture::image).toList();
        for (int i = 0; i < images.size(); i++) {
            int first = images.indexOf(images.get(i));
            if (first < i) {
                throw new GoldenException(cassette.generator() + " gave the same picture as number " + (first + 1)
                        + " and number " + (i + 1)
                        + ", so nothing is recorded: ask for fewer, or pass it a seed"
                        + cassette.kept().line());
            }
        }
    }

    private CassetteSheet sheet(List<GeneratedPicture> made, List<byte[]> bytes) {
        List<CassetteSheet.Entry> entries = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            String name = cassette.stem().getFileName() + suffix(i) + Cassette.extension(bytes.get(i));
            entries.add(new CassetteSheet.Entry(
                    name, Sha256.hex(bytes.get(i)), made.get(i).facts()));
        }
        return new CassetteSheet(request, entries);
    }

    /** Returns the suffix of a numbered file. Names of cassettes contain no dot, so {@code fox.1} cannot be one. */
    private String suffix(int index) {
        return isSingle ? "" : "." + (index + 1);
    }

    private static Path sheet(Path stem) {
        return Cassette.withExtension(stem, SHEET);
    }

    private Path beside(CassetteSheet.Entry picture) {
        return cassette.stem().resolveSibling(picture.file());
    }

    private void write(CassetteSheet sheet) {
        Path file = sheet(cassette.stem());
        try {
            new AtomicFile(file).write(sheet.write());
        } catch (IOException e) {
            throw new GoldenException(
                    "cassette [" + cassette.project().show(file) + "] cannot be written: " + e
                            + cassette.kept().line(),
                    e);
        }
    }

    /** Returns the picture files of the previous recording, which may be more than the new one has. */
    private Set<Path> files(Path stem) {
        Path sheet = sheet(stem);
        Set<Path> files = new TreeSet<>();
        if (Files.exists(sheet)) {
            try {
                read(sheet).pictures().forEach(picture -> files.add(beside(picture)));
            } catch (GoldenException e) {
                return files; // it is recorded again, because it cannot be read
            }
        }
        return files;
    }

    private void delete(Path file) {
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new GoldenException("cassette [" + cassette.project().show(file) + "] cannot be deleted: " + e, e);
        }
    }

    private @Nullable List<GeneratedPicture> find() {
        if (Files.exists(sheet(cassette.stem()))) {
            return find(cassette.stem());
        }
        if (cassette.find(cassette.stem()) != null) {
            throw mismatch("was recorded without its request, so its content is unknown");
        }
        List<Path> former = cassette.former().get().stream()
                .filter(stem -> Files.exists(sheet(stem)) && isOfRequest(sheet(stem)))
                .toList();
        if (former.size() != 1) {
            return null;
        }
        List<GeneratedPicture> found = find(former.get(0));
        if (found != null) {
            List<Path> files = new ArrayList<>(List.of(sheet(former.get(0))));
            read(files.get(0))
                    .pictures()
                    .forEach(picture -> files.add(former.get(0).resolveSibling(picture.file())));
            cassette.adopt(files);
        }
        return found;
    }

    /** Returns whether a recording under a former name has this request; otherwise it is not used. */
    private boolean isOfRequest(Path sheet) {
        try {
            return read(sheet).request().equals(request);
        } catch (GoldenException e) {
            return false;
        }
    }

    private @Nullable List<GeneratedPicture> find(Path stem) {
        CassetteSheet sheet = read(sheet(stem));
        if (!sheet.request().equals(request)) {
            throw mismatch("was recorded for another request" + difference(sheet.request()));
        }
        int least = request.number().orElse(1);
        boolean isOdd = isSingle && sheet.pictures().size() > 1;
        if (sheet.pictures().size() < least || isOdd) {
            throw new GoldenException("cassette [" + cassette.project().show(sheet(stem)) + "] lists ["
                    + sheet.pictures().size() + "] pictures where its test asks for [" + least
                    + "]: restore it from version control, or record it again\n" + anew());
        }
        return load(sheet, stem);
    }

    /**
     * Returns the pictures of a sheet. Files that an interrupted recording lacks may still be kept elsewhere; if not,
     * the recording counts as missing, and the result is null.
     */
    private @Nullable List<GeneratedPicture> load(CassetteSheet sheet, Path stem) {
        GoldenLedger ledger = new GoldenLedger(cassette.project());
        List<GeneratedPicture> pictures = new ArrayList<>();
        for (CassetteSheet.Entry picture : sheet.pictures()) {
            Path file = stem.resolveSibling(picture.file());
            if (!isThere(file, picture) && !finish(file, picture)) {
                return null;
            }
            ledger.note(
                    cassette.root(),
                    Cassette.withoutExtension(cassette.root()
                            .relativize(beside(picture))
                            .toString()
                            .replace('\\', '/')),
                    true,
                    cassette.scope().identity());
            pictures.add(
                    GeneratedPicture.of(file, ImageLimits.of(cassette.scope().settings()))
                            .withFacts(picture.facts()));
        }
        return List.copyOf(pictures);
    }

    private boolean isThere(Path file, CassetteSheet.Entry picture) {
        return Files.exists(file) && Sha256.hex(bytes(file)).equals(picture.sha256());
    }

    /**
     * Writes a missing or different file from its kept copy, except on a build server; returns whether that was
     * possible.
     */
    private boolean finish(Path file, CassetteSheet.Entry picture) {
        boolean isServer = cassette.server().isHere();
        Optional<Path> kept = isServer ? Optional.empty() : cassette.kept().find(picture.sha256());
        if (kept.isPresent()) {
            cassette.write(file, bytes(kept.get()), kept.get());
            return true;
        }
        if (Files.exists(file)) {
            cassette.requirePicture(file);
            throw new GoldenException("cassette [" + cassette.project().show(file)
                    + "] is not the picture that was recorded for its request: restore it from version control, or record"
                    + " it again\n" + anew());
        }
        if (isServer) {
            throw new GoldenException(lack(file) + ": restore it from version control, or run the test on your"
                    + " machine, which completes it");
        }
        return false;
    }

    private String lack(Path file) {
        return "cassette [" + cassette.shown() + "] lacks ["
                + cassette.project().show(file) + "], because its recording was interrupted or a file was deleted";
    }

    private byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new GoldenException("cassette [" + cassette.project().show(file) + "] cannot be read: " + e, e);
        }
    }

    private CassetteSheet read(Path sheet) {
        byte[] content = bytes(sheet);
        try {
            return CassetteSheet.read(new String(content, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            String damage = TextDamage.say(content, e, "restore it from version control, or record it again");
            throw new GoldenException("cassette [" + cassette.project().show(sheet) + "] " + damage + "\n" + anew(), e);
        }
    }

    private GoldenMismatchException mismatch(String why) {
        return new GoldenMismatchException("cassette [" + cassette.shown() + "] " + why
                + "\nIf another test of the class makes that request, give this test's cassette another name. "
                + anew());
    }

    private String difference(PictureRequest recorded) {
        Set<String> names = new TreeSet<>(recorded.parts().keySet());
        names.addAll(request.parts().keySet());
        StringBuilder text = new StringBuilder();
        for (String name : names) {
            String then = recorded.parts().get(name);
            String now = request.parts().get(name);
            if (!Objects.equals(then, now)) {
                int same = then == null || now == null ? 0 : commonStart(then, now);
                text.append("\n  ").append(VisibleText.onOneLine(name)).append(": ");
                text.append(shown(then, same)).append(", now ").append(shown(now, same));
            }
        }
        return text.toString();
    }

    private static int commonStart(String one, String other) {
        int length = Math.min(one.length(), other.length());
        int mismatch = Arrays.mismatch(
                one.substring(0, length).toCharArray(),
                other.substring(0, length).toCharArray());
        return mismatch < 0 ? length : mismatch;
    }

    /** Returns a long text from shortly before its first difference. */
    private static String shown(@Nullable String value, int same) {
        if (value == null) {
            return "not set";
        }
        int from = value.length() <= SHOWN ? 0 : Math.max(0, same - SHOWN / 4);
        int to = Math.min(value.length(), from + SHOWN);
        return (from > 0 ? "\u2026" : "")
                + VisibleText.quoted(value.substring(from, to))
                + (to < value.length() ? "\u2026" : "");
    }

    private String anew() {
        return Goldens.command(
                cassette.scope().identity(),
                cassette.project(),
                "To record the current request",
                PictureCassette.MODE,
                "record");
    }
}
