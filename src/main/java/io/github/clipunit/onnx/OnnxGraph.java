package io.github.clipunit.onnx;

import ai.onnxruntime.NodeInfo;
import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.TensorInfo;
import ai.onnxruntime.platform.Fp16Conversions;
import io.github.clipunit.Embedding;
import io.github.clipunit.model.ModelFile;
import io.github.clipunit.model.ModelUnavailableException;
import io.github.clipunit.onnx.reading.GraphSignature;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.IntBuffer;
import java.nio.LongBuffer;
import java.nio.ShortBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** One ONNX graph, ready to run: what it takes and gives by name, and its fixed sizes. */
final class OnnxGraph implements AutoCloseable {

    private final OrtEnvironment environment;
    private final OrtSession session;
    private final Map<String, NodeInfo> inputs;
    private final Map<String, NodeInfo> outputs;
    private final String file;
    private final String pixels;
    private final String ids;

    private OnnxGraph(OrtEnvironment environment, OrtSession session, String file) throws OrtException {
        this.environment = environment;
        this.session = session;
        this.inputs = session.getInputInfo();
        this.outputs = session.getOutputInfo();
        this.file = file;
        this.pixels =
                GraphSignature.first(inputs.keySet(), GraphSignature.PIXELS).orElse(GraphSignature.PIXELS.get(0));
        this.ids = GraphSignature.first(inputs.keySet(), GraphSignature.IDS).orElse(GraphSignature.IDS.get(0));
    }

    static OnnxGraph open(ModelFile file, OnnxOptions options) {
        OrtEnvironment environment = NativeCalls.environment();
        try {
            OrtSession session = NativeCalls.make(() -> new SessionOpening(environment, options).open(file));
            return new OnnxGraph(environment, session, file.description());
        } catch (OrtException e) {
            throw LoadFailure.of(file.description(), environment.getVersion(), e);
        }
    }

    /** What messages call the graph. */
    String file() {
        return file;
    }

    /** What it calls pictures, if it takes any. */
    String pixels() {
        return pixels;
    }

    /** What it calls token ids, if it takes any. */
    String ids() {
        return ids;
    }

    boolean takes(String input) {
        return inputs.containsKey(input);
    }

    boolean gives(String output) {
        return outputs.containsKey(output);
    }

    /** The input of a graph that has no other. */
    String onlyInput() {
        return only(inputs, "input");
    }

    /** The output of a graph that has no other. */
    String onlyOutput() {
        return only(outputs, "output");
    }

    private String only(Map<String, NodeInfo> nodes, String kind) {
        if (nodes.size() != 1) {
            throw unsupported("one " + kind + " is expected");
        }
        return nodes.keySet().iterator().next();
    }

    /** The fixed size of one of an input's dimensions, or -1 where it may vary. */
    long size(String input, int dimension) {
        long[] shape = tensor(input).getShape();
        if (dimension >= shape.length) {
            throw unsupported("input " + input + " of rank " + shape.length + ", expected more than " + dimension);
        }
        return shape[dimension];
    }

    /** How many rows that input must have, or 0 where any number may be given. */
    int fixedBatch(String input) {
        return Math.toIntExact(Math.max(0, size(input, 0)));
    }

    /** Says what the graph takes and gives instead of what was expected. */
    ModelUnavailableException unsupported(String expectation) {
        return new ModelUnavailableException("model file " + file + " is not a graph that can be used: " + expectation
                + "; its inputs are " + signature(inputs) + ", its outputs " + signature(outputs));
    }

    private static String signature(Map<String, NodeInfo> nodes) {
        return nodes.entrySet().stream()
                .map(node -> node.getKey()
                        + (node.getValue().getInfo() instanceof TensorInfo tensor
                                ? " " + tensor.type + Arrays.toString(tensor.getShape())
                                : ""))
                .collect(Collectors.joining(", "));
    }

