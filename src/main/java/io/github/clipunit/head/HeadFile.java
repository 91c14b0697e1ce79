package io.github.clipunit.head;

import io.github.clipunit.internal.JsonFields;
import io.github.clipunit.internal.VisibleText;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A file of tensors, of which nothing is trusted: neither the lengths nor any code. */
final class HeadFile {

    private static final int LONGEST_DESCRIPTION = 1 << 20;
    private static final int LONGEST_NAME = 60;
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    private static final String PICKLE = "data.pkl";
    private static final String ORDER = "byteorder";

    private final byte[] content;
    private final Map<String, ByteBuffer> entries = new HashMap<>();
    private final Map<String, Tensor> storages = new HashMap<>();
    private long left;

    HeadFile(byte[] content) {
        this.content = content;
        this.left = content.length;
    }

    /** Returns a name from the file, for a message. */
    static String shown(Object name) {
        String visible = VisibleText.onOneLine(String.valueOf(name));
        return visible.length() <= LONGEST_NAME ? visible : visible.substring(0, LONGEST_NAME) + "…";
    }

    /**
     * Returns the tensors of a zip archive of a pickle and of storages, in the format of {@code torch.save} since 1.6.
     */
    Map<String, Tensor> pytorch(Path file) throws IOException {
        if (content.length > 1 && content[0] == (byte) 0x80) {
            throw new IllegalArgumentException("it is in the format that PyTorch wrote before 1.6: save it again, with"
                    + " torch.save(torch.load(file, map_location='cpu'), file)");
        }
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                if (entry.getMethod() != ZipEntry.STORED) {
                    throw new IllegalArgumentException("it is compressed, but torch.save compresses nothing");
                }
                byte[] bytes = zip.getInputStream(entry).readNBytes(content.length);
                entries.put(entry.getName().replaceFirst("^[^/]*/", ""), take(ByteBuffer.wrap(bytes)));
            }
        }
        if (entries.containsKey(ORDER) && entry(ORDER).get(0) != 'l') {
            throw new IllegalArgumentException("its byteorder is not little");
        }
        ByteBuffer pickle = entry(PICKLE);
        if (pickle.remaining() > LONGEST_DESCRIPTION) {
            throw new IllegalArgumentException("its pickle has more than " + LONGEST_DESCRIPTION + " bytes");
        }
        return new StateDictPickle(pickle, this).tensors();
    }

    /** Returns a storage that the pickle names. */
    Tensor storage(String key, String type, long size) {
        return storages.computeIfAbsent(key, name -> Tensor.of(type, List.of(size), entry("data/" + name)));
    }

    private ByteBuffer entry(String name) {
        ByteBuffer bytes = entries.get(name);
        if (bytes == null) {
            throw new IllegalArgumentException("it lacks the entry [" + shown(name) + "] that torch.save writes");
        }
        return bytes;
    }

    /**
     * Returns the tensors of a JSON object after its length, and the numbers: https://huggingface.co/docs/safetensors.
     */
    Map<String, Tensor> safetensors() {
        ByteBuffer bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        long length = bytes.getLong();
        if (length < 0 || length > LONGEST_DESCRIPTION) {
            throw new IllegalArgumentException(
                    "its header has " + length + " bytes, at most " + LONGEST_DESCRIPTION + " are read");
        }
        byte[] header = new byte[(int) length];
        bytes.get(header);
        JsonFields json = JsonFields.parse(header);
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        json.object().keySet().stream()
                .filter(name -> !name.equals("__metadata__"))
                .sorted(Comparator.comparing(HeadFile::ordered))
                .forEach(name -> tensors.put(name, tensor(json.fields(name), bytes.slice())));
        return tensors;
    }

    private Tensor tensor(JsonFields json, ByteBuffer numbers) {
        int start = (int) json.numbers("data_offsets").get(0).longValue();
        int end = (int) json.numbers("data_offsets").get(1).longValue();
        List<Long> shape = json.numbers("shape").stream().map(Double::longValue).toList();
        return Tensor.of(json.string("dtype"), shape, take(numbers.slice(start, end - start)));
    }

    /** Takes a part of the file; refuses overlapping parts, which could need more memory than the file. */
    private ByteBuffer take(ByteBuffer bytes) {
        left -= bytes.remaining();
        if (left < 0) {
            throw new IllegalArgumentException("its parts overlap");
        }
        return bytes.order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Returns a name that sorts layer 10 after layer 9, because safetensors keeps no order. */
    private static String ordered(String name) {
        return NUMBER.matcher(name).replaceAll(found -> String.format("%60s", found.group()));
    }
}
