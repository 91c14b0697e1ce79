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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class LanesTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final Tower wide = new Tower();
    private final Tower lane = new Tower();
    private final Lanes lanes = new Lanes(wide, () -> lane, 2);

    @AfterEach
    void end() {
        threads.shutdownNow();
    }

    @Test
    void should_give_a_caller_alone_the_wide_tower() {
        for (int i = 1; i < 5; i++) {
            assertThat(embed(i)).isEqualTo(embedding(i));
        }
        assertThat(wide.encoded).containsExactly(1, 2, 3, 4);
        assertThat(lane.encoded).isEmpty();
    }

    @Test
    void should_give_each_of_several_callers_a_lane_and_wait_for_none() throws Exception {
        wide.gate = new CountDownLatch(1);
        lane.gate = new CountDownLatch(1);
        Future<Embedding> first = threads.submit(() -> embed(1));
        wide.await(1);
        Future<Embedding> second = threads.submit(() -> embed(2));
        lane.await(1);
        Future<Embedding> third = threads.submit(() -> embed(3));
        lane.await(2);
        wide.gate.countDown();
        assertThat(first.get()).isEqualTo(embedding(1));
        lane.gate.countDown();
        assertThat(second.get()).isEqualTo(embedding(2));
        assertThat(third.get()).isEqualTo(embedding(3));
        assertThat(wide.encoded).containsExactly(1);
        assertThat(lane.encoded).containsExactlyInAnyOrder(2, 3);
    }

    @Test
    void should_give_a_caller_a_lane_while_another_prepares_its_picture() throws Exception {
        CountDownLatch isPreparing = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        Future<Embedding> slow = threads.submit(() -> lanes.embed(() -> {
            isPreparing.countDown();
            await(mayEnd);
            return picture(1);
        }));
        isPreparing.await();
        assertThat(embed(2)).isEqualTo(embedding(2));
        mayEnd.countDown();
        assertThat(slow.get()).isEqualTo(embedding(1));
        assertThat(lane.encoded).containsExactly(2);
        assertThat(wide.encoded).containsExactly(1);
    }

    @Test
    void should_serve_no_more_than_there_are_lanes_and_the_others_in_their_order() throws Exception {
        lane.gate = new CountDownLatch(1);
        Lanes single = new Lanes(wide, () -> lane, 1);
        wide.gate = new CountDownLatch(1);
        List<Future<Embedding>> callers = new ArrayList<>();
        callers.add(threads.submit(() -> single.embed(() -> picture(1))));
        wide.await(1);
        List<Thread> started = Collections.synchronizedList(new ArrayList<>());
        for (int i = 2; i < 7; i++) {
            int number = i;
            callers.add(threads.submit(() -> {
                started.add(Thread.currentThread());
                return single.embed(() -> picture(number));
            }));
            while (started.size() < number - 1 || started.get(number - 2).getState() != Thread.State.WAITING) {
                Thread.sleep(1);
            }
        }
        assertThat(lane.entered).hasValue(1);
        wide.gate.countDown();
        lane.gate.countDown();
        for (int i = 0; i < callers.size(); i++) {
            assertThat(callers.get(i).get()).isEqualTo(embedding(i + 1));
        }
        assertThat(lane.encoded).containsExactly(2, 3, 4, 5, 6);
    }

    @Test
    void should_go_on_after_failures() {
        for (int i = 0; i < 5; i++) {
            assertThatThrownBy(() -> lanes.embed(() -> {
                        throw new IllegalArgumentException("unreadable");
                    }))
                    .hasMessage("unreadable");
            assertThatThrownBy(() -> embed(Tower.BAD)).hasMessage("no embedding of picture -1");
        }
        assertThat(embed(1)).isEqualTo(embedding(1));
        assertThat(wide.encoded).containsExactly(1);
        assertThat(lane.entered).hasValue(0);
    }

    @Test
    void should_give_every_caller_its_own_embedding_or_failure() throws Exception {
        List<Future<Void>> callers = new ArrayList<>();
        for (int thread = 0; thread < 16; thread++) {
            int offset = thread * 1000;
            callers.add(CompletableFuture.runAsync(
                    () -> IntStream.range(offset + 1, offset + 500).forEach(i -> {
                        if (ThreadLocalRandom.current().nextInt(50) == 0) {
                            assertThatThrownBy(() -> embed(Tower.BAD)).hasMessage("no embedding of picture -1");
                        } else {
                            assertThat(embed(i)).isEqualTo(embedding(i));
                        }
                    }),
                    threads));
        }
        for (Future<Void> caller : callers) {
            caller.get();
        }
        assertThat(lane.most).hasValueLessThanOrEqualTo(2);
        assertThat(embed(1)).isEqualTo(embedding(1));
        assertThat(wide.encoded).endsWith(1);
    }

    private Embedding embed(int number) {
        return lanes.embed(() -> picture(number));
    }

    private static PreparedPicture picture(int number) {
        return new PreparedPicture(new float[] {number, 0, 0}, 1, 1, "picture " + number);
    }

    private static Embedding embedding(int number) {
        return Embedding.of(number, 1);
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Tower implements PictureLine.Encoding {

        static final int BAD = -1;

        private final List<Integer> encoded = Collections.synchronizedList(new ArrayList<>());
        private final AtomicInteger entered = new AtomicInteger();
        private final AtomicInteger inside = new AtomicInteger();
        private final AtomicInteger most = new AtomicInteger();
        private volatile CountDownLatch gate = new CountDownLatch(0);

        /** Returns once so many runs have begun. */
        void await(int runs) throws InterruptedException {
            while (entered.get() < runs) {
                Thread.sleep(1);
            }
        }

        @Override
        public int batch() {
            return 8;
        }

        @Override
        public List<Embedding> encode(List<PreparedPicture> pictures) {
            entered.incrementAndGet();
            most.accumulateAndGet(inside.incrementAndGet(), Math::max);
            try {
                LanesTest.await(gate);
                int number = (int) pictures.get(0).planes()[0];
                if (number == BAD) {
                    throw new IllegalStateException(
                            "no embedding of " + pictures.get(0).subject());
                }
                encoded.add(number);
                return List.of(embedding(number));
            } finally {
                inside.decrementAndGet();
            }
        }
    }
}
