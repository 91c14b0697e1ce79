package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.Embedding;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class SharedBatchesTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Tower tower = new Tower();
    private final SharedBatches batches = new SharedBatches(tower);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void should_encode_a_caller_that_is_alone_by_itself() {
        assertThat(batches.embed(() -> picture(1))).isEqualTo(embedding(1));
        assertThat(batches.embed(() -> picture(2))).isEqualTo(embedding(2));
        assertThat(tower.sizes).containsExactly(1, 1);
    }

    @Test
    void should_encode_together_those_that_come_while_a_run_is_under_way() throws Exception {
        List<Future<Embedding>> callers = callersDuringARun(picture(0), picture(1), picture(2), picture(3), picture(4));
        for (int i = 0; i < callers.size(); i++) {
            assertThat(callers.get(i).get()).isEqualTo(embedding(i));
        }
        assertThat(tower.sizes).containsExactly(1, 4);
    }

    @Test
    void should_never_encode_more_than_a_batch_at_once() throws Exception {
        tower.most = 2;
        for (Future<Embedding> caller :
                callersDuringARun(picture(0), picture(1), picture(2), picture(3), picture(4), picture(5))) {
            caller.get();
        }
        assertThat(tower.sizes).containsExactly(1, 2, 2, 1);
    }

    @Test
    void should_encode_together_pictures_of_one_size_only() throws Exception {
        PreparedPicture wide = new PreparedPicture(new float[] {7, 0, 0, 0, 0, 0}, 2, 1, "wide");
        List<Future<Embedding>> callers = callersDuringARun(picture(0), picture(1), wide, picture(2));
        assertThat(callers.get(2).get()).isEqualTo(embedding(7));
        for (Future<Embedding> caller : callers) {
            caller.get();
        }
        assertThat(tower.sizes.subList(1, 3)).containsExactlyInAnyOrder(2, 1);
    }

    @Test
    void should_fail_for_none_but_the_caller_whose_picture_is_at_fault() throws Exception {
        List<Future<Embedding>> callers =
                callersDuringARun(picture(0), picture(1), picture(Tower.BAD), picture(2), picture(3));
        assertThatThrownBy(callers.get(2)::get)
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseInstanceOf(IllegalStateException.class)
                .hasRootCauseMessage("no embedding of picture -1");
        assertThat(callers.get(1).get()).isEqualTo(embedding(1));
        assertThat(callers.get(3).get()).isEqualTo(embedding(2));
        assertThat(callers.get(4).get()).isEqualTo(embedding(3));
        assertThat(batches.embed(() -> picture(5))).isEqualTo(embedding(5));
    }

    @Test
    void should_go_on_after_a_picture_that_could_not_be_prepared() {
        for (int i = 0; i < 3; i++) {
            assertThatThrownBy(() -> batches.embed(() -> {
                        throw new IllegalArgumentException("unreadable");
                    }))
                    .hasMessage("unreadable");
        }
        assertThat(batches.embed(() -> picture(1))).isEqualTo(embedding(1));
        assertThat(tower.sizes).containsExactly(1);
    }

    @Test
    void should_run_two_at_once_where_the_crowds_tower_takes_two() throws Exception {
        CountDownLatch both = new CountDownLatch(2);
        Tower wide = new Tower();
        Tower lanes = new Tower();
        SharedBatches crowded = new SharedBatches(wide, crowd(2, lanes));
        wide.gate = new CountDownLatch(1);
        Future<Embedding> first = threads.submit(() -> crowded.embed(() -> picture(1)));
        while (wide.entered.get() == 0) {
            Thread.sleep(1); // it came alone, and has the tower for that
        }
        lanes.gate = both;
        Future<Embedding> second = threads.submit(() -> crowded.embed(() -> picture(2)));
        while (lanes.entered.get() == 0) {
            Thread.sleep(1); // beside the first
        }
        wide.gate.countDown();
        assertThat(first.get()).isEqualTo(embedding(1));
        Future<Embedding> third = threads.submit(() -> crowded.embed(() -> picture(3)));
        while (lanes.entered.get() == 1) {
            Thread.sleep(1); // beside the second
        }
        both.countDown();
        both.countDown();
        assertThat(second.get()).isEqualTo(embedding(2));
        assertThat(third.get()).isEqualTo(embedding(3));
        assertThat(wide.sizes).containsExactly(1);
        assertThat(lanes.sizes).containsExactly(1, 1);
    }

    @Test
    void should_leave_the_crowds_tower_alone_while_a_caller_is_alone() {
        Tower lanes = new Tower();
        SharedBatches crowded = new SharedBatches(tower, crowd(2, lanes));
        for (int i = 1; i < 5; i++) {
            int number = i;
            assertThat(crowded.embed(() -> picture(number))).isEqualTo(embedding(i));
        }
        assertThat(tower.sizes).containsExactly(1, 1, 1, 1);
        assertThat(lanes.sizes).isEmpty();
    }

    @Test
    void should_give_every_one_of_a_crowd_its_own() throws Exception {
        SharedBatches crowded = new SharedBatches(tower, crowd(3, new Tower()));
        List<Future<Void>> callers = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            int offset = thread * 1000;
            callers.add(CompletableFuture.runAsync(
                    () -> IntStream.range(offset + 1, offset + 500)
                            .forEach(i ->
                                    assertThat(crowded.embed(() -> picture(i))).isEqualTo(embedding(i))),
                    threads));
        }
        for (Future<Void> caller : callers) {
            caller.get();
        }
    }

    private static Crowd crowd(int runs, Tower tower) {
        return new Crowd() {
            @Override
            public int runs() {
                return runs;
            }

            @Override
            public PictureLine.Encoding tower() {
                return tower;
            }
        };
    }

    @Test
    void should_give_every_one_of_many_its_own() throws Exception {
        List<Future<Void>> callers = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            int offset = thread * 1000;
            callers.add(CompletableFuture.runAsync(
                    () -> IntStream.range(offset, offset + 500).forEach(i -> {
                        int value = i % 50 == 7 ? Tower.BAD : i + 1;
                        if (value == Tower.BAD) {
                            assertThatThrownBy(() -> batches.embed(() -> picture(value)))
                                    .hasMessage("no embedding of picture -1");
                        } else {
                            assertThat(batches.embed(() -> picture(value))).isEqualTo(embedding(value));
                        }
                    }),
                    threads));
        }
        for (Future<Void> caller : callers) {
            caller.get();
        }
    }

    /** The first picture's run ends only once all others wait. */
    private List<Future<Embedding>> callersDuringARun(PreparedPicture... pictures) throws InterruptedException {
        tower.gate = new CountDownLatch(1);
        List<Future<Embedding>> futures = new ArrayList<>();
        List<Thread> started = Collections.synchronizedList(new ArrayList<>());
        for (PreparedPicture picture : pictures) {
            futures.add(threads.submit(() -> {
                started.add(Thread.currentThread());
                return batches.embed(() -> picture);
            }));
            awaitWaiting(started, futures.size());
        }
        tower.gate.countDown();
        return futures;
    }

    private static void awaitWaiting(List<Thread> started, int count) throws InterruptedException {
        while (started.size() < count || started.get(count - 1).getState() != Thread.State.WAITING) {
            Thread.sleep(1);
        }
    }

    private static PreparedPicture picture(int value) {
        return new PreparedPicture(new float[] {value, 0, 0}, 1, 1, "picture " + value);
    }

    private static Embedding embedding(int value) {
        return Embedding.of(value, 1);
    }

    private static final class Tower implements PictureLine.Encoding {

        static final int BAD = -1;

        private final List<Integer> sizes = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger entered = new AtomicInteger();
        private volatile int most = 8;
        private volatile CountDownLatch gate = new CountDownLatch(0);

        @Override
        public int batch() {
            return most;
        }

        @Override
        public List<Embedding> encode(List<PreparedPicture> pictures) {
            entered.incrementAndGet();
            try {
                gate.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            sizes.add(pictures.size());
            return pictures.stream()
                    .map(picture -> {
                        if (picture.planes()[0] == BAD) {
                            throw new IllegalStateException("no embedding of " + picture.subject());
                        }
                        return embedding((int) picture.planes()[0]);
                    })
                    .toList();
        }
    }
}
