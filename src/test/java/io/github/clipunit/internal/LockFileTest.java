package io.github.clipunit.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 2, unit = TimeUnit.MINUTES, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class LockFileTest {

    @TempDir
    Path folder;

    private final ExecutorService pool = Executors.newCachedThreadPool();

    @AfterEach
    void endThreads() {
        pool.shutdownNow();
    }

    private LockFile lock() {
        return LockFile.in(folder.resolve("made"));
    }

    @Test
    void should_let_one_thread_in_at_a_time() throws Exception {
        int[] count = new int[1];
        AtomicBoolean isInside = new AtomicBoolean();
        List<Future<Boolean>> threads = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            threads.add(pool.submit(() -> {
                boolean alone = true;
                for (int turn = 0; turn < 25; turn++) {
                    alone &= lock().hold(() -> {
                        boolean first = isInside.compareAndSet(false, true);
                        count[0]++;
                        isInside.set(false);
                        return first;
                    });
                }
                return alone;
            }));
        }
        for (Future<Boolean> thread : threads) {
            assertThat(thread.get()).isTrue();
        }
        assertThat(count[0]).isEqualTo(200);
    }

    @Test
    void should_let_its_holder_in_again() throws IOException {
        assertThat(lock().<Boolean, IOException>hold(() -> lock().<Boolean, IOException>hold(() -> true)))
                .isTrue();
        assertThat(isFreeForAnotherProcess()).isTrue();
    }

    @Test
    void should_throw_what_the_action_throws_and_be_free_after() throws IOException {
        assertThatExceptionOfType(IllegalStateException.class).isThrownBy(() -> lock().hold(() -> {
            throw new IllegalStateException("fox");
        }));
        assertThat(isFreeForAnotherProcess()).isTrue();
    }

    /** Closing any channel of a file frees the locks that the process has on it (POSIX, fcntl). */
    @Test
    void should_stay_with_its_holder_if_a_waiting_thread_is_interrupted() throws Exception {
        CountDownLatch held = new CountDownLatch(1);
        CountDownLatch enough = new CountDownLatch(1);
        Future<Boolean> holder = pool.submit((Callable<Boolean>) () -> lock().hold(() -> {
            held.countDown();
            enough.await();
            return true;
        }));
        held.await();
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        AtomicBoolean isInterrupted = new AtomicBoolean();
        Thread waiting = new Thread(() -> {
            try {
                lock().<Boolean, IOException>hold(() -> true);
            } catch (IOException e) {
                thrown.set(e);
                isInterrupted.set(Thread.currentThread().isInterrupted());
            }
        });
        interruptOnceItWaits(waiting);

        assertThat(thrown.get())
                .isInstanceOf(LockFile.RefusedException.class)
                .hasMessage("lock [" + folder.resolve("made/.lock")
                        + "] cannot be acquired: interrupted while waiting for it");
        assertThat(isInterrupted).isTrue();
        assertThat(isFreeForAnotherProcess()).isFalse();
        enough.countDown();
        assertThat(holder.get()).isTrue();
        assertThat(isFreeForAnotherProcess()).isTrue();
        assertThat(lock().<Boolean, IOException>hold(() -> true)).isTrue();
    }

    @Test
    void should_wait_for_another_process_and_be_interruptible_meanwhile() throws Exception {
        Files.createDirectories(folder.resolve("made"));
        Process other = start("hold");
        assertThat(other.inputReader().readLine()).isEqualTo("true");
        AtomicReference<Throwable> thrown = new AtomicReference<>();
        Thread impatient = new Thread(() -> {
            try {
                lock().<Boolean, IOException>hold(() -> true);
            } catch (IOException e) {
                thrown.set(e);
            }
        });
        interruptOnceItWaits(impatient);
        assertThat(thrown.get()).hasMessageEndingWith("interrupted while waiting for it");

        Future<Boolean> patient = pool.submit((Callable<Boolean>) () -> lock().hold(() -> true));
        other.destroyForcibly();
        assertThat(patient.get()).isTrue();
    }

    @Test
    void should_say_why_it_cannot_be_had() throws IOException {
        Path lock = Files.createDirectories(folder.resolve("made/.lock"));

        assertThatExceptionOfType(LockFile.RefusedException.class)
                .isThrownBy(() -> lock().hold(() -> true))
                .withMessageStartingWith("lock [" + lock + "] cannot be acquired: java.nio.file.");
    }

    private static void interruptOnceItWaits(Thread thread) throws InterruptedException {
        thread.start();
        while (thread.getState() != Thread.State.TIMED_WAITING) {
            Thread.onSpinWait();
        }
        thread.interrupt();
        thread.join();
    }

    private boolean isFreeForAnotherProcess() throws IOException {
        return Boolean.parseBoolean(start("try").inputReader().readLine());
    }

    private Process start(String what) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        LockFileTest.class.getName(),
                        folder.resolve("made/.lock").toString(),
                        what)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Says whether the file is free, and keeps it if asked to. */
    public static void main(String[] args) throws Exception {
        try (FileChannel channel =
                FileChannel.open(Path.of(args[0]), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            System.out.println(channel.tryLock() != null);
            if (args[1].equals("hold")) {
                Thread.sleep(Long.MAX_VALUE);
            }
        }
    }
}
