package io.github.clipunit.cli.score;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.cli.pictures.Request;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.FileFailure;
import io.github.clipunit.internal.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Lines of a run that may be stopped and continued: lines with a score in the file are not scored again. Lines with an error,
 * and an incomplete last line, are removed when the run continues.
 */
final class ScoreLog {

    private final Path file;
    private final ClipModel model;
    /** A number for each score in the file, ascending; equal lines have equal numbers. */
    private long[] known = new long[1024];
    /** At the first of equal numbers: how many of them this run has used. */
    private int[] taken = {};

    private int count;
    private boolean isWhole = true;
    private boolean hasId;
    private boolean hasGroup;

    private ScoreLog(Path file, ClipModel model) {
        this.file = file;
        this.model = model;
    }

    /**
     * Reads the file of an earlier run, and removes everything but scores from it.
     *
     * @param columns the columns of this run
     * @param kept takes each score in the file
     * @throws IllegalArgumentException if the file has scores of another model or with other columns, or other content
     */
    static ScoreLog of(Path file, ClipModel model, Columns columns, Consumer<Line> kept) {
        try {
            ScoreLog log = new ScoreLog(Files.exists(file) ? file.toRealPath() : file, model);
            if (Files.exists(file)) {
                log.read(kept);
                log.requireColumn("--id", columns.id(), log.hasId);
                log.requireColumn("--group", columns.group(), log.hasGroup);
                log.clean();
            }
            Arrays.sort(log.known, 0, log.count);
            log.taken = new int[log.count];
            return log;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "--resume [" + file + "] cannot be read or written: " + FileFailure.reason(e), e);
        }
    }

    private void read(Consumer<Line> kept) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new IllegalArgumentException("--resume [" + file + "] must be a file, or not exist yet");
        }
        isWhole = endsWithALine();
        forEach((line, object) -> {
            if (object.has("score")) {
                keep(object, kept);
            } else {
                isWhole = false;
            }
        });
    }

    private boolean endsWithALine() throws IOException {
        try (RandomAccessFile bytes = new RandomAccessFile(file.toFile(), "r")) {
            if (bytes.length() > 0) {
                bytes.seek(bytes.length() - 1);
            }
            return bytes.length() == 0 || bytes.read() == '\n';
        }
    }

    /** Removes everything but scores. */
    private void clean() throws IOException {
        if (isWhole) {
            return;
        }
        Set<PosixFilePermission> permissions = permissions();
        new AtomicFile(file)
                .write(output -> forEach((line, object) -> {
                    if (object.has("score")) {
                        output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                }));
        if (!permissions.isEmpty()) {
            Files.setPosixFilePermissions(file, permissions);
        }
    }

    private Set<PosixFilePermission> permissions() throws IOException {
        try {
            return Files.getPosixFilePermissions(file);
        } catch (UnsupportedOperationException e) {
            return Set.of();
        }
    }

    private void forEach(Taking taking) throws IOException {
        // a reader of its own decoding would stop at a character that was cut
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(Files.newInputStream(file), StandardCharsets.UTF_8))) {
            long number = 0;
            String line = lines.readLine();
            while (line != null) {
                number++;
                String next = lines.readLine();
                taking.take(line, object(line, number, next == null));
                line = next;
            }
        }
    }

    private interface Taking {
        void take(String line, JsonObject object) throws IOException;
    }

    private JsonObject object(String line, long number, boolean isLast) {
        JsonObject object;
        try {
            object = JsonParser.parseString(line).getAsJsonObject();
        } catch (RuntimeException e) {
            if (isLast && line.startsWith("{")) {
                return new JsonObject();
            }
            throw wrong(number);
        }
        if (!isText(object, "image", false)
                || !isText(object, "prompt", true)
                || !isText(object, "id", true)
                || !isText(object, "group", true)
                || !(object.has("error") || isCosine(object.get("score")))) {
            throw wrong(number);
        }
        return object;
    }

    private IllegalArgumentException wrong(long number) {
        return new IllegalArgumentException("--resume [" + file + "] must be written by clipunit score --resume, but"
                + " line " + number + " is not; name another file, which is created if it does not exist");
    }

    private static boolean isText(JsonObject object, String member, boolean isOptional) {
        JsonElement value = object.get(member);
        return value == null
                ? isOptional
                : value.isJsonPrimitive() && value.getAsJsonPrimitive().isString();
    }

    private static boolean isCosine(@Nullable JsonElement value) {
        return value != null
                && value.isJsonPrimitive()
                && value.getAsJsonPrimitive().isNumber()
                && Math.abs(value.getAsDouble()) <= 1;
    }

    private void keep(JsonObject object, Consumer<Line> kept) {
        String digest = text(object, "digest");
        if (digest == null) {
            throw new IllegalArgumentException(
                    "--resume [" + file + "] must be written by clipunit score --resume, but does not name"
                            + " the model of its scores; name another file");
        }
        if (!digest(model).equals(digest)) {
            throw new IllegalArgumentException("--resume [" + file + "] has scores of model [" + text(object, "model")
                    + "] with digest [" + digest + "], which cannot be mixed with those of [" + model.id()
                    + "] with digest [" + digest(model) + "]; name another file");
        }
        String image = Objects.requireNonNull(text(object, "image"));
        String prompt = Objects.requireNonNullElse(text(object, "prompt"), "");
        Request request = new Request(image, null, List.of(), null, null, text(object, "id"), text(object, "group"));
        hasId |= request.id() != null;
        hasGroup |= request.group() != null;
        if (count == known.length) {
            known = Arrays.copyOf(known, 2 * count);
        }
        known[count++] = key(request, prompt);
        kept.accept(
                Line.scored(request, prompt, new ClipScore(object.get("score").getAsDouble(), model.logits())));
    }

    private static @Nullable String text(JsonObject object, String member) {
        JsonElement value = object.get(member);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    private void requireColumn(String option, @Nullable String column, boolean isThere) {
        if (count > 0 && (column != null) != isThere) {
            throw new IllegalArgumentException("--resume [" + file + "] was written " + (isThere ? "with " : "without ")
                    + option + ", but this run is " + (isThere ? "without" : "with")
                    + " it, so their lines differ; use the options of that run, or name another file");
        }
    }

    /** The digest of the model's files in each line. */
    static String digest(ClipModel model) {
        return model.digest().substring(0, Math.min(16, model.digest().length()));
    }

    /** Eight bytes: two of a million lines agree by chance in one of forty million runs. */
    private static long key(Request request, String prompt) {
        String all = String.join(
                "\n", String.valueOf(request.id()), String.valueOf(request.group()), request.name(), prompt);
        return ByteBuffer.wrap(Sha256.digest().digest(all.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** The prompts of a request without a score in the file; each score counts for one line of the input. */
    List<String> missing(Request request) {
        return request.prompts().stream()
                .filter(prompt -> !take(key(request, prompt)))
                .toList();
    }

    private boolean take(long key) {
        int at = Arrays.binarySearch(known, 0, count, key);
        if (at < 0) {
            return false;
        }
        while (at > 0 && known[at - 1] == key) {
            at--;
        }
        int next = at + taken[at];
        if (next >= count || known[next] != key) {
            return false;
        }
        taken[at]++;
        return true;
    }

    /** The number of scores in the file. */
    int count() {
        return count;
    }

    /** The number of scores that belong to no request of this run. */
    long unused() {
        return count - Arrays.stream(taken).asLongStream().sum();
    }

    /** Opens the file to append lines. */
    OutputStream more() {
        try {
            Path folder = file.toAbsolutePath().getParent();
            if (folder != null) {
                Files.createDirectories(folder);
            }
            return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("--resume [" + file + "] cannot be written: " + FileFailure.reason(e), e);
        }
    }

    /**
     * The columns of the input that the output repeats.
     *
     * @param id the column of ids, or null
     * @param group the column of groups, or null
     */
    public record Columns(@Nullable String id, @Nullable String group) {}
}
