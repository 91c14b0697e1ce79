package io.github.clipunit.image;

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
import java.util.stream.Stream;
import java.util.zip.CRC32;

/** A JVM of its own that reads damaged pictures; {@link PictureFuzzTest} starts it with little memory. */
final class FuzzedPictures {

    private static final int SEED = 20_261_128;
    private static final int LARGEST_DAMAGE = 24;

    private final Random random = new Random(SEED);
    private final List<byte[]> originals = new ArrayList<>();
    private final Map<String, Integer> outcomes = new TreeMap<>();

    private FuzzedPictures(Path... folders) throws IOException {
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
     * @param args the number of pictures, and the folders of whole ones
     */
    public static void main(String[] args) throws IOException {
        Path[] folders = Arrays.stream(args).skip(1).map(Path::of).toArray(Path[]::new);
        new FuzzedPictures(folders).read(Integer.parseInt(args[0]));
    }

    private void read(int count) {
        for (int number = 0; number < count; number++) {
            byte[] original = originals.get(random.nextInt(originals.size()));
            byte[] damaged = damage(original);
            long start = System.nanoTime();
            String outcome = outcome(damaged, number);
            outcomes.merge(outcome, 1, Integer::sum);
            long millis = (System.nanoTime() - start) / 1_000_000;
            if (millis > 2000) {
                System.out.println("slow: number " + number + " took " + millis + " ms");
            }
        }
        System.out.println("outcomes: " + outcomes + " of " + originals.size() + " originals");
    }

    private static String outcome(byte[] bytes, int number) {
        try {
            ByteBuffer pixels = ClipImage.of(bytes).rgb();
            return pixels.hasRemaining() ? "read" : "empty";
        } catch (UnreadableImageException e) {
            return "refused";
        } catch (RuntimeException | Error e) {
            System.out.println("complaint: number " + number + " " + e);
            return "complaint";
        }
    }

    private byte[] damage(byte[] original) {
        byte[] bytes = original.clone();
        int kind = random.nextInt(6);
        if (kind == 0) {
            bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length + 1));
        } else if (kind == 1) {
            bytes = Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(64));
        } else if (kind == 2 && bytes.length > 2) {
            int at = random.nextInt(bytes.length - 1);
            int length = 1 + random.nextInt(Math.min(64, bytes.length - at));
            System.arraycopy(original, random.nextInt(bytes.length - length + 1), bytes, at, length);
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
