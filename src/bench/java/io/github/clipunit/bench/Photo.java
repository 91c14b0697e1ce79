package io.github.clipunit.bench;

import io.github.clipunit.image.PngWriter;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.zip.Adler32;
import java.util.zip.Deflater;

/**
 * A picture like a photograph: slow waves of colour under a sensor's noise. Its PNG has the filters that libpng would choose,
 * and is as large as a generator's, 1.5 MB for 1024 x 1024.
 */
final class Photo {

    private static final double NOISE = 2.5;

    private final int side;
    private final byte[] pixels;
    private final Random random;
    private final byte[] head;
    private final byte[] deflatedHead;

    /** One of many pictures, told apart by their numbers. */
    Photo(int side, int number) {
        this.side = side;
        this.random = new Random(number);
        this.pixels = draw();
        ByteArrayOutputStream lines = new ByteArrayOutputStream();
        for (int y = 0; y < side - 1; y++) {
            lines.writeBytes(line(y));
        }
        this.head = lines.toByteArray();
        this.deflatedHead = deflate(head, new Deflater(), Deflater.SYNC_FLUSH);
    }

    private byte[] draw() {
        double[] phase = random.doubles(6, 0, 6).toArray();
        double[] speed = random.doubles(6, 0.004, 0.024).toArray();
        byte[] drawn = new byte[side * side * 3];
        for (int i = 0; i < drawn.length; i++) {
            int channel = i % 3;
            double wave = 128
                    + 60 * Math.sin(phase[channel] + i / 3 % side * speed[channel])
                    + 50 * Math.cos(phase[channel + 3] + Math.floorDiv(i, 3 * side) * speed[channel + 3]);
            drawn[i] = (byte) Math.max(0, Math.min(255, (int) (wave + random.nextGaussian() * NOISE)));
        }
        return drawn;
    }

    /** The picture as a PNG, with a last line like no other's: the rest need not be deflated again. */
    byte[] next() {
        for (int i = (side - 1) * side * 3; i < pixels.length; i++) {
            pixels[i] += (byte) random.nextInt(2);
        }
        byte[] last = line(side - 1);
        byte[] deflated = deflate(last, new Deflater(Deflater.DEFAULT_COMPRESSION, true), Deflater.NO_FLUSH);
        Adler32 checksum = new Adler32();
        checksum.update(head);
        checksum.update(last);
        byte[] data = ByteBuffer.allocate(deflatedHead.length + deflated.length + 4)
                .put(deflatedHead)
                .put(deflated)
                .putInt((int) checksum.getValue())
                .array();
        return new PngWriter(side, side, 3).chunk("IDAT", data).end();
    }

    /** A line under the filter that leaves the least to deflate. */
    private byte[] line(int y) {
        byte[] best = PngWriter.line(0, pixels, y, side * 3, 3);
        for (int filter = 1; filter <= 4; filter++) {
            byte[] other = PngWriter.line(filter, pixels, y, side * 3, 3);
            best = size(other) < size(best) ? other : best;
        }
        return best;
    }

    private static long size(byte[] line) {
        long size = 0;
        for (byte value : line) {
            size += Math.abs(value);
        }
        return size;
    }

    private static byte[] deflate(byte[] bytes, Deflater deflater, int flush) {
        deflater.setInput(bytes);
        if (flush == Deflater.NO_FLUSH) {
            deflater.finish();
        }
        ByteArrayOutputStream deflated = new ByteArrayOutputStream();
        byte[] buffer = new byte[1 << 16];
        for (int count = buffer.length; count == buffer.length; ) {
            count = deflater.deflate(buffer, 0, buffer.length, flush);
            deflated.write(buffer, 0, count);
        }
        deflater.end();
        return deflated.toByteArray();
    }
}
