package io.github.clipunit.onnx;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.model.FolderModel;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.model.Precision;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/** A JVM that loads damaged models one after the other and scores with what loads; it says each before, and its outcome. */
final class DamagedModels {

    private static final long LIMIT_SECONDS = 60;
    private static final Path TINY = Path.of("src/test/resources/tiny-clip");
    private static final ClipImage PICTURE = ClipImage.of(Path.of("src/test/resources/pictures/red-circle.png"));

    private static final List<JsonElement> VALUES = Stream.of(
                    "null",
                    "\"x\"",
                    "\"\"",
                    "-1",
                    "0",
                    "1.5",
                    "1e308",
                    "-1e308",
                    "2147483648",
                    "99999999999999999999",
                    "[]",
                    "{}",
                    "true",
                    "[[[[[[[[1]]]]]]]]",
                    "[null]",
                    "[-1]",
                    "{\"height\":0,\"width\":-5}",
                    "{\"shortest_edge\":\"x\"}",
                    "{\"type\":\"Unknown\"}",
                    "\"../../../../etc/passwd\"",
                    "\"\\u0000\\u001b[31m\"")
            .map(JsonParser::parseString)
            .toList();

    private final List<Map<String, byte[]>> originals = new ArrayList<>();
    private final AtomicLong since = new AtomicLong(System.nanoTime());

    private DamagedModels() throws IOException {
        for (LayoutCase one : LayoutCase.all().toList()) {
            if (one.json().has("cosines") && !one.json().has("precision")) {
                originals.add(one.files());
            }
        }
        for (String kind : List.of("split", "combined", "fixed", "fp16")) {
            Map<String, byte[]> files = new TreeMap<>();
            Path folder = TINY.resolve(kind);
            try (Stream<Path> all = Files.walk(folder)) {
                for (Path file : all.filter(Files::isRegularFile).toList()) {
                    files.put(folder.relativize(file).toString().replace('\\', '/'), Files.readAllBytes(file));
                }
            }
            originals.add(files);
        }
    }

    /** The arguments: seed, number of the first model, the number after the last, and a folder to write to. */
    public static void main(String[] args) throws IOException {
        DamagedModels models = new DamagedModels();
        Thread watch = new Thread(models::watch, "watch");
        watch.setDaemon(true);
        watch.start();
        if (args[1].equals("0")) {
            models.requireThatWholeOnesScore(Path.of(args[3]));
        }
        for (int number = Integer.parseInt(args[1]); number < Integer.parseInt(args[2]); number++) {
            System.out.println("number " + number);
            Random random = new Random(Long.parseLong(args[0]) * 1_000_003 + number);
            models.since.set(System.nanoTime());
            System.out.println("outcome " + models.outcome(random, number, Path.of(args[3])));
        }
    }

    private void requireThatWholeOnesScore(Path scratch) throws IOException {
        for (int i = 0; i < originals.size(); i++) {
            Path folder = write(originals.get(i), scratch.resolve("whole" + i));
            since.set(System.nanoTime());
            if (!score(folder, -1, List.of()).equals("scored")) {
                throw new IllegalStateException("model [" + i + "] is not scored even undamaged");
            }
            delete(folder);
        }
    }

    private static Path write(Map<String, byte[]> files, Path folder) throws IOException {
        for (Map.Entry<String, byte[]> file : files.entrySet()) {
            Path target = folder.resolve(file.getKey());
            Files.createDirectories(target.getParent());
            Files.write(target, file.getValue());
        }
        return folder;
    }

    private void watch() {
        while (System.nanoTime() - since.get() < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        System.out.println("complaint the model hangs");
        System.out.flush();
        Runtime.getRuntime().halt(3);
    }

    private String outcome(Random random, int number, Path scratch) throws IOException {
        Map<String, byte[]> files = new TreeMap<>(originals.get(random.nextInt(originals.size())));
        List<String> damaged = new ArrayList<>();
        for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
            damaged.add(damage(files, random));
        }
        Path folder = write(files, scratch.resolve(String.valueOf(number)));
        try {
            return score(folder, number, damaged);
        } finally {
            delete(folder);
        }
    }

