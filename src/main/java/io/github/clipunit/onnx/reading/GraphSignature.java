package io.github.clipunit.onnx.reading;

import io.github.clipunit.model.ModelFile;
import io.github.clipunit.model.ModelUnavailableException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The inputs and outputs of a graph, read from its file without its weights. The fields are those of onnx.proto.
 *
 * @param file the file's name in messages
 */
public record GraphSignature(String file, Map<String, Tensor> inputs, Map<String, Tensor> outputs) {

    /** The names of the pixels in Hugging Face's exports, and in open_clip's. */
    public static final List<String> PIXELS = List.of("pixel_values", "image");

    public static final List<String> IDS = List.of("input_ids", "text");
    public static final String MASK = "attention_mask";
    public static final String POSITIONS = "position_ids";
    public static final String TYPES = "token_type_ids";

    private static final List<String> BESIDE_IDS = List.of(MASK, POSITIONS, TYPES);

    /** The logits of a combined graph, and the two embeddings that they are computed from. */
    public static final List<String> LOGITS = List.of("logits_per_image", "image_embeds", "text_embeds");

    private static final List<String> NAFLEX = List.of("pixel_attention_mask", "spatial_shapes");

    /** Files of older versions list weights among the inputs. */
    private static final int OLDEST_FORMAT = 4;

    private static final int MODEL_FORMAT = 1;
    private static final int MODEL_GRAPH = 7;
    private static final int GRAPH_INPUT = 11;
    private static final int GRAPH_OUTPUT = 12;
    private static final List<String> ELEMENTS =
            List.of("? FLOAT UINT8 INT8 UINT16 INT16 INT32 INT64 STRING BOOL FLOAT16 DOUBLE".split(" "));

    /**
     * A tensor.
     *
     * @param type such as {@code FLOAT}
     * @param shape each dimension's number, or its symbolic name
     */
    public record Tensor(String type, List<String> shape) {
        @Override
        public String toString() {
            return type + shape;
        }
    }

    /**
     * Returns the signature of a file on disk; empty for a file inside a jar, or if ONNX Runtime should report the
     * file's flaw.
     */
    static Optional<GraphSignature> of(ModelFile file) {
        return file.path().flatMap(path -> read(file.description(), path));
    }

    private static Optional<GraphSignature> read(String description, Path path) {
        Map<String, Tensor> inputs = new LinkedHashMap<>();
        Map<String, Tensor> outputs = new LinkedHashMap<>();
        long[] format = {0};
        try (WireReader reader = WireReader.open(path)) {
            walk(reader, Long.MAX_VALUE, field -> {
                if (reader.isVarint()) {
                    long number = reader.varint();
                    format[0] = field == MODEL_FORMAT ? number : format[0];
                } else if (reader.isBytes(MODEL_GRAPH)) {
                    walk(reader, reader.end(), value -> {
                        if (reader.isBytes(GRAPH_INPUT) || reader.isBytes(GRAPH_OUTPUT)) {
                            readValue(reader, value == GRAPH_INPUT ? inputs : outputs);
                        }
                    });
                }
            });
        } catch (IOException e) {
            return Optional.empty();
        }
        return format[0] < OLDEST_FORMAT || inputs.isEmpty() || outputs.isEmpty()
                ? Optional.empty()
                : Optional.of(new GraphSignature(description, inputs, outputs));
    }

    /** A handler of a field, which may ignore it. */
    private interface Visitor {
        void visit(int field) throws IOException;
    }

    private static void walk(WireReader reader, long end, Visitor visitor) throws IOException {
        while (end == Long.MAX_VALUE ? reader.next() : reader.nextBefore(end)) {
            long begin = reader.position();
            visitor.visit(reader.field());
            if (reader.position() == begin) {
                if (reader.isVarint()) {
                    reader.varint();
                } else {
                    reader.skip();
                }
            }
        }
    }

    /**
     * Reads a ValueInfoProto: a name, and a type that holds a tensor type that holds a number and a shape of
     * dimensions.
     */
    private static void readValue(WireReader reader, Map<String, Tensor> values) throws IOException {
        String[] nameAndType = {"", "?"};
        List<String> shape = new ArrayList<>();
        walk(reader, reader.end(), field -> {
            if (field == 1) {
                nameAndType[0] = text(reader);
            } else if (field == 2) {
                walk(reader, reader.end(), kind -> {
                    if (kind == 1) {
                        walk(reader, reader.end(), part -> {
                            if (part == 1) {
                                int number = (int) reader.varint();
                                nameAndType[1] = number > 0 && number < ELEMENTS.size() ? ELEMENTS.get(number) : "?";
                            } else if (part == 2) {
                                walk(reader, reader.end(), dimension -> {
                                    shape.add("?");
                                    walk(reader, reader.end(), size -> {
                                        if (size <= 2) {
                                            String said = size == 1 ? String.valueOf(reader.varint()) : text(reader);
                                            shape.set(shape.size() - 1, said);
                                        }
                                    });
                                });
                            }
                        });
                    }
                });
            }
        });
        values.put(nameAndType[0], new Tensor(nameAndType[1], shape));
    }

