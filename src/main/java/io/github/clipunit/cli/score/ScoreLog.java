package io.github.clipunit.cli.score;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clipunit.ClipModel;
import io.github.clipunit.ClipScore;
import io.github.clipunit.cli.pictures.Request;
import io.github.clipunit.internal.AtomicFile;
import io.github.clipunit.internal.Sha256;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The JSON Lines of a run that may be stopped and gone on with: what the file has a score of is not scored again. Lines with an
 * error, and a last line that was cut short, are taken out as the run goes on.
 */
public final class ScoreLog {

    private final Path file;
    private final ClipModel model;
    private long[] known = new long[1024];
    private int count;

    private ScoreLog(Path file, ClipModel model) {
        this.file = file;
        this.model = model;
    }

    /**
     * Reads what an earlier run left, and leaves only its scores in the file.
     *
     * @param kept takes each score that the file holds
     * @throws IllegalArgumentException if it holds scores of another model, or no scores but something else
     */
    static ScoreLog of(Path file, ClipModel model, Consumer<Line> kept) {
        ScoreLog log = new ScoreLog(file, model);
        try {
            if (Files.exists(file)) {
                log.read(kept);
            }
        } catch (IOException e) {
            throw new IllegalArgumentException("--resume [" + file + "] cannot be read or written: " + e, e);
        }
        Arrays.sort(log.known, 0, log.count);
        return log;
    }

    private void read(Consumer<Line> kept) throws IOException {
        new AtomicFile(file).write(output -> {
            try (BufferedReader lines = Files.newBufferedReader(file)) {
                long number = 0;
                String line = lines.readLine();
                while (line != null) {
                    number++;
                    String next = lines.readLine();
                    JsonObject object = object(line, number, next == null);
                    if (object.has("score")) {
                        keep(object, kept);
                        output.write((line + "\n").getBytes(StandardCharsets.UTF_8));
                    }
                    line = next;
                }
            }
        });
    }

    private JsonObject object(String line, long number, boolean isLast) {
        try {
            JsonObject object = JsonParser.parseString(line).getAsJsonObject();
            if (object.has("image") && (object.has("score") || object.has("error"))) {
                return object;
            }
        } catch (JsonParseException | IllegalStateException e) {
            if (isLast) {
                return new JsonObject();
            }
        }
        throw new IllegalArgumentException("--resume [" + file + "] must hold what `clipunit score --resume` wrote, but"
                + " line " + number + " does not; name another file, which is made if it is missing");
    }

    private void keep(JsonObject object, Consumer<Line> kept) {
        String digest = text(object, "digest");
        if (!digest(model).equals(digest)) {
            throw new IllegalArgumentException("--resume [" + file + "] holds scores of model [" + text(object, "model")
                    + "] with digest [" + digest + "], which cannot be mixed with those of [" + model.id()
                    + "] with digest [" + digest(model) + "]; name another file");
        }
        String image = Objects.requireNonNull(text(object, "image"));
        String prompt = Objects.requireNonNullElse(text(object, "prompt"), "");
        Request request = new Request(image, null, List.of(), null, null, text(object, "id"), text(object, "group"));
        if (count == known.length) {
            known = Arrays.copyOf(known, 2 * count);
        }
        known[count++] = key(request, prompt);
        kept.accept(
                Line.scored(request, prompt, new ClipScore(object.get("score").getAsDouble(), model.logits())));
    }

    /** What names the model's files in each line. */
    static String digest(ClipModel model) {
        return model.digest().substring(0, Math.min(16, model.digest().length()));
    }

    private static @Nullable String text(JsonObject object, String member) {
        JsonElement value = object.get(member);
        return value == null || value.isJsonNull() ? null : value.getAsString();
    }

    /** Eight bytes: of a million lines, two are alike by chance once in forty million runs. */
    private static long key(Request request, String prompt) {
        String all = String.join("\n", String.valueOf(request.id()), request.name(), prompt);
        return ByteBuffer.wrap(Sha256.digest().digest(all.getBytes(StandardCharsets.UTF_8)))
                .getLong();
    }

    /** Those prompts of a request that the file has no score of. */
    List<String> missing(Request request) {
        return request.prompts().stream()
                .filter(prompt -> Arrays.binarySearch(known, 0, count, key(request, prompt)) < 0)
                .toList();
    }

    /** The file, for more lines at its end. */
    OutputStream more() {
        try {
            return Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException("--resume [" + file + "] cannot be written: " + e, e);
        }
    }
}