    private static String score(Path folder, int number, List<String> damaged) {
        try (OnnxClipScorer scorer = OnnxClipScorer.load(
                FolderModel.of(folder, folder.toString(), Precision.FP32), OnnxOptions.defaults())) {
            double cosine = scorer.score(PICTURE, "a red circle").cosine();
            return Double.isFinite(cosine) ? "scored" : complain("raw number", number, damaged, cosine);
        } catch (ModelUnavailableException e) {
            return named(e, folder) ? "refused" : complain("raw refusal", number, damaged, e);
        } catch (IllegalStateException | IllegalArgumentException e) {
            boolean isOurs =
                    e.getClass() == IllegalStateException.class || e.getClass() == IllegalArgumentException.class;
            return isOurs && named(e, folder) ? "named error" : complain("raw exception", number, damaged, e);
        } catch (RuntimeException | Error e) {
            return complain("raw exception", number, damaged, e);
        }
    }

    /** The model's folder, or a file in it. */
    private static boolean named(Exception e, Path folder) {
        return String.valueOf(e.getMessage()).contains(folder.toString());
    }

    private static String complain(String outcome, int number, List<String> damaged, Object found) {
        System.out.println("complaint of " + number + " " + damaged + ": "
                + found.toString().replace('\n', '|'));
        if (found instanceof Throwable thrown) {
            Arrays.stream(thrown.getStackTrace())
                    .limit(6)
                    .forEach(frame -> System.out.println("complaint   at " + frame));
        }
        return outcome;
    }

    private static String damage(Map<String, byte[]> files, Random random) {
        List<String> names = List.copyOf(files.keySet());
        String name = names.get(random.nextInt(names.size()));
        byte[] content = Objects.requireNonNull(files.get(name));
        int kind = random.nextInt(20);
        if (kind == 0) {
            files.remove(name);
            return name + " removed";
        }
        if (kind == 1) {
            files.put(name, new byte[0]);
            return name + " emptied";
        }
        if (kind == 2) {
            files.put(name, Arrays.copyOf(content, random.nextInt(content.length + 1)));
            return name + " cut";
        }
        if (name.endsWith(".json") && kind < 18) {
            try {
                return damageJson(files, name, random);
            } catch (JsonParseException e) {
                // It is damaged already, and is damaged more.
            }
        }
        byte[] bytes = content.clone();
        for (int i = 1 + random.nextInt(16); i > 0 && bytes.length > 0; i--) {
            bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
        }
        files.put(name, bytes);
        return name + " changed";
    }

    private static String damageJson(Map<String, byte[]> files, String name, Random random) {
        JsonElement root =
                JsonParser.parseString(new String(Objects.requireNonNull(files.get(name)), StandardCharsets.UTF_8));
        JsonElement at = root;
        StringBuilder path = new StringBuilder(name);
        while (true) {
            List<String> keys = at instanceof JsonObject object
                    ? List.copyOf(object.keySet())
                    : at instanceof JsonArray array
                            ? Stream.iterate(0, i -> i < array.size(), i -> i + 1)
                                    .map(String::valueOf)
                                    .toList()
                            : List.of();
            if (keys.isEmpty()) {
                return path.append(" left").toString();
            }
            String key = keys.get(random.nextInt(keys.size()));
            path.append('/').append(key);
            JsonElement child = at instanceof JsonObject object
                    ? object.get(key)
                    : at.getAsJsonArray().get(Integer.parseInt(key));
            if (child.isJsonPrimitive() || child instanceof JsonNull || random.nextInt(3) == 0) {
                JsonElement value = VALUES.get(random.nextInt(VALUES.size()));
                if (at instanceof JsonArray array) {
                    array.set(Integer.parseInt(key), value);
                } else if (random.nextInt(5) == 0) {
                    at.getAsJsonObject().remove(key);
                    path.append(" removed");
                } else {
                    at.getAsJsonObject().add(key, value);
                    path.append(" = ").append(value);
                }
                files.put(name, new Gson().toJson(root).getBytes(StandardCharsets.UTF_8));
                return path.toString();
            }
            at = child;
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
