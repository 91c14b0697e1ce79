package io.github.clipunit.golden.verdict;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.golden.store.GoldenJson;
import io.github.clipunit.golden.store.GoldenRecord;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.internal.HalfFloat;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(600)
class ParallelGoldensTest {

    private static final int TURNS = 20;

    @TempDir
    Path base;

    private Path golden() {
        return new GoldenDesk(base).golden("paintsTheFox.json");
    }

    private GoldenRecord read() throws IOException {
        return GoldenJson.read(Files.readString(golden()));
    }

    /** The golden and its thumbnail are wholly those of one seed. */
    private int wholeSeed() throws IOException {
        int seed = (int) Math.round(read().first().scores()[0] * 1000);
        GoldenRecord.Entry expected = GoldenRecord.Entry.of("a red fox", List.of(GoldenUpdater.picture(seed)));
        assertThat(read().first().samples()).isEqualTo(expected.samples());
        assertThat(HalfFloat.encode(read().first().embedding().toArray()))
                .hasSameSizeAs(HalfFloat.encode(expected.embedding().toArray()));
        assertThat(read().first().embedding().cosine(expected.embedding())).isGreaterThan(0.99999);
        assertThat(ClipImage.of(golden().resolveSibling("paintsTheFox.png")))
                .isEqualTo(GoldenDesk.image(seed, 100, 90));
        return seed;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(golden().getParent())) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @Test
    void should_tear_nothing_when_two_processes_accept_at_once() throws IOException {
        List<Integer> winners = new ArrayList<>();
        try (Worker first = new Worker(GoldenUpdater.start(base, 101, false));
                Worker second = new Worker(GoldenUpdater.start(base, 202, false))) {
            for (int turn = 0; turn < TURNS; turn++) {
                first.ask();
                second.ask();
                first.await("done");
                read();
                second.await("done");
                winners.add(wholeSeed());
                assertThat(files()).containsExactly("paintsTheFox.json", "paintsTheFox.png");
            }
        }
        assertThat(winners).hasSize(TURNS).allMatch(seed -> seed == 101 || seed == 202);
    }

    @Test
    void should_leave_a_whole_golden_when_killed_while_accepting() throws IOException {
        for (int kill = 0; kill < 4; kill++) {
            try (Worker worker = new Worker(GoldenUpdater.start(base, 100 * (kill + 1), true))) {
                worker.ask();
                for (int update = 0; update < 5 + 3 * kill; update++) {
                    worker.await("done");
                }
                worker.process.destroyForcibly();
            }

            assertThat(read().first().samples()).hasSize(1);
            assertThat(ClipImage.of(golden().resolveSibling("paintsTheFox.png")).width())
                    .isEqualTo(100);
            GoldenUpdater.accept(base, 7);
            assertThat(wholeSeed()).isEqualTo(7);
            assertThat(files()).containsExactly("paintsTheFox.json", "paintsTheFox.png");
        }
    }

    @Test
    void should_pass_over_what_a_killed_process_left_and_remove_it() throws IOException {
        GoldenUpdater.accept(base, 3);
        Process dead = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-version")
                .redirectErrorStream(true)
                .start();
        dead.getInputStream().readAllBytes();
        dead.onExit().join();
        Path half = golden().resolveSibling(".paintsTheFox.json." + dead.pid() + "-0123abcd.tmp");
        Files.writeString(half, "{\"format\": 1, \"gol");
        Path mine = golden().resolveSibling(
                        ".paintsTheFox.json." + ProcessHandle.current().pid() + "-0123abcd.tmp");
        Files.writeString(mine, "");

        assertThat(wholeSeed()).isEqualTo(3);
        GoldenUpdater.accept(base, 4);

        assertThat(wholeSeed()).isEqualTo(4);
        assertThat(half).doesNotExist();
        assertThat(mine).exists();
    }

    @Test
    void should_tear_nothing_when_many_threads_accept_at_once() throws Exception {
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<Integer>> turns = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                turns.add(pool.submit(accept(start, thread + 1)));
            }
            for (Future<Integer> turn : turns) {
                assertThat(turn.get(60, TimeUnit.SECONDS)).isPositive();
            }
        } finally {
            pool.shutdownNow();
        }
        assertThat(wholeSeed()).isBetween(1, threads);
        assertThat(files()).containsExactly("paintsTheFox.json", "paintsTheFox.png");
    }

    private Callable<Integer> accept(CyclicBarrier start, int seed) {
        return () -> {
            for (int turn = 0; turn < 5; turn++) {
                start.await();
                GoldenUpdater.accept(base, seed);
                read();
            }
            return seed;
        };
    }

    @Test
    void should_let_one_of_many_threads_record_and_the_others_compare() throws Exception {
        int threads = 8;
        CyclicBarrier start = new CyclicBarrier(threads);
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            List<Future<List<String>>> consoles = new ArrayList<>();
            for (int thread = 0; thread < threads; thread++) {
                consoles.add(pool.submit(() -> {
                    GoldenDesk desk = new GoldenDesk(base);
                    start.await();
                    desk.verdict(goldens ->
                            goldens.named("fox").compare(GoldenDesk.MODEL, "a fox", GoldenDesk.picture(1, 0.3)));
                    return desk.console();
                }));
            }
            List<String> all = new ArrayList<>();
            for (Future<List<String>> console : consoles) {
                all.addAll(console.get(60, TimeUnit.SECONDS));
            }
            assertThat(all)
                    .filteredOn(line -> line.startsWith("clipunit recorded golden ["))
                    .hasSize(1);
        } finally {
            pool.shutdownNow();
        }
    }

    /** A process that is asked by lines and answers in lines, and is gone at the end. */
    private record Worker(Process process, BufferedReader answers) implements AutoCloseable {

        Worker(Process process) throws IOException {
            this(process, process.inputReader());
            await("ready");
        }

        void ask() throws IOException {
            OutputStream asking = process.getOutputStream();
            asking.write('\n');
            asking.flush();
        }

        void await(String answer) throws IOException {
            assertThat(answers.readLine()).isEqualTo(answer);
        }

        @Override
        public void close() {
            process.destroyForcibly().onExit().join();
        }
    }
}