    private static String text(WireReader reader) throws IOException {
        return new String(reader.content(), StandardCharsets.UTF_8);
    }

    public static Optional<String> first(Collection<String> there, List<String> names) {
        return names.stream().filter(there::contains).findFirst();
    }

    /** Returns whether a combined graph requires as many pictures as prompts: one name is used for both numbers. */
    boolean hasOneBatch() {
        Optional<String> pixels = first(inputs.keySet(), PIXELS).map(this::batch);
        Optional<String> ids = first(inputs.keySet(), IDS).map(this::batch);
        return pixels.isPresent() && pixels.equals(ids) && !pixels.get().matches("\\?|\\d+");
    }

    /** Returns the number of tokens that every prompt must have, or 0 if any number is allowed. */
    int fixedLength() {
        return first(inputs.keySet(), IDS)
                .map(this::shape)
                .filter(shape -> shape.size() == 2 && shape.get(1).matches("\\d+"))
                .map(shape -> Integer.parseInt(shape.get(1)))
                .orElse(0);
    }

    /** Returns whether its logits reveal the scale: they come with the two embeddings, for several prompts at once. */
    boolean tellsLogits() {
        Optional<String> ids = first(inputs.keySet(), IDS);
        boolean isFixed = ids.isPresent() && batch(ids.get()).matches("\\d+");
        return outputs.keySet().containsAll(LOGITS) && !isFixed;
    }

    private List<String> shape(String input) {
        Tensor tensor = inputs.get(input);
        return tensor == null ? List.of() : tensor.shape();
    }

    private String batch(String input) {
        return shape(input).stream().findFirst().orElse("?");
    }

    /** Checks that a vision tower takes all required inputs, and no unknown ones. */
    void requirePictures(boolean isCombined) {
        if (first(inputs.keySet(), NAFLEX).isPresent()) {
            throw unsupported("it takes patches of any aspect ratio instead of a picture (NaFlex); use a model of fixed"
                    + " size, such as google/siglip2-base-patch16-224");
        }
        requireInputs(PIXELS, isCombined ? Stream.concat(IDS.stream(), BESIDE_IDS.stream()) : Stream.of());
    }

    /** Checks that a text tower takes all required inputs, and no unknown ones. */
    void requirePrompts(boolean isCombined) {
        requireInputs(IDS, Stream.concat(BESIDE_IDS.stream(), isCombined ? PIXELS.stream() : Stream.of()));
    }

    private void requireInputs(List<String> needed, Stream<String> others) {
        if (first(inputs.keySet(), needed).isEmpty()) {
            throw unsupported("expected an input " + String.join(" or ", needed));
        }
        Set<String> unknown = new LinkedHashSet<>(inputs.keySet());
        needed.forEach(unknown::remove);
        others.forEach(unknown::remove);
        if (!unknown.isEmpty()) {
            throw unsupported("no value is known for its input " + String.join(" and ", unknown));
        }
    }

    /** Checks that a tower has one of these outputs, or, without names, exactly one. */
    void requireOutput(List<String> embeddings) {
        if (embeddings.isEmpty()
                ? outputs.size() != 1
                : first(outputs.keySet(), embeddings).isEmpty()) {
            throw unsupported(
                    embeddings.isEmpty()
                            ? "expected one output"
                            : "expected an output " + String.join(" or ", embeddings));
        }
    }

    /** Checks that pictures of that size fit. */
    void requireSize(int width, int height) {
        List<String> shape = shape(first(inputs.keySet(), PIXELS).orElseThrow());
        List<String> made = List.of("", "3", String.valueOf(height), String.valueOf(width));
        for (int i = 1; i < made.size(); i++) {
            String size = i < shape.size() ? shape.get(i) : "0";
            if (size.matches("\\d+") && !size.equals(made.get(i))) {
                throw unsupported("the image processor produces pictures of " + width + " x " + height
                        + ", but the graph takes another size");
            }
        }
    }

    private ModelUnavailableException unsupported(String expectation) {
        return new ModelUnavailableException("model file " + file + " is not a usable graph: " + expectation
                + "; its inputs are " + said(inputs) + ", its outputs " + said(outputs));
    }

    static String said(Map<String, ?> tensors) {
        return tensors.entrySet().stream()
                .map(tensor -> tensor.getKey() + " " + tensor.getValue())
                .collect(Collectors.joining(", "));
    }
}
