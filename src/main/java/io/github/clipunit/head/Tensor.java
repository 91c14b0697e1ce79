package io.github.clipunit.head;

import io.github.clipunit.internal.HalfFloat;
import java.nio.ByteBuffer;
import java.nio.DoubleBuffer;
import java.util.List;

/** Numbers with a shape; those of the last dimension are adjacent. */
record Tensor(List<Long> shape, DoubleBuffer numbers) {

    Tensor {
        if (shape.stream().reduce(1L, Math::multiplyExact) != numbers.remaining()) {
            throw new IllegalArgumentException("it has " + numbers.remaining() + " numbers for the shape " + shape);
        }
    }

    /** Returns the numbers in bytes; their type is named as in safetensors or PyTorch. */
    static Tensor of(String type, List<Long> shape, ByteBuffer bytes) {
        DoubleBuffer numbers = DoubleBuffer.allocate(bytes.remaining() / Short.BYTES);
        while (bytes.hasRemaining()) {
            numbers.put(
                    switch (type) {
                        case "F32", "FloatStorage" -> bytes.getFloat();
                        case "F16", "HalfStorage" -> HalfFloat.toFloat(bytes.getShort());
                        case "BF16", "BFloat16Storage" -> Float.intBitsToFloat(bytes.getShort() << Short.SIZE);
                        default ->
                            throw new IllegalArgumentException(
                                    "it has numbers of type [" + HeadFile.shown(type) + "], not F32, F16 or BF16");
                    });
        }
        return new Tensor(shape, numbers.flip());
    }

    /** Returns a contiguous part. */
    Tensor view(long offset, List<?> sizes, List<?> strides) {
        List<Long> parts = sizes.stream().map(Long.class::cast).toList();
        long step = 1;
        for (int i = parts.size() - 1; i >= 0; i--) {
            if (parts.get(i) > 1 && (Long) strides.get(i) != step) {
                throw new IllegalArgumentException(
                        "it has a tensor that is not contiguous: save it after .contiguous()");
            }
            step = Math.multiplyExact(step, parts.get(i));
        }
        return new Tensor(parts, numbers.slice(Math.toIntExact(offset), Math.toIntExact(step)));
    }
}
