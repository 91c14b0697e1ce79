package io.github.clipunit.soak;

import io.github.clipunit.ClipScorer;
import io.github.clipunit.Embedding;
import io.github.clipunit.cache.CachingScorer;
import io.github.clipunit.settings.Settings;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Eight threads embed pictures and prompts by four models through one cache on disk for a while, round after round of
 * scorers that are opened and closed, while threads are interrupted, the cache's files are damaged, and other JVMs that use
 * the same cache are killed. Each embedding is compared with the one that was computed alone before.
 */
final class Endurance {

    private static final int THREADS = 8;
    private static final long ROUND_MILLIS = 1000;
    private static final int WARM_UP = 5;
    /** What batches of other sizes may do to single floats. */
    private static final double TOLERANCE = 1e-4;

    private final Subjects subjects;
    private final Path cache;
    private final long seed;
    private final long end;
    private final boolean isVictim;
    private final Map<String, Embedding> alone = new ConcurrentHashMap<>();
    private final AtomicLong embeddings = new AtomicLong();
    private final AtomicLong wrong = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong interrupts = new AtomicLong();
    private final AtomicLong refusedByInterrupt = new AtomicLong();
    private final AtomicLong damages = new AtomicLong();
    private final AtomicLong kills = new AtomicLong();

    private Endurance(Subjects subjects, Path cache, long seed, double minutes, boolean isVictim) {
        this.subjects = subjects;
        this.cache = cache;
        this.seed = seed;
        this.isVictim = isVictim;
        this.end = System.nanoTime() + (long) (minutes * TimeUnit.MINUTES.toNanos(1));
    }

    /** The arguments: minutes, seed, the cache's folder, and {@code victim} for one of those that are killed. */
    public static void main(String[] args) throws IOException, InterruptedException {
        try (Subjects subjects = new Subjects()) {
            Endurance endurance = new Endurance(
                    subjects, Path.of(args[2]), Long.parseLong(args[1]), Double.parseDouble(args[0]), args.length > 3);
            endurance.computeAlone();
            if (endurance.isVictim) {
                endurance.round(new Random(endurance.seed), THREADS / 4, Long.MAX_VALUE);
            } else if (!endurance.run()) {
                System.exit(1);
            }
        }
    }

    private void computeAlone() {
        subjects.models().forEach((name, scorer) -> {
            subjects.prompts().forEach(prompt -> alone.put(name + " " + prompt, scorer.embed(prompt)));
            for (int i = 0; i < subjects.pictures(); i++) {
                alone.put(name + " " + i, scorer.embed(subjects.picture(i)));
            }
        });
    }

    private boolean run() throws IOException, InterruptedException {
        Random random = new Random(seed);
        Thread damage = start("damage", () -> damage(new Random(seed + 1)));
        Thread kill = start("kill", () -> kill(new Random(seed + 2)));
        Memory memory = new Memory();
        long open = 0;
        int rounds = 0;
        while (System.nanoTime() < end) {
            round(random, THREADS, ROUND_MILLIS);
            rounds++;
            memory.sample();
            if (rounds == WARM_UP) {
                open = Memory.descriptors();
            }
        }
        kill.join();
        damage.join();
        long leaked = Math.max(0, Memory.descriptors() - open);
        System.out.println(embeddings + " embeddings in " + rounds + " rounds of " + THREADS + " threads, " + wrong
                + " wrong, " + failed + " failed; " + interrupts + " interrupts (" + refusedByInterrupt
                + " embeddings refused by them), " + damages + " files damaged, " + kills + " processes killed; "
                + open + " descriptors after round " + WARM_UP + ", " + leaked + " leaked; " + memory);
        return wrong.get() == 0 && failed.get() == 0 && leaked == 0 && rounds > WARM_UP && memory.isFlat();
    }

