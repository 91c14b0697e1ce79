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
 * A recorder of generated pictures, which replays them afterwards, so that tests run without the generator and its
 * cost.
 *
 * <pre><code class="java">
 * BufferedImage fox = PictureCassette.record("fox", () -&gt; generator.generate("a red fox in the snow"));
 * </code></pre>
 *
 * <p>A cassette is stored with the goldens of its test class, in {@code <TestClass>/cassettes}, and committed with
 * them. All tests of the class that use its name share it; each invocation of a parameterized or repeated test has its
 * own. Bytes and files are stored unchanged, pictures in memory as PNG, without loss.
 *
 * <p>Every {@code record} method throws {@link GoldenException} if the cassette is missing or is to be recorded on a
 * build server, is damaged, or cannot be read or written; {@link IllegalStateException} if no test is running; and any
 * exception that the generator throws.
 */
public final class PictureCassette {

    /**
     * The source of pictures: cassettes or the generator.
     *
     * @hidden
     */
    public static final Setting<CassetteMode> MODE = Setting.choice(
            "clipunit.cassette.mode",
            "replay plays recordings, record calls generators and records their pictures, live calls them without"
                    + " recording",
            CassetteMode.REPLAY);

    private PictureCassette() {}

    /** A generator of an encoded picture. */
    @FunctionalInterface
    public interface BytesGenerator<X extends Exception> {
        /** Returns the encoded picture. */
        byte[] generate() throws X;
    }

    /** A generator of a picture in memory. */
    @FunctionalInterface
    public interface BufferedImageGenerator<X extends Exception> {
        /** Returns the picture. */
        BufferedImage generate() throws X;
    }

    /** A generator of a picture file. */
    @FunctionalInterface
    public interface PathGenerator<X extends Exception> {
        /** Returns the file. */
        Path generate() throws X;
    }

    /** A generator of a {@code ClipImage}. */
    @FunctionalInterface
    public interface ClipImageGenerator<X extends Exception> {
        /** Returns the picture. */
        ClipImage generate() throws X;
    }

    /** A generator of a picture with facts about it. */
    @FunctionalInterface
    public interface PictureGenerator<X extends Exception> {
        /** Returns the picture. */
        GeneratedPicture generate() throws X;
    }

    /** A generator of several pictures in one call. */
    @FunctionalInterface
    public interface PicturesGenerator<X extends Exception> {
        /** Returns the pictures. */
        List<GeneratedPicture> generate() throws X;
    }

    /** Returns the encoded picture of a cassette. */
    public static <X extends Exception> byte[] record(String name, BytesGenerator<X> generator) throws X {
        return playback(name, generator).bytes(generator);
    }

    /**
     * Returns the picture of a cassette.
     *
     * @throws IllegalArgumentException if PNG cannot hold a picture of its type
     */
    public static <X extends Exception> BufferedImage record(String name, BufferedImageGenerator<X> generator)
            throws X {
        return playback(name, generator).bufferedImage(generator);
    }

    /** Returns the picture file of a cassette: the cassette itself, which must not be written to. */
    public static <X extends Exception> Path record(String name, PathGenerator<X> generator) throws X {
        return playback(name, generator).path(generator);
    }

    /** Returns the picture of a cassette. */
    public static <X extends Exception> ClipImage record(String name, ClipImageGenerator<X> generator) throws X {
        return playback(name, generator).clipImage(generator);
    }

    /**
     * Returns the picture of a cassette with a request, together with its facts.
     *
     * <pre><code class="java">
     * GeneratedPicture fox = PictureCassette.record(
     *         "fox", PictureRequest.of("a red fox").withModel("gpt-image-1"), () -&gt; client.paint("a red fox"));
     * </code></pre>
     *
     * @param request the request to the generator; a recording of another request is refused
     * @throws io.github.clipunit.golden.GoldenMismatchException if the cassette was recorded for another request; the
     *     message says how to record it again
     * @throws io.github.clipunit.generator.GeneratorRefusedException if the generator refuses
     * @throws io.github.clipunit.generator.GeneratorUnavailableException if it is unavailable
     */
    public static <X extends Exception> GeneratedPicture record(
            String name, PictureRequest request, PictureGenerator<X> generator) throws X {
        return record(name, request, GeneratorCalls.once(), generator);
    }

    /**
     * Does the same as {@link #record(String, PictureRequest, PictureGenerator)}, with rules for refusals, outages and
     * retries.
     */
    public static <X extends Exception> GeneratedPicture record(
            String name, PictureRequest request, GeneratorCalls calls, PictureGenerator<X> generator) throws X {
        return requested(name, request, true, calls, generator)
                .play(() -> Collections.singletonList(generator.generate()))
                .get(0);
    }

    /**
     * Returns the pictures of one call from a cassette with a request, each with its facts.
     *
     * <pre><code class="java">
     * List&lt;GeneratedPicture&gt; foxes = PictureCassette.recordAll(
     *         "foxes", PictureRequest.of("a red fox").withNumber(3), () -&gt; client.paint("a red fox", 3));
     * </code></pre>
     *
     * @param request the request to the generator; a recording of another request is refused, and if it has a number of
     *     pictures, fewer are an error
     * @throws io.github.clipunit.golden.GoldenMismatchException if the cassette was recorded for another request; the
     *     message says how to record it again
     * @throws io.github.clipunit.generator.GeneratorRefusedException if the generator refuses
     * @throws io.github.clipunit.generator.GeneratorUnavailableException if it is unavailable
     * @throws IllegalArgumentException if it returns no picture, or too few; these are kept
     */
    public static <X extends Exception> List<GeneratedPicture> recordAll(
            String name, PictureRequest request, PicturesGenerator<X> generator) throws X {
        return recordAll(name, request, GeneratorCalls.once(), generator);
    }

    /**
     * Does the same as {@link #recordAll(String, PictureRequest, PicturesGenerator)}, with rules for refusals, outages
     * and retries.
     */
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
