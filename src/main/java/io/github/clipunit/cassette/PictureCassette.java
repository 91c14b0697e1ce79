package io.github.clipunit.cassette;

import io.github.clipunit.generator.GeneratorCalls;
import io.github.clipunit.generator.PictureRequest;
import io.github.clipunit.golden.GoldenException;
import io.github.clipunit.golden.verdict.Goldens;
import io.github.clipunit.image.ClipImage;
import io.github.clipunit.image.GeneratedPicture;
import io.github.clipunit.internal.Demands;
import io.github.clipunit.run.TestScope;
import io.github.clipunit.settings.Setting;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;

/**
 * Records what a generator made, and plays it back afterwards, so that tests run without the generator and its cost.
 *
 * <pre><code class="java">
 * BufferedImage fox = PictureCassette.record("fox", () -&gt; generator.generate("a red fox in the snow"));
 * </code></pre>
 *
 * <p>A cassette lies beside the goldens of its test class, in {@code <TestClass>/cassettes}, and is committed with them. It
 * belongs to all tests of the class that name it; each invocation of a parameterized or repeated test has its own. Bytes
 * and files are kept as they are, pictures in memory as PNG: lossless.
 *
 * <p>Every {@code record} throws {@link GoldenException} if the cassette is missing or is to be recorded on a build
 * server, is damaged, or cannot be read or written; {@link IllegalStateException} if no test is running; and whatever the
 * generator throws.
 */
public final class PictureCassette {

    /**
     * Whether pictures come from cassettes or from the generator.
     *
     * @hidden
     */
    public static final Setting<CassetteMode> MODE = Setting.choice(
            "clipunit.cassette.mode",
            "replay plays what was recorded, record calls generators and keeps the pictures, live only calls them",
            CassetteMode.REPLAY);

    private PictureCassette() {}

    /** Generates an encoded picture. */
    @FunctionalInterface
    public interface BytesGenerator<X extends Exception> {
        /** The encoded picture. */
        byte[] generate() throws X;
    }

    /** Generates a picture in memory. */
    @FunctionalInterface
    public interface BufferedImageGenerator<X extends Exception> {
        /** The picture. */
        BufferedImage generate() throws X;
    }

    /** Generates a picture file. */
    @FunctionalInterface
    public interface PathGenerator<X extends Exception> {
        /** The file. */
        Path generate() throws X;
    }

    /** Generates a picture as clipunit holds it. */
    @FunctionalInterface
    public interface ClipImageGenerator<X extends Exception> {
        /** The picture. */
        ClipImage generate() throws X;
    }

    /** Generates a picture of which it says something. */
    @FunctionalInterface
    public interface PictureGenerator<X extends Exception> {
        /** The picture. */
        GeneratedPicture generate() throws X;
    }

    /** Generates several pictures in one call. */
    @FunctionalInterface
    public interface PicturesGenerator<X extends Exception> {
        /** The pictures. */
        List<GeneratedPicture> generate() throws X;
    }

    /** The encoded picture of a cassette. */
    public static <X extends Exception> byte[] record(String name, BytesGenerator<X> generator) throws X {
        return playback(name, generator).bytes(generator);
    }

    /**
     * The picture of a cassette.
     *
     * @throws IllegalArgumentException if a picture is of a kind that PNG does not hold
     */
    public static <X extends Exception> BufferedImage record(String name, BufferedImageGenerator<X> generator)
            throws X {
        return playback(name, generator).bufferedImage(generator);
    }

    /** The picture file of a cassette: the cassette itself, which must not be written to. */
    public static <X extends Exception> Path record(String name, PathGenerator<X> generator) throws X {
        return playback(name, generator).path(generator);
    }

    /** The picture of a cassette. */
    public static <X extends Exception> ClipImage record(String name, ClipImageGenerator<X> generator) throws X {
        return playback(name, generator).clipImage(generator);
    }

    /**
     * The picture of a cassette that knows its request, with its facts.
     *
     * <pre><code class="java">
     * GeneratedPicture fox = PictureCassette.record(
     *         "fox", PictureRequest.of("a red fox").withModel("gpt-image-1"), () -&gt; client.paint("a red fox"));
     * </code></pre>
     *
     * @param request what the generator is asked for: a recording of another request is refused
     * @throws io.github.clipunit.golden.GoldenMismatchException if the cassette is of another request; the message says how to
     *     record it anew
     * @throws io.github.clipunit.generator.GeneratorRefusedException if the generator refuses
     * @throws io.github.clipunit.generator.GeneratorUnavailableException if it is unavailable
     */
    public static <X extends Exception> GeneratedPicture record(
            String name, PictureRequest request, PictureGenerator<X> generator) throws X {
        return record(name, request, GeneratorCalls.once(), generator);
    }

    /** As {@link #record(String, PictureRequest, PictureGenerator)}, with what counts as a refusal, and retries. */
    public static <X extends Exception> GeneratedPicture record(
            String name, PictureRequest request, GeneratorCalls calls, PictureGenerator<X> generator) throws X {
        return requested(name, request, true, calls, generator)
                .play(() -> Collections.singletonList(generator.generate()))
                .get(0);
    }

    /**
     * The pictures of one call, in a cassette that knows its request, each with its facts.
     *
     * <pre><code class="java">
     * List&lt;GeneratedPicture&gt; foxes = PictureCassette.recordAll(
     *         "foxes", PictureRequest.of("a red fox").withNumber(3), () -&gt; client.paint("a red fox", 3));
     * </code></pre>
     *
     * @param request what the generator is asked for: a recording of another request is refused, and with a number of pictures
     *     fewer are an error
     * @throws io.github.clipunit.golden.GoldenMismatchException if the cassette is of another request; the message says how to
     *     record it anew
     * @throws io.github.clipunit.generator.GeneratorRefusedException if the generator refuses
     * @throws io.github.clipunit.generator.GeneratorUnavailableException if it is unavailable
     * @throws IllegalArgumentException if it gives no picture, or too few; what came is kept
     */
    public static <X extends Exception> List<GeneratedPicture> recordAll(
            String name, PictureRequest request, PicturesGenerator<X> generator) throws X {
        return recordAll(name, request, GeneratorCalls.once(), generator);
    }

    /** As {@link #recordAll(String, PictureRequest, PicturesGenerator)}, with what counts as a refusal, and retries. */
    public static <X extends Exception> List<GeneratedPicture> recordAll(
            String name, PictureRequest request, GeneratorCalls calls, PicturesGenerator<X> generator) throws X {
        return requested(name, request, false, calls, generator).play(generator);
    }

    private static RequestedCassette requested(
            String name, PictureRequest request, boolean isSingle, GeneratorCalls calls, Object generator) {
        Demands.requireText("name", name);
        Demands.require("request", request);
        Demands.require("calls", calls);
        Demands.require("generator", generator);
        return new RequestedCassette(cassette(name), request, isSingle, calls);
    }

    private static Playback playback(String name, Object generator) {
        Demands.requireText("name", name);
        Demands.require("generator", generator);
        return new Playback(cassette(name));
    }

    private static Cassette cassette(String name) {
        TestScope scope = Goldens.require(TestScope.current());
        return Cassette.of(scope, name, System.getenv(), scope.settings().project());
    }
}