    private static Thread start(String name, Chore chore) {
        Thread thread = new Thread(
                () -> {
                    try {
                        chore.run();
                    } catch (IOException e) {
                        throw new IllegalStateException(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.start();
        return thread;
    }

    /** Scorers that all threads share for a while. */
    private void round(Random random, int threads, long millis) throws InterruptedException {
        Settings settings = Settings.of(
                Map.of(CachingScorer.DIRECTORY.name(), cache.toString(), CachingScorer.MEGABYTES.name(), "1"));
        Map<String, ClipScorer> scorers = new ConcurrentHashMap<>();
        subjects.models()
                .forEach((name, scorer) -> scorers.put(
                        name, new CachingScorer(new StaysOpen(scorer), settings, "soak " + name, () -> {})));
        long until = millis == Long.MAX_VALUE ? end : System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(millis);
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            long own = random.nextLong();
            workers.add(start("worker " + i, () -> work(scorers, new Random(own), until)));
        }
        while (System.nanoTime() < until) {
            TimeUnit.MILLISECONDS.sleep(20);
            workers.get(random.nextInt(threads)).interrupt();
            interrupts.incrementAndGet();
        }
        for (Thread worker : workers) {
            worker.join();
        }
        scorers.values().forEach(ClipScorer::close);
    }

    private void work(Map<String, ClipScorer> scorers, Random random, long until) {
        List<String> models = List.copyOf(scorers.keySet());
        while (System.nanoTime() < until) {
            String model = models.get(random.nextInt(models.size()));
            ClipScorer scorer = Objects.requireNonNull(scorers.get(model));
            String key = "";
            try {
                if (random.nextBoolean()) {
                    List<String> prompts = new ArrayList<>();
                    for (int i = random.nextInt(4); i >= 0; i--) {
                        prompts.add(subjects.prompts()
                                .get(random.nextInt(subjects.prompts().size())));
                    }
                    key = prompts.toString();
                    List<Embedding> found = scorer.embedPrompts(prompts);
                    for (int i = 0; i < prompts.size(); i++) {
                        compare(model + " " + prompts.get(i), found.get(i));
                    }
                } else {
                    int picture = random.nextInt(subjects.pictures());
                    key = "picture " + picture;
                    compare(model + " " + picture, scorer.embed(subjects.picture(picture)));
                }
            } catch (RuntimeException | Error e) {
                // A caller who was interrupted may be told so; nobody else may be told anything.
                if (Thread.currentThread().isInterrupted()) {
                    refusedByInterrupt.incrementAndGet();
                } else {
                    failed.incrementAndGet();
                }
                System.out.println("thrown for " + model + " " + key + ": " + e);
            }
            Thread.interrupted();
        }
    }

    private void compare(String key, Embedding found) {
        embeddings.incrementAndGet();
        float[] expected = Objects.requireNonNull(alone.get(key)).toArray();
        float[] actual = found.toArray();
        double most = expected.length == actual.length ? 0 : Double.NaN;
        for (int i = 0; i < Math.min(expected.length, actual.length); i++) {
            most = Math.max(most, Math.abs(expected[i] - actual[i]));
        }
        if (!(most <= TOLERANCE)) {
            wrong.incrementAndGet();
            System.out.println("wrong by " + most + ": " + key);
            if (isVictim) {
                Runtime.getRuntime().halt(2);
            }
        }
    }

    /** Changes, cuts, prolongs and deletes the cache's files, all but locks. */
    private void damage(Random random) throws InterruptedException {
        while (System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(50);
            try (Stream<Path> all = Files.walk(cache)) {
                List<Path> files = all.filter(Files::isRegularFile)
                        .filter(file -> !file.toString().endsWith("lock"))
                        .toList();
                if (!files.isEmpty()) {
                    damage(files.get(random.nextInt(files.size())), random);
                    damages.incrementAndGet();
                }
            } catch (IOException | java.io.UncheckedIOException e) {
                // It was replaced or deleted meanwhile.
            }
        }
    }

    private static void damage(Path path, Random random) throws IOException {
        int kind = random.nextInt(40);
        if (kind == 0) {
            Files.delete(path);
            return;
        }
        try (RandomAccessFile file = new RandomAccessFile(path.toFile(), "rw")) {
            long length = file.length();
            if (kind == 1) {
                file.setLength((long) (random.nextDouble() * length));
                return;
            }
            file.seek(kind < 4 ? length : (long) (random.nextDouble() * length));
            byte[] junk = new byte[1 + random.nextInt(16)];
            random.nextBytes(junk);
            file.write(junk);
        }
    }

    /** Other processes that use the cache, each killed as it works. */
    private void kill(Random random) throws IOException, InterruptedException {
        while (System.nanoTime() < end) {
            Process process = Child.command(
                            Endurance.class.getName(),
                            List.of("-Xmx256m", "-XX:TieredStopAtLevel=1"),
                            "10",
                            String.valueOf(random.nextLong()),
                            cache.toString(),
                            "victim")
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            boolean ended = process.waitFor(4000 + random.nextInt(4000), TimeUnit.MILLISECONDS);
            process.destroyForcibly().waitFor();
            if (ended) {
                failed.incrementAndGet();
                System.out.println("another process ended by itself with " + process.exitValue());
            } else {
                kills.incrementAndGet();
            }
        }
    }

    /** What a thread does. */
    private interface Chore {
        void run() throws IOException, InterruptedException;
    }
}
