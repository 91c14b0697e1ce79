package io.github.clipunit.onnx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.Embedding;
import io.github.clipunit.ItemResult;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.onnx.pixels.PreparedPicture;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.BrokenBarrierException;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The line with a tower that gives each picture's number back. */
class PictureLineTest {

    private static final int BATCH = ImageEncoder.BATCH;

    private static final int WORKERS = 2;

    private final Executor threads = PictureLine.newThreads(WORKERS);
    private final AtomicInteger prepared = new AtomicInteger();
    private final List<Integer> batches = Collections.synchronizedList(new ArrayList<>());

    private final PictureLine.Encoding tower = new PictureLine.Encoding() {
        @Override
        public int batch() {
            return BATCH;
        }

        @Override
        public List<Embedding> encode(List<PreparedPicture> pictures) {
            batches.add(pictures.size());
            return pictures.stream()
                    .map(picture -> Embedding.of(picture.planes()))
                    .toList();
        }
    };

    /** A vector that tells its number by its direction. */
    private Supplier<PreparedPicture> picture(int number, int width) {
        return () -> {
            prepared.incrementAndGet();
            return new PreparedPicture(new float[] {1, number}, width, 1, "picture " + number);
        };
    }

    private static Embedding embedding(int number) {
        return Embedding.of(1, number);
    }

    private Stream<Embedding> stream(Stream<Supplier<PreparedPicture>> pictures) {
        return stream(pictures, WORKERS);
    }

    private Stream<Embedding> stream(Stream<Supplier<PreparedPicture>> pictures, int workers) {
        return results(pictures, tower, workers).map(ItemResult::orElseThrow);
    }

    private Stream<ItemResult<Supplier<PreparedPicture>, Embedding>> results(
            Stream<Supplier<PreparedPicture>> pictures, PictureLine.Encoding encoding, int workers) {
        return StreamSupport.stream(
                new PictureLine<>(pictures.iterator(), Supplier::get, encoding, threads, workers), false);
    }

