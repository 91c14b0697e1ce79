package io.github.clipunit.onnx;

import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import io.github.clipunit.onnx.reading.WireReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * An ONNX file as a small graph that refers to its large weights in the original file, so that ONNX Runtime maps them
 * into memory: it copies weights inside a graph's file, and maps weights outside of it.
 *
 * <p>A graph is a protocol buffer (onnx.proto: {@code ModelProto.graph = 7}, {@code GraphProto.initializer = 5}), and
 * each weight is a {@code TensorProto} with either {@code raw_data = 9}, or {@code external_data = 13} and {@code
 * data_location = 14}. Everything else is copied unchanged.
 *
 * @param graph the small graph, a {@code ModelProto}
 * @param folder the folder that the paths of its weights are relative to
 */
@SuppressWarnings("ArrayRecordComponent") // never leaves the package
record MappedWeights(byte[] graph, Path folder) {

    /** The least size in bytes of a mapped weight; smaller ones are read as fast as they are mapped. */
    static final long SMALLEST = 1 << 16;

    private static final int GRAPH = 7;
    private static final int INITIALIZER = 5;
    private static final int RAW_DATA = 9;
    private static final int EXTERNAL_DATA = 13;
    private static final int DATA_LOCATION = 14;
    private static final int EXTERNAL = 1;
    private static final int ENTRY_KEY = 1;
    private static final int ENTRY_VALUE = 2;

    /**
     * Splits a file into the small graph and its weights.
     *
     * @return empty if mapping gains nothing, if the weights are external already, or if the file is not a graph: ONNX
     *     Runtime then reads the file itself and reports any error
     */
    static Optional<MappedWeights> of(Path file) throws IOException {
        return of(file, SMALLEST);
    }

    /** Splits a file, with weights of at least so many bytes. */
    static Optional<MappedWeights> of(Path file, long smallest) throws IOException {
        Path real = file.toRealPath(); // a link in a cache would lead out of its folder, which ONNX Runtime refuses
        try (WireReader reader = WireReader.open(real)) {
            Rewriting rewriting = new Rewriting(reader, String.valueOf(real.getFileName()), smallest);
            byte[] graph = rewriting.model();
            return rewriting.isWorthIt()
                    ? Optional.of(new MappedWeights(graph, real.resolveSibling("")))
                    : Optional.empty();
        } catch (WireReader.UnfitException e) {
            return Optional.empty();
        }
    }

    /** Sets the folder of the weights. */
    void configure(OrtSession.SessionOptions session) throws OrtException {
        session.addConfigEntry("session.model_external_initializers_file_folder_path", folder.toString());
    }

    /** One pass over a file. */
    private static final class Rewriting {

        private final WireReader reader;
        private final String file;
        private final long smallest;
        private int moved;
        private boolean hasOutside;

        Rewriting(WireReader reader, String file, long smallest) {
            this.reader = reader;
            this.file = file;
            this.smallest = smallest;
        }

        boolean isWorthIt() {
            return moved > 0 && !hasOutside;
        }

        byte[] model() throws IOException {
            WireWriter model = new WireWriter();
            while (reader.next()) {
                if (reader.isBytes(GRAPH)) {
                    model.bytes(GRAPH, graph(reader.end()));
                } else {
                    model.copy(reader);
                }
            }
            return model.toByteArray();
        }

        private byte[] graph(long end) throws IOException {
            WireWriter graph = new WireWriter();
            while (reader.nextBefore(end)) {
                if (reader.isBytes(INITIALIZER)) {
                    graph.bytes(INITIALIZER, weight(reader.end()));
                } else {
                    graph.copy(reader);
                }
            }
            return graph.toByteArray();
        }

        private byte[] weight(long end) throws IOException {
            WireWriter weight = new WireWriter();
            while (reader.nextBefore(end)) {
                hasOutside |= reader.field() == EXTERNAL_DATA;
                if (reader.isBytes(RAW_DATA) && reader.length() >= smallest) {
                    weight.bytes(EXTERNAL_DATA, entry("location", file));
                    weight.bytes(EXTERNAL_DATA, entry("offset", String.valueOf(reader.position())));
                    weight.bytes(EXTERNAL_DATA, entry("length", String.valueOf(reader.length())));
                    weight.number(DATA_LOCATION, EXTERNAL);
                    reader.skip();
                    moved++;
                } else {
                    weight.copy(reader);
                }
            }
            return weight.toByteArray();
        }

        private static byte[] entry(String key, String value) {
            WireWriter entry = new WireWriter();
            entry.text(ENTRY_KEY, key);
            entry.text(ENTRY_VALUE, value);
            return entry.toByteArray();
        }
    }
}
