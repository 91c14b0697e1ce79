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
import io.github.clipunit.internal.Sha256;
import io.github.clipunit.internal.VisibleText;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A cassette that knows its request: the pictures of one call, and beside them a {@link CassetteSheet}. The sheet is written
 * first, with the hashes of the pictures, so that a recording that was cut off is known for one.
 *
 * @param cassette where it lies
 * @param request what it must be of
 * @param isSingle whether one picture is asked for, whose file bears the cassette's name, or several, which are numbered
 * @param calls how the generator is called
 */
record RequestedCassette(Cassette cassette, PictureRequest request, boolean isSingle, GeneratorCalls calls) {

    private static final String SHEET = ".json";

    /** The pictures, of the recording or of the generator. */
    <X extends Exception> List<GeneratedPicture> play(PicturesGenerator<X> generator) throws X {
        if (cassette.isLive()) {
            List<GeneratedPicture> made = generate(generator);
            cassette.proposed().add(sheet(cassette.stem()), proposals -> {
                CassetteSheet sheet = sheet(made);
                proposals.leave(sheet(cassette.stem()), sheet.write().getBytes(StandardCharsets.UTF_8));
                for (int i = 0; i < made.size(); i++) {
                    proposals.leave(beside(sheet.pictures().get(i)), made.get(i).toBytes());
                }
            });
            return made;
        }
        return cassette.play(this::find, () -> record(generator));
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
        return Cassette.undisturbed(() -> record(made));
    }

    private List<GeneratedPicture> record(List<GeneratedPicture> made) {
        CassetteSheet sheet = sheet(made);
        List<byte[]> bytes = made.stream().map(GeneratedPicture::toBytes).toList();
        List<Path> kept = new ArrayList<>();
        for (int i = 0; i < bytes.size(); i++) {
            kept.add(cassette.keep(suffix(i), bytes.get(i)));
        }
        cassette.requirePictures(bytes);
        requireDifferent(made);
        if (kept.stream().filter(cassette::isRefused).count() > 0) {
            return made;
        }
        Set<Path> former = files(cassette.stem());
        write(sheet);
        for (int i = 0; i < bytes.size(); i++) {
            Path file = beside(sheet.pictures().get(i));
            cassette.write(file, bytes.get(i), kept.get(i));
            former.remove(file);
        }
        former.forEach(this::delete);
        return replayed(sheet, cassette.stem());
    }

    /** One picture under several names would be judged several times. */
    private void requireDifferent(List<GeneratedPicture> made) {
        Set<ClipImage> different = made.stream().map(GeneratedPicture::image).collect(Collectors.toSet());
        if (made.size() > 1 && different.size() == 1) {
            throw new GoldenException(cassette.generator() + " gave the same picture " + made.size()
                    + " times, and nothing is recorded: ask for one, or hand a seed on to it"
                    + cassette.kept().line());
        }
    }

    private CassetteSheet sheet(List<GeneratedPicture> made) {
        List<CassetteSheet.Entry> entries = new ArrayList<>();
        for (int i = 0; i < made.size(); i++) {
            byte[] bytes = made.get(i).toBytes();
            String name = cassette.stem().getFileName() + suffix(i) + Cassette.extension(bytes);
            entries.add(
                    new CassetteSheet.Entry(name, Sha256.hex(bytes), made.get(i).facts()));
        }
        return new CassetteSheet(request, entries);
    }

    /** A point cannot be in the name of a cassette, so that {@code fox.1} is none. */
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

    /** The files of the pictures that lie there now, which a new recording may have fewer of. */
    private Set<Path> files(Path stem) {
        Path sheet = sheet(stem);
        Set<Path> files = new TreeSet<>();
        if (Files.exists(sheet)) {
            try {
                read(sheet).pictures().forEach(picture -> files.add(beside(picture)));
            } catch (GoldenException e) {
                return files; // it is recorded anew, as it cannot be read
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
            throw mismatch("was recorded without its request, so that nobody knows what it shows");
        }
        List<Path> former = cassette.former().get().stream()
                .filter(stem -> Files.exists(sheet(stem)))
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

    private @Nullable List<GeneratedPicture> find(Path stem) {
        CassetteSheet sheet = read(sheet(stem));
        if (!sheet.request().equals(request)) {
            throw mismatch("was recorded for another request" + difference(sheet.request()));
        }
        if (!isWhole(sheet, stem)) {
            return null;
        }
        return replayed(sheet, stem);
    }

    /** What a recording lacks that was cut off may still be kept; if not, it is as good as none. */
    private boolean isWhole(CassetteSheet sheet, Path stem) {
        for (CassetteSheet.Entry picture : sheet.pictures()) {
            Path file = stem.resolveSibling(picture.file());
            if (!Files.exists(file)) {
                Path kept = cassette.kept().file(picture.file());
                byte[] bytes = Files.exists(kept) ? bytes(kept) : new byte[0];
                if (cassette.server().isHere() || !Sha256.hex(bytes).equals(picture.sha256())) {
                    System.err.println("clipunit: cassette [" + cassette.shown() + "] lacks ["
                            + cassette.project().show(file) + "]: its recording was cut off, or a file was deleted");
                    return false;
                }
                cassette.write(file, bytes, kept);
            }
        }
        return true;
    }

    private List<GeneratedPicture> replayed(CassetteSheet sheet, Path stem) {
        GoldenLedger ledger = new GoldenLedger(cassette.project());
        List<GeneratedPicture> pictures = new ArrayList<>();
        for (CassetteSheet.Entry picture : sheet.pictures()) {
            Path file = stem.resolveSibling(picture.file());
            cassette.requirePicture(file);
            if (!Sha256.hex(bytes(file)).equals(picture.sha256())) {
                throw new GoldenException("cassette [" + cassette.project().show(file)
                        + "] is not the picture that was recorded for its request: restore it from version control, or record"
                        + " it anew\n" + anew());
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

    private byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new GoldenException("cassette [" + cassette.project().show(file) + "] cannot be read: " + e, e);
        }
    }

    private CassetteSheet read(Path sheet) {
        try {
            return CassetteSheet.read(Files.readString(sheet));
        } catch (IOException | IllegalArgumentException e) {
            throw new GoldenException(
                    "cassette [" + cassette.project().show(sheet) + "] cannot be read: " + e.getMessage()
                            + "; restore it from version control, or record it anew\n" + anew(),
                    e);
        }
    }

    private GoldenMismatchException mismatch(String why) {
        return new GoldenMismatchException("cassette [" + cassette.shown() + "] " + why + "\n" + anew());
    }

    private String difference(PictureRequest recorded) {
        Set<String> names = new TreeSet<>(recorded.parts().keySet());
        names.addAll(request.parts().keySet());
        return names.stream()
                .filter(name -> !Objects.equals(
                        recorded.parts().get(name), request.parts().get(name)))
                .map(name -> "\n  " + VisibleText.onOneLine(name) + ": "
                        + shown(recorded.parts().get(name)) + ", now "
                        + shown(request.parts().get(name)))
                .collect(Collectors.joining());
    }

    private static String shown(@Nullable String value) {
        return value == null ? "not told" : VisibleText.quoted(value);
    }

    private String anew() {
        return Goldens.command(
                cassette.scope().identity(),
                cassette.project(),
                "To record what the test asks for now",
                PictureCassette.MODE,
                "record");
    }
}