    @Test
    void should_keep_the_order_in_full_batches_and_share_the_last_two() {
        assertThat(stream(IntStream.range(0, 100).mapToObj(i -> picture(i, 1))))
                .containsExactlyElementsOf(IntStream.range(0, 100)
                        .mapToObj(PictureLineTest::embedding)
                        .toList());
        List<Integer> expected = new ArrayList<>(Collections.nCopies(11, BATCH));
        expected.addAll(Collections.nCopies(2 * WORKERS, 12 / (2 * WORKERS)));
        assertThat(batches).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    void should_split_batches_where_the_size_changes() {
        assertThat(stream(IntStream.of(0, 1, 2, 3, 4, 5).mapToObj(i -> picture(i, i < 4 ? 1 : 2)), 1))
                .hasSize(6);
        assertThat(batches).containsExactly(4, 2);
    }

    @Test
    void should_spread_a_few_over_all_workers() {
        assertThat(stream(IntStream.range(0, 5).mapToObj(i -> picture(i, 1))))
                .containsExactlyElementsOf(IntStream.range(0, 5)
                        .mapToObj(PictureLineTest::embedding)
                        .toList());
        assertThat(batches).containsExactlyInAnyOrder(3, 2);
    }

    /** The last pictures are shared so that no worker waits long: for equal pictures, by less than a share. */
    @ParameterizedTest
    @ValueSource(ints = {1, 7, 16, 17, 100, 101, 104, 108, 109, 112, 127, 128, 200})
    void should_leave_no_worker_far_behind_at_the_end(int count) {
        Iterator<Supplier<PreparedPicture>> pictures =
                IntStream.range(0, count).mapToObj(i -> picture(i, 1)).iterator();
        assertThat(StreamSupport.stream(
                        new PictureLine<>(pictures, Supplier::get, tower, Runnable::run, WORKERS), false))
                .hasSize(count);
        int[] done = new int[WORKERS];
        for (int batch : batches) { // each batch goes to the worker who is free first
            Arrays.sort(done);
            done[0] += batch;
        }
        assertThat(Arrays.stream(done).sum()).isEqualTo(count);
        assertThat(Arrays.stream(done).max().orElseThrow())
                .isLessThanOrEqualTo((int) Math.ceil((double) count / WORKERS) + BATCH / WORKERS / 2);
    }

    @Test
    void should_work_on_as_many_batches_at_once_as_there_are_workers() {
        CyclicBarrier all = new CyclicBarrier(WORKERS);
        Stream<Supplier<PreparedPicture>> pictures = IntStream.range(0, WORKERS * BATCH)
                .mapToObj(i -> () -> {
                    if (i % BATCH == 0) {
                        meet(all);
                    }
                    return picture(i, 1).get();
                });
        assertThat(stream(pictures)).hasSize(WORKERS * BATCH);
    }

    /** Returns once all others have come, and fails if they do not. */
    private static void meet(CyclicBarrier all) {
        try {
            all.await(30, TimeUnit.SECONDS);
        } catch (InterruptedException | BrokenBarrierException | TimeoutException e) {
            throw new IllegalStateException("the others did not come", e);
        }
    }

    @Test
    void should_begin_nothing_before_the_first_is_asked_for() {
        AtomicInteger taken = new AtomicInteger();
        Stream<Embedding> unread = stream(
                IntStream.range(0, 100).peek(i -> taken.incrementAndGet()).mapToObj(i -> picture(i, 1)));
        assertThat(taken).hasValue(0);
        assertThat(unread.iterator().next()).isEqualTo(embedding(0));
        assertThat(taken.get()).isBetween(BATCH, (WORKERS + 2) * BATCH);
    }

    @Test
    void should_hold_at_most_two_batches_more_than_workers_however_many_pictures_there_are() {
        AtomicInteger taken = new AtomicInteger();
        AtomicInteger given = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        stream(IntStream.range(0, 100_000).peek(i -> taken.incrementAndGet()).mapToObj(i -> picture(i, 1)))
                .forEach(embedding -> most.accumulateAndGet(taken.get() - given.getAndIncrement(), Math::max));
        assertThat(given).hasValue(100_000);
        assertThat(most.get()).isBetween(BATCH, (WORKERS + 2) * BATCH);
    }

    @Test
    void should_end_an_infinite_stream_where_its_reader_ends() {
        assertThat(stream(Stream.iterate(0, i -> i + 1).map(i -> picture(i, 1))).limit(20))
                .hasSize(20);
        assertThat(prepared.get()).isLessThanOrEqualTo(20 + (WORKERS + 2) * BATCH);
    }

    @Test
    void should_fail_at_the_place_of_the_picture_that_fails_and_go_on_after_it() {
        UnsupportedOperationException failure = new UnsupportedOperationException("no picture");
        Supplier<PreparedPicture> failing = () -> {
            throw failure;
        };
        Iterator<Embedding> embeddings = stream(Stream.concat(
                        Stream.concat(IntStream.range(0, 10).mapToObj(i -> picture(i, 1)), Stream.of(failing)),
                        Stream.of(picture(11, 1))))
                .iterator();
        for (int i = 0; i < 10; i++) {
            assertThat(embeddings.next()).isEqualTo(embedding(i));
        }
        assertThatThrownBy(embeddings::next).isSameAs(failure);
        assertThat(embeddings.next()).isEqualTo(embedding(11));
        assertThat(embeddings.hasNext()).isFalse();
    }

    @Test
    void should_give_all_before_the_place_where_the_list_of_pictures_itself_fails() {
        UncheckedIOException failure = new UncheckedIOException(new IOException("folder vanished"));
        Iterator<Embedding> embeddings = stream(IntStream.range(0, 10).mapToObj(i -> {
                    if (i == 3) {
                        throw failure;
                    }
                    return picture(i, 1);
                }))
                .iterator();
        for (int i = 0; i < 3; i++) {
            assertThat(embeddings.next()).isEqualTo(embedding(i));
        }
        assertThatThrownBy(embeddings::next).isSameAs(failure);
    }

    @Test
    void should_give_each_item_its_error_and_go_on() {
        UnsupportedOperationException failure = new UnsupportedOperationException("no picture");
        Supplier<PreparedPicture> failing = () -> {
            throw failure;
        };
        List<Supplier<PreparedPicture>> items = List.of(picture(1, 1), failing, picture(3, 1));
        assertThat(results(items.stream(), tower, 1))
                .containsExactly(
                        ItemResult.of(items.get(0), embedding(1)),
                        ItemResult.failed(failing, failure),
                        ItemResult.of(items.get(2), embedding(3)));
    }

    /** As a model in half floats may do for a picture or two. */
    @Test
    void should_blame_the_one_picture_of_a_batch_that_the_model_has_no_embedding_of() {
        PictureLine.Encoding partial = new PictureLine.Encoding() {
            @Override
            public int batch() {
                return BATCH;
            }

            @Override
            public List<Embedding> encode(List<PreparedPicture> pictures) {
                pictures.stream()
                        .filter(picture -> picture.subject().equals("picture 5"))
                        .forEach(picture -> {
                            throw new OnnxGraph.NoEmbedding(
                                    "none of " + picture.subject(), new IllegalArgumentException("NaN"));
                        });
                return tower.encode(pictures);
            }
        };
        List<ItemResult<Supplier<PreparedPicture>, Embedding>> results = results(
                        IntStream.range(0, 20).mapToObj(i -> picture(i, 1)), partial, 1)
                .toList();
        for (int i = 0; i < 20; i++) {
            assertThat(results.get(i).value()).isEqualTo(i == 5 ? null : embedding(i));
        }
        assertThat(results.get(5).error()).hasMessage("none of picture 5");
    }

    @Test
    void should_throw_that_the_model_cannot_be_had_instead_of_blaming_every_item() {
        ModelUnavailableException failure = new ModelUnavailableException("no model");
        Iterator<ItemResult<Supplier<PreparedPicture>, Embedding>> results = results(
                        Stream.of(picture(1, 1), () -> {
                            throw failure;
                        }),
                        tower,
                        1)
                .iterator();
        assertThat(results.next().value()).isEqualTo(embedding(1));
        assertThatThrownBy(results::next).isSameAs(failure);
    }

    @Test
    void should_begin_nothing_more_once_closed() {
        List<Runnable> tasks = new ArrayList<>();
        PictureLine<Supplier<PreparedPicture>> line = new PictureLine<>(
                Stream.iterate(0, i -> i + 1).map(i -> picture(i, 1)).iterator(),
                Supplier::get,
                tower,
                task -> {
                    if (prepared.get() < BATCH) {
                        task.run();
                    } else {
                        tasks.add(task);
                    }
                },
                WORKERS);
        assertThat(line.tryAdvance(embedding -> {})).isTrue();
        assertThat(tasks).hasSize(WORKERS);
        line.close();
        tasks.forEach(Runnable::run);
        assertThat(prepared).hasValue(BATCH);
        assertThat(line.tryAdvance(embedding -> {})).isFalse();
    }
}
