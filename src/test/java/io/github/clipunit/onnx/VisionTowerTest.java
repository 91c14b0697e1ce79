package io.github.clipunit.onnx;

import static io.github.clipunit.onnx.VisionTower.Form.NARROW;
import static io.github.clipunit.onnx.VisionTower.Form.WIDE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.github.clipunit.onnx.VisionTower.Form;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(60)
class VisionTowerTest {

    private final List<String> events = Collections.synchronizedList(new ArrayList<>());
    private final VisionTower<Fake> tower = new VisionTower<>(true, this::load, fake -> fake.close(events));

    private Fake load(Form form) {
        events.add("open " + form);
        return new Fake(form);
    }

    private Form use(Form form, int pictures) {
        return tower.use(form, pictures, Fake::form);
    }

    @ParameterizedTest
    @EnumSource
    void should_load_the_form_that_is_used_first(Form form) {
        assertThat(tower.isLoaded()).isFalse();
        assertThat(use(form, 1)).isEqualTo(form);
        assertThat(use(form, 1000)).isEqualTo(form);
        assertThat(tower.isLoaded()).isTrue();
        assertThat(events).containsExactly("open " + form);
    }

    @Test
    void should_load_ahead_unless_a_form_is_loaded() {
        tower.load(NARROW);
        tower.load(WIDE);
        assertThat(events).containsExactly("open NARROW");
    }

    @Test
    void should_serve_sixteen_single_pictures_before_it_loads_the_wide_form() {
        tower.load(NARROW);
        for (int i = 1; i < 16; i++) {
            assertThat(use(WIDE, 1)).isEqualTo(NARROW);
        }
        assertThat(use(WIDE, 1)).isEqualTo(WIDE);
        assertThat(events).containsExactly("open NARROW", "close NARROW", "open WIDE");
    }

    @Test
    void should_serve_sixty_four_pictures_of_batches_before_it_loads_the_narrow_form() {
        tower.load(WIDE);
        for (int i = 1; i < 8; i++) {
            assertThat(use(NARROW, 8)).isEqualTo(WIDE);
        }
        assertThat(use(NARROW, 8)).isEqualTo(NARROW);
        assertThat(events).containsExactly("open WIDE", "close WIDE", "open NARROW");
    }

    @Test
    void should_keep_the_form_that_at_least_half_of_the_pictures_want() {
        tower.load(WIDE);
        for (int i = 0; i < 1000; i++) {
            assertThat(use(NARROW, 8)).isEqualTo(WIDE);
            assertThat(use(WIDE, 8)).isEqualTo(WIDE);
        }
        assertThat(events).containsExactly("open WIDE");
    }

    @Test
    void should_count_anew_after_a_replacement() {
        tower.load(WIDE);
        assertThat(use(NARROW, 64)).isEqualTo(NARROW);
        assertThat(use(WIDE, 15)).isEqualTo(NARROW);
        assertThat(use(WIDE, 1)).isEqualTo(WIDE);
        assertThat(use(NARROW, 63)).isEqualTo(WIDE);
        assertThat(events).containsExactly("open WIDE", "close WIDE", "open NARROW", "close NARROW", "open WIDE");
    }

    @Test
    void should_never_replace_a_form_by_the_same() {
        VisionTower<Fake> onOneCore = new VisionTower<>(false, this::load, fake -> fake.close(events));
        onOneCore.load(NARROW);
        assertThat(onOneCore.use(WIDE, 1000, Fake::form)).isEqualTo(NARROW);
        assertThat(events).containsExactly("open NARROW");
    }

    @Test
    void should_not_count_questions_that_encode_nothing() {
        tower.load(NARROW);
        IntStream.range(0, 1000).forEach(i -> use(WIDE, 0));
        assertThat(events).containsExactly("open NARROW");
    }

    @Test
    void should_wait_for_runs_before_it_replaces_a_form() throws Exception {
        CountDownLatch isInside = new CountDownLatch(1);
        CountDownLatch mayEnd = new CountDownLatch(1);
        CompletableFuture<Form> slow = CompletableFuture.supplyAsync(() -> tower.use(WIDE, 1, fake -> {
            isInside.countDown();
            await(mayEnd);
            return fake.form();
        }));
        await(isInside);
        CompletableFuture<Form> many = CompletableFuture.supplyAsync(() -> use(NARROW, 64));
        assertThatThrownBy(() -> many.get(50, TimeUnit.MILLISECONDS))
                .isInstanceOf(java.util.concurrent.TimeoutException.class);
        assertThat(events).containsExactly("open WIDE");
        mayEnd.countDown();
        assertThat(slow.get()).isEqualTo(WIDE);
        assertThat(many.get()).isEqualTo(NARROW);
    }

    @Test
    void should_try_again_after_a_failure_to_load() {
        AtomicInteger tries = new AtomicInteger();
        VisionTower<Fake> failing = new VisionTower<>(
                true,
                form -> {
                    if (tries.incrementAndGet() % 2 == 1) {
                        throw new IllegalStateException("no memory");
                    }
                    return load(form);
                },
                fake -> fake.close(events));
        assertThatThrownBy(() -> failing.load(WIDE)).hasMessage("no memory");
        assertThat(failing.use(WIDE, 1, Fake::form)).isEqualTo(WIDE);
        assertThatThrownBy(() -> failing.use(NARROW, 64, Fake::form)).hasMessage("no memory");
        assertThat(failing.use(NARROW, 1, Fake::form)).isEqualTo(NARROW);
        assertThat(events).containsExactly("open WIDE", "close WIDE", "open NARROW");
    }

    @Test
    void should_close_what_is_loaded() {
        tower.close();
        tower.load(WIDE);
        tower.close();
        tower.close();
        assertThat(events).containsExactly("open WIDE", "close WIDE");
        assertThat(tower.isLoaded()).isFalse();
    }

    @Test
    void should_never_have_two_forms_loaded_nor_run_a_closed_one() {
        CompletableFuture<?>[] callers = IntStream.range(0, 8)
                .mapToObj(seed -> CompletableFuture.runAsync(() -> {
                    SplittableRandom random = new SplittableRandom(seed);
                    for (int i = 0; i < 2000; i++) {
                        Form form = random.nextInt(40) < 20 ? WIDE : NARROW;
                        tower.use(form, random.nextInt(20), Fake::run);
                    }
                }))
                .toArray(CompletableFuture[]::new);
        CompletableFuture.allOf(callers).join();
        tower.close();
        assertThat(events).hasSizeGreaterThan(2);
        for (int i = 0; i < events.size(); i++) {
            assertThat(events.get(i)).startsWith(i % 2 == 0 ? "open " : "close ");
        }
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static final class Fake {

        private final Form form;
        private volatile boolean isClosed;

        Fake(Form form) {
            this.form = form;
        }

        Form form() {
            return form;
        }

        boolean run() {
            for (int i = 0; i < 10; i++) {
                if (isClosed) {
                    throw new IllegalStateException("closed during a run");
                }
                Thread.onSpinWait();
            }
            return true;
        }

        void close(List<String> events) {
            isClosed = true;
            events.add("close " + form);
        }
    }
}
