package io.github.clipunit.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/**
 * A JVM of its own that reads damaged pictures; {@link PictureFuzzTest} starts it with little memory. Each gives pixels or a
 * refusal that names it, within ten seconds. It ends with 1 if one does neither, and with 3 as soon as one hangs.
 */
final class FuzzedPictures {

    private static final long LIMIT_SECONDS = 10;
    private static final int LARGEST_DAMAGE = 24;

    private final Random random;
    private final List<byte[]> originals = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();
    private final AtomicLong since = new AtomicLong(System.nanoTime());

    private FuzzedPictures(long seed, Path... folders) throws IOException {
        random = new Random(seed);
        for (String format : List.of("png", "jpeg", "gif", "bmp", "tiff")) {
            ByteArrayOutputStream encoded = new ByteArrayOutputStream();
            ImageIO.write(painted(), format, encoded);
            originals.add(encoded.toByteArray());
        }
        for (Path folder : folders) {
            try (Stream<Path> files = Files.walk(folder)) {
                for (Path file :
                        files.filter(FuzzedPictures::isPicture).sorted().toList()) {
                    originals.add(Files.readAllBytes(file));
                }
            }
        }
    }

    private static boolean isPicture(Path file) {
        return file.toString().matches(".*\\.(png|jpg|jpeg|gif|bmp|tif|tiff|webp|psd|ico|svg|avif|heic)");
    }

    /**
     * Reads so many damaged pictures, and prints a line for each that ends in anything but a picture or a refusal, and at the
     * end how many ended how.
     *
     * @param args the seed, the number of pictures, and the folders of whole ones
     */
    public static void main(String[] args) throws IOException {
        Path[] folders = Arrays.stream(args).skip(2).map(Path::of).toArray(Path[]::new);
        if (!new FuzzedPictures(Long.parseLong(args[0]), folders).read(Integer.parseInt(args[1]))) {
            System.exit(1);
        }
    }

    private static BufferedImage painted() {
        BufferedImage image = new BufferedImage(97, 61, BufferedImage.TYPE_INT_RGB);
        for (int i = 0; i < 97 * 61; i++) {
            image.setRGB(i % 97, i / 97, i * 2654435);
        }
        return image;
    }

    private boolean read(int count) {
        Thread watch = new Thread(this::watch, "watch");
        watch.setDaemon(true);
        watch.start();
        for (int number = 0; number < count; number++) {
            byte[] original = originals.get(random.nextInt(originals.size()));
            byte[] damaged = damage(original);
            long start = System.nanoTime();
            since.set(start);
            String outcome = outcome(damaged, number);
            outcomes.merge(outcome, 1, Integer::sum);
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (millis > 2000) {
                System.out.println("slow: number " + number + " took " + millis + " ms");
            }
        }
        System.out.println("outcomes: " + outcomes + " of " + originals.size() + " originals");
        return outcomes.keySet().stream().allMatch(outcome -> outcome.equals("read") || outcome.equals("refused"));
    }

    private void watch() {
        while (System.nanoTime() - since.get() < TimeUnit.SECONDS.toNanos(LIMIT_SECONDS)) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(200));
        }
        System.out.println("hangs: after " + outcomes + " a picture takes more than " + LIMIT_SECONDS + " s");
        System.out.flush();
        Runtime.getRuntime().halt(3);
    }

    private static String outcome(byte[] bytes, int number) {
        try {
            ByteBuffer pixels = ClipImage.of(bytes).rgb();
            return pixels.hasRemaining() ? "read" : "empty";
        } catch (UnreadableImageException e) {
            boolean isNamed = String.valueOf(e.getMessage()).contains("[byte[" + bytes.length + "]]");
            if (!isNamed) {
                System.out.println("complaint: number " + number + " is not named: " + e.getMessage());
            }
            return isNamed ? "refused" : "nameless";
        } catch (RuntimeException | Error e) {
            System.out.println("complaint: number " + number + " " + e);
            return "complaint";
        }
    }

    private byte[] damage(byte[] original) {
        byte[] bytes = original.clone();
        int kind = random.nextInt(7);
        if (kind == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        } else if (kind == 1) {
            bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
        } else if (kind == 2 && bytes.length > 2) {
            int at = random.nextInt(bytes.length - 1);
            int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
            System.arraycopy(original, random.nextInt(bytes.length - length + 1), bytes, at, length);
        } else if (kind == 6) {
            int at = random.nextInt(bytes.length + 1);
            int more = 1 + random.nextInt(64);
            bytes = Arrays.copyOf(bytes, bytes.length + more);
            System.arraycopy(original, at, bytes, at + more, original.length - at);
        }
        int changes = kind < 3 ? random.nextInt(3) : 1 + random.nextInt(LARGEST_DAMAGE);
        for (int change = 0; change < changes && bytes.length > 0; change++) {
            int at = random.nextBoolean() ? random.nextInt(bytes.length) : random.nextInt(Math.min(64, bytes.length));
            bytes[at] = random.nextInt(4) == 0 ? (byte) 0xff : (byte) random.nextInt(256);
        }
        if (random.nextBoolean()) {
            mendChecksums(bytes);
        }
        return bytes;
    }

    /** A PNG whose checksums are wrong is refused before its damage matters. */
    private static void mendChecksums(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        for (int at = 8; bytes.length > 8 && bytes[1] == 'P' && at + 12 <= bytes.length; ) {
            int length = buffer.getInt(at);
            if (length < 0 || length > bytes.length - at - 12) {
                return;
            }
            CRC32 checksum = new CRC32();
            checksum.update(bytes, at + 4, length + 4);
            buffer.putInt(at + 8 + length, (int) checksum.getValue());
            at += 12 + length;
        }
    }
}
