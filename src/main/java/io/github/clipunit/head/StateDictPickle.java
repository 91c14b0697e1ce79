package io.github.clipunit.head;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A reader of the pickle of a PyTorch state dict that runs no code. Of Python's pickle machine (pickletools.py), it
 * supports the instructions that {@code torch.save(model.state_dict(), file)} writes, and of the names in a pickle,
 * only those that build tensors.
 */
final class StateDictPickle {

    private static final String DICT = "collections.OrderedDict";
    private static final String TENSOR = "torch._utils._rebuild_tensor_v2";
    private static final String STORAGE = "torch.";
    private static final Object MARK = new Object();

    private final ByteBuffer pickle;
    private final HeadFile file;
    private final List<Object> stack = new ArrayList<>();
    private final List<Object> memo = new ArrayList<>();

    /** Creates a reader of a pickle, little-endian, whose storages are in a file. */
    StateDictPickle(ByteBuffer pickle, HeadFile file) {
        this.pickle = pickle;
        this.file = file;
    }

    /**
     * Returns the tensors by name, in the order of the dict.
     *
     * @throws IllegalArgumentException if it contains anything else; the message names what was found
     * @throws RuntimeException if it is damaged
     */
    Map<String, Tensor> tensors() {
        for (int opcode = next(); opcode != '.'; opcode = next()) {
            step(opcode);
        }
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        ((Map<?, ?>) pop()).forEach((name, value) -> {
            if (!(value instanceof Tensor tensor)) {
                throw new IllegalArgumentException("its entry [" + HeadFile.shown(name)
                        + "] is not a tensor: save with torch.save(model.state_dict(), file)");
            }
            tensors.put((String) name, tensor);
        });
        return tensors;
    }

    private void step(int opcode) {
        switch (opcode) {
            case 0x80 -> next(); // PROTO
            case '(' -> stack.add(MARK);
            case ')' -> stack.add(List.of());
            case '}' -> stack.add(new LinkedHashMap<>());
            case 0x88, 0x89 -> stack.add(opcode == 0x88); // NEWTRUE, NEWFALSE
            case 'K' -> stack.add((long) next());
            case 'M' -> stack.add((long) pickle.getChar());
            case 'J' -> stack.add((long) pickle.getInt());
            case 'X' -> stack.add(text(pickle.getInt()));
            case 'q' -> memo.add(next(), stack.get(stack.size() - 1));
            case 'r' -> memo.add(pickle.getInt(), stack.get(stack.size() - 1));
            case 'h' -> stack.add(memo.get(next()));
            case 'j' -> stack.add(memo.get(pickle.getInt()));
            case 't' -> stack.add(sinceMark());
            case 0x85, 0x86, 0x87 -> stack.add(last(opcode - 0x84)); // TUPLE1, TUPLE2, TUPLE3
            case 'c' -> stack.add(known(line() + "." + line()));
            case 'Q' -> stack.add(storage((List<?>) pop()));
            case 'R' -> stack.add(made((List<?>) pop(), (Named) pop()));
            case 's' -> put(last(2));
            case 'u' -> put(sinceMark());
            case 'b' -> pop(); // BUILD: attributes of a dict are not tensors
            default ->
                throw new IllegalArgumentException(
                        String.format("its pickle has the instruction 0x%02x, which no state dict needs", opcode));
        }
    }

    private static Named known(String name) {
        if (!name.equals(DICT) && !name.equals(TENSOR) && !name.matches("torch\\.\\w+Storage")) {
            throw new IllegalArgumentException(
                    "it refers to [" + HeadFile.shown(name) + "], and no code that a file refers to is run:"
                            + " save with torch.save(model.state_dict(), file), or give the head as .onnx");
        }
        return new Named(name);
    }

    /** Returns the storage of {@code ('storage', torch.FloatStorage, key, 'cpu', size)}. */
    private Tensor storage(List<?> id) {
        String type = ((Named) id.get(1)).name().substring(STORAGE.length());
        return file.storage((String) id.get(2), type, (Long) id.get(4));
    }

    private static Object made(List<?> arguments, Named by) {
        return by.name().equals(DICT)
                ? new LinkedHashMap<>()
                : ((Tensor) arguments.get(0))
                        .view((Long) arguments.get(1), (List<?>) arguments.get(2), (List<?>) arguments.get(3));
    }

    @SuppressWarnings("unchecked") // the keys of these maps are added in this class
    private void put(List<Object> pairs) {
        for (int i = 0; i < pairs.size(); i += 2) {
            ((Map<String, Object>) stack.get(stack.size() - 1)).put((String) pairs.get(i), pairs.get(i + 1));
        }
    }

    private int next() {
        return Byte.toUnsignedInt(pickle.get());
    }

    private String text(int length) {
        String text = UTF_8.decode(pickle.slice(pickle.position(), length)).toString();
        pickle.position(pickle.position() + length);
        return text;
    }

    private String line() {
        int end = pickle.position();
        while (pickle.get(end) != '\n') {
            end++;
        }
        return text(end + 1 - pickle.position()).strip();
    }

    private Object pop() {
        return stack.remove(stack.size() - 1);
    }

    private List<Object> sinceMark() {
        List<Object> values = last(stack.size() - 1 - stack.lastIndexOf(MARK));
        pop();
        return values;
    }

    private List<Object> last(int count) {
        List<Object> tail = stack.subList(stack.size() - count, stack.size());
        List<Object> values = List.copyOf(tail);
        tail.clear();
        return values;
    }

    private record Named(String name) {}
}
