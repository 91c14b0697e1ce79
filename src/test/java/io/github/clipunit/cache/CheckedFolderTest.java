package io.github.clipunit.cache;

import static org.assertj.core.api.Assertions.assertThat;

import io.github.clipunit.internal.Sha256;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckedFolderTest {

    private static final String MARK = "clipunit-test-1\n";

    @TempDir
    Path folder;

    private CheckedFolder open() {
        return new CheckedFolder(folder, MARK, 1 << 24);
    }

    private static String name(int number) {
        return Sha256.hex(ByteBuffer.allocate(4).putInt(number).array());
    }

    private static byte[] content(int number) {
        return ("entry " + number).repeat(1 + number % 50).getBytes(StandardCharsets.US_ASCII);
    }

    private static void requireRightOrMissing(Optional<ByteBuffer> found, int number) {
        found.ifPresent(content -> assertThat(content).isEqualTo(ByteBuffer.wrap(content(number))));
    }

    @Test
    void should_show_what_another_wrote_after_it_was_read() {
        CheckedFolder reader = open();
        CheckedFolder writer = open();
        assertThat(reader.find(name(0))).isEmpty();
        for (int i = 0; i < 5; i++) {
            writer.put(name(i), content(i));
            assertThat(reader.find(name(i))).contains(ByteBuffer.wrap(content(i)));
        }
    }

    @Test
    void should_go_on_reading_where_another_wrote_everything_anew() {
        open().put(name(1), content(1));
        CheckedFolder reader = open();
        assertThat(reader.find(name(1))).isPresent();
        CheckedFolder small = new CheckedFolder(folder, MARK, 400);
        for (int i = 2; i < 8; i++) {
            small.put(name(i), content(i));
        }
        assertThat(reader.find(name(7))).contains(ByteBuffer.wrap(content(7)));
        assertThat(open().find(name(2))).isEmpty();
    }

    @Test
    void should_never_give_a_wrong_entry_whatever_byte_of_the_index_is_damaged() throws IOException {
        for (int i = 0; i < 3; i++) {
            open().put(name(i), content(i));
        }
        Path index = folder.resolve("index");
        byte[] whole = Files.readAllBytes(index);
        Path data = data();
        byte[] entries = Files.readAllBytes(data);
        for (int at = 0; at < whole.length; at++) {
            Files.write(data, entries);
            for (int bit = 1; bit < 256; bit <<= 1) {
                byte[] damaged = whole.clone();
                damaged[at] ^= (byte) bit;
                Files.write(index, damaged);
                CheckedFolder reader = open();
                for (int i = 0; i < 3; i++) {
                    requireRightOrMissing(reader.find(name(i)), i);
                }
            }
            CheckedFolder writer = open();
            writer.put(name(9), content(9));
            assertThat(open().find(name(9))).contains(ByteBuffer.wrap(content(9)));
        }
    }

    private Path data() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".data"))
                    .findFirst()
                    .orElseThrow();
        }
    }

    @Test
    void should_refuse_nobody_while_the_index_is_damaged_again_and_again() throws Exception {
        open().put(name(0), content(0));
        Path index = folder.resolve("index");
        AtomicBoolean isOver = new AtomicBoolean();
        Thread damage = new Thread(() -> {
            while (!isOver.get()) {
                try {
                    Files.write(index, new byte[8]);
                } catch (IOException e) {
                    // It is being replaced.
                }
            }
        });
        damage.start();
        try {
            for (int i = 0; i < 2000; i++) {
                open().put(name(i), content(i));
            }
        } finally {
            isOver.set(true);
            damage.join();
        }
        open().put(name(1), content(1));
        assertThat(open().find(name(1))).contains(ByteBuffer.wrap(content(1)));
    }

    @Test
    void should_go_on_behind_a_line_that_a_killed_process_left_unfinished() throws IOException {
        open().put(name(0), content(0));
        Path index = folder.resolve("index");
        byte[] one = Files.readAllBytes(index);
        open().put(name(1), content(1));
        byte[] two = Files.readAllBytes(index);
        for (int length = one.length; length < two.length; length++) {
            Files.write(index, Arrays.copyOf(two, length));
            CheckedFolder cut = open();
            assertThat(cut.find(name(1))).isEmpty();
            cut.put(name(2), content(2));
            CheckedFolder after = open();
            assertThat(after.find(name(0))).contains(ByteBuffer.wrap(content(0)));
            assertThat(after.find(name(1))).isEmpty();
            assertThat(after.find(name(2))).contains(ByteBuffer.wrap(content(2)));
        }
    }

    @Test
    void should_lose_at_most_what_a_killed_process_was_writing() throws Exception {
        int known = 0;
        for (int round = 0; round < 5; round++) {
            Process writer = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-XX:TieredStopAtLevel=1",
                            "-cp",
                            System.getProperty("java.class.path"),
                            CheckedFolderTest.class.getName(),
                            folder.toString(),
                            Integer.toString(known))
                    .redirectErrorStream(true)
                    .start();
            byte[] said = writer.getInputStream().readNBytes(20 + 7 * round);
            writer.destroyForcibly().waitFor();
            assertThat(new String(said, StandardCharsets.US_ASCII)).matches("\\.+");
            known += said.length;
            CheckedFolder reader = open();
            for (int i = 0; i < known; i++) {
                assertThat(reader.find(name(i))).contains(ByteBuffer.wrap(content(i)));
            }
        }
    }

    /** Writes for ever from a number on, and says so after each; the arguments are the folder and the number. */
    public static void main(String[] args) {
        CheckedFolder writer = new CheckedFolder(Path.of(args[0]), MARK, 1 << 24);
        for (int i = Integer.parseInt(args[1]); ; i++) {
            writer.put(name(i), content(i));
            System.out.print('.');
            System.out.flush();
        }
    }

    @Test
    void should_lose_nothing_to_a_thread_that_is_interrupted_already() {
        CheckedFolder cache = open();
        for (int i = 0; i < 3; i++) {
            Thread.currentThread().interrupt();
            cache.put(name(i), content(i));
            assertThat(Thread.interrupted()).isTrue();
        }
        for (int i = 0; i < 3; i++) {
            Thread.currentThread().interrupt();
            assertThat(cache.find(name(i))).contains(ByteBuffer.wrap(content(i)));
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    /** Whichever call an interrupt meets, what comes after it is kept and found. */
    @Test
    void should_lose_no_more_than_an_entry_to_an_interrupt() throws InterruptedException {
        CheckedFolder cache = open();
        for (int round = 0; round < 60; round++) {
            int from = 1000 * round;
            Thread worker = new Thread(() -> {
                for (int i = from; i < from + 20; i++) {
                    cache.put(name(i), content(i));
                    cache.find(name(i));
                }
            });
            worker.start();
            for (int i = 0; i < 10 && worker.isAlive(); i++) {
                worker.interrupt();
                Thread.onSpinWait();
            }
            worker.join();
            cache.put(name(from + 999), content(from + 999));
            assertThat(cache.find(name(from + 999))).contains(ByteBuffer.wrap(content(from + 999)));
        }
    }

    /** A user may have chosen a folder that is not empty. */
    @Test
    void should_leave_files_alone_that_are_not_its_own() throws IOException {
        Path own = Files.writeString(folder.resolve("weights.data"), "mine");
        Path alike = Files.writeString(folder.resolve("0123456789abcdef0123456789abcdeg.data"), "mine");
        CheckedFolder small = new CheckedFolder(folder, MARK, 400);
        for (int i = 0; i < 8; i++) {
            small.put(name(i), content(i));
        }
        assertThat(own).hasContent("mine");
        assertThat(alike).hasContent("mine");
    }

    @Test
    void should_read_a_folder_that_cannot_be_written() throws IOException {
        open().put(name(1), content(1));
        Path lock = folder.resolve(".lock");
        Files.delete(lock);
        Files.createDirectory(lock);
        try (CheckedFolder reader = open()) {
            reader.put(name(2), content(2));
            assertThat(reader.find(name(1))).contains(ByteBuffer.wrap(content(1)));
            assertThat(reader.find(name(2))).isEmpty();
        }
    }
}