    /** A tensor of floats, or of half floats where that input takes them. */
    OnnxTensor floats(String input, FloatBuffer values, long... shape) throws OrtException {
        if (typeOf(input) != OnnxJavaType.FLOAT16) {
            return OnnxTensor.createTensor(environment, values, shape);
        }
        ShortBuffer halves = Fp16Conversions.convertFloatBufferToFp16Buffer(values);
        // ONNX Runtime takes the buffer of shorts itself from 1.20 on
        ByteBuffer bytes =
                ByteBuffer.allocateDirect(Short.BYTES * halves.remaining()).order(ByteOrder.nativeOrder());
        bytes.asShortBuffer().put(halves);
        return OnnxTensor.createTensor(environment, bytes, shape, OnnxJavaType.FLOAT16);
    }

    /** A tensor of whole numbers, 32 bits wide where that input takes them so. */
    OnnxTensor wholes(String input, long[] values, long... shape) throws OrtException {
        return typeOf(input) == OnnxJavaType.INT32
                ? OnnxTensor.createTensor(
                        environment,
                        IntBuffer.wrap(
                                Arrays.stream(values).mapToInt(Math::toIntExact).toArray()),
                        shape)
                : OnnxTensor.createTensor(environment, LongBuffer.wrap(values), shape);
    }

    private OnnxJavaType typeOf(String input) {
        return tensor(input).type;
    }

    private TensorInfo tensor(String input) {
        NodeInfo node = inputs.get(input);
        if (node == null || !(node.getInfo() instanceof TensorInfo tensor)) {
            throw unsupported("no tensor input " + input);
        }
        return tensor;
    }

    /** Runs the graph for one of its outputs, a row a picture or prompt. */
    float[][] run(Map<String, OnnxTensor> feeds, String output) {
        return run(feeds, List.of(output)).get(0);
    }

    /** Runs the graph for several of its outputs, in their order. */
    List<float[][]> run(Map<String, OnnxTensor> feeds, List<String> wanted) {
        try (OrtSession.Result result = NativeCalls.make(() -> session.run(feeds, new LinkedHashSet<>(wanted)))) {
            List<float[][]> values = new ArrayList<>();
            for (String output : wanted) {
                values.add(rows(output, (OnnxTensor) result.get(output).orElseThrow()));
            }
            return values;
        } catch (OrtException e) {
            throw new IllegalStateException("model file " + file + " failed as it ran: " + e.getMessage(), e);
        }
    }

    private float[][] rows(String output, OnnxTensor tensor) {
        long[] shape = tensor.getInfo().getShape();
        int rows = shape.length == 0 ? 1 : Math.toIntExact(shape[0]);
        FloatBuffer numbers = tensor.getFloatBuffer();
        if (numbers == null) {
            throw unsupported("output " + output + " must hold floats");
        }
        float[][] vectors = new float[rows][numbers.remaining() / rows];
        for (float[] vector : vectors) {
            numbers.get(vector);
        }
        return vectors;
    }

    /** One row's embedding; NaN, infinity and zero name the graph's file, as no other place knows it. */
    Embedding embedding(float[] vector, String subject) {
        try {
            return Embedding.of(vector);
        } catch (IllegalArgumentException e) {
            throw new NoEmbedding(
                    "model file " + file + " gives no usable embedding of " + subject + ": " + e.getMessage(), e);
        }
    }

    /** The first of the given outputs that the graph has; without names, its only one. */
    String output(List<String> names) {
        return names.isEmpty()
                ? onlyOutput()
                : GraphSignature.first(outputs.keySet(), names)
                        .orElseThrow(() -> unsupported("expected an output " + String.join(" or ", names)));
    }

    /** The model gave one picture or prompt a vector that is not finite or zero; others may be fine. */
    static final class NoEmbedding extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NoEmbedding(String message, Throwable cause) {
            super(message, cause);
        }
    }

    @Override
    public void close() {
        try {
            session.close();
        } catch (OrtException e) {
            throw new IllegalStateException("model file " + file + " cannot be closed: " + e.getMessage(), e);
        }
    }
}
