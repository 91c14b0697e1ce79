package io.github.clipunit.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.within;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import io.github.clipunit.internal.Sha256;
import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ColorModel;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.WritableRaster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.Reader;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ClipImageTest {

    private static final Path PILLOW = Path.of("src/test/resources/pillow");
    private static final Path BROKEN = Path.of("src/test/resources/broken");
    private static final Path CAT = Path.of("src/test/resources/pictures/cat.png");

    static Stream<JsonObject> pillow() throws IOException {
        return entries(PILLOW.resolve("pillow.json"));
    }

    static Stream<JsonObject> broken() throws IOException {
        return entries(BROKEN.resolve("broken.json"));
    }

    private static Stream<JsonObject> entries(Path index) throws IOException {
        try (Reader reader = Files.newBufferedReader(index)) {
            return StreamSupport.stream(
                            new Gson()
                                    .fromJson(reader, JsonObject.class)
                                    .getAsJsonArray("files")
                                    .spliterator(),
                            false)
                    .map(JsonElement::getAsJsonObject);
        }
    }

    @ParameterizedTest
    @MethodSource("pillow")
    void should_read_the_pixels_that_pillow_reads(JsonObject expected) {
        ClipImage image = ClipImage.of(PILLOW.resolve(expected.get("file").getAsString()));
        assertThat(image.width()).isEqualTo(expected.get("width").getAsInt());
        assertThat(image.height()).isEqualTo(expected.get("height").getAsInt());
        assertThat(sha256(image.rgb())).isEqualTo(expected.get("rgb_sha256").getAsString());
        if (expected.has("clear")) {
            double pixels = image.width() * image.height();
            assertThat(image.transparency()).isEqualTo(expected.get("clear").getAsInt() / pixels);
        }
    }

    private static String sha256(ByteBuffer rgb) {
        byte[] bytes = new byte[rgb.remaining()];
        rgb.get(bytes);
        return Sha256.hex(bytes);
    }

    @ParameterizedTest
    @MethodSource("broken")
    void should_refuse_what_is_no_whole_picture_or_read_what_pillow_reads(JsonObject expected) {
        Path file = BROKEN.resolve(expected.get("file").getAsString());
        Throwable thrown = catchThrowable(() -> ClipImage.of(file));
        if (thrown == null) {
            assertThat(sha256(ClipImage.of(file).rgb()))
                    .isEqualTo(expected.get("rgb_sha256").getAsString());
        } else {
            assertThat(thrown)
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining("[" + file + "]")
                    .hasMessageContaining(
                            expected.get("format").isJsonNull()
                                    ? ""
                                    : expected.get("format").getAsString());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"png", "jpg", "gif", "bmp", "tif"})
    void should_refuse_a_picture_cut_anywhere(String suffix) throws IOException {
        Path file = PILLOW.resolve(
                switch (suffix) {
                    case "png" -> "rgb-61x47.png";
                    case "jpg" -> "jpeg-420-199x149.jpg";
                    case "gif" -> "gif-61x47.gif";
                    case "tif" -> "tiff-rgb-61x47.tif";
                    default -> "bmp-24bit-61x47.bmp";
                });
        byte[] whole = Files.readAllBytes(file);
        int end = suffix.equals("gif") ? whole.length - 2 : whole.length;
        for (int length = 0; length < end; length += Math.max(1, whole.length / 150)) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ClipImage.of(cut))
                    .as("%s bytes", length)
                    .isInstanceOf(UnreadableImageException.class);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "webp-lossy-61x47",
                "webp-lossless-61x47",
                "webp-alpha-61x47",
                "webp-animated-61x47",
                "webp-palette-16-61x47"
            })
    void should_refuse_a_webp_that_lacks_any_byte(String name) throws IOException {
        byte[] whole = Files.readAllBytes(PILLOW.resolve(name + ".webp"));
        for (int length = 12; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThatThrownBy(() -> ClipImage.of(cut))
                    .as("%s bytes", length)
                    .isInstanceOf(UnreadableImageException.class)
                    .hasMessageContaining(
                            "it is truncated: its header says " + whole.length + " bytes, the file has " + length);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"webp-lossy-61x47", "webp-lossless-61x47", "webp-segments-199x149"})
    void should_refuse_a_webp_that_lacks_bytes_and_says_that_it_does_not(String name) throws IOException {
        byte[] whole = Files.readAllBytes(PILLOW.resolve(name + ".webp"));
        for (int length = 20; length < whole.length - 3; length += 2) {
            byte[] cut = Arrays.copyOf(whole, length);
            ByteBuffer.wrap(cut)
                    .order(ByteOrder.LITTLE_ENDIAN)
                    .putInt(4, length - 8)
                    .putInt(16, length - 20);
            assertThatThrownBy(() -> ClipImage.of(cut))
                    .as("%s bytes", length)
                    .isInstanceOf(UnreadableImageException.class);
        }
    }

    @Test
    void should_refuse_a_lossy_webp_that_is_too_small_for_its_size() throws IOException {
        byte[] lossy = Files.readAllBytes(PILLOW.resolve("webp-lossy-61x47.webp"));
        ByteBuffer.wrap(lossy)
                .order(ByteOrder.LITTLE_ENDIAN)
                .putShort(26, (short) 0x2fff)
                .putShort(28, (short) 0x2fff);
        assertThatThrownBy(() -> ClipImage.of(lossy))
                .hasMessage("picture [byte[" + lossy.length + "]] cannot be read; its first bytes say: WebP ("
                        + lossy.length + " bytes); it is truncated: its lossy frame is shorter than it says");
    }

    @Test
    void should_be_the_same_picture_from_file_bytes_stream_data_uri_and_memory() throws IOException {
        byte[] bytes = Files.readAllBytes(CAT);
        ClipImage fromFile = ClipImage.of(CAT);
        assertThat(ClipImage.of(bytes)).isEqualTo(fromFile);
        assertThat(ClipImage.of(new ByteArrayInputStream(bytes))).isEqualTo(fromFile);
        assertThat(ClipImage.ofDataUri(
                        "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes)))
                .isEqualTo(fromFile);
        assertThat(ClipImage.of(fromFile.toBufferedImage())).isEqualTo(fromFile).hasSameHashCodeAs(fromFile);
    }

    @Test
    void should_read_base64_that_is_percent_encoded() throws Exception {
        byte[] bytes = Files.readAllBytes(CAT);
        String escaped = Base64.getEncoder()
                .encodeToString(bytes)
                .replace("+", "%2B")
                .replace("/", "%2f")
                .replace("=", "%3D");
        assertThat(ClipImage.ofDataUri("data:image/png;base64," + escaped)).isEqualTo(ClipImage.of(bytes));
    }

    @Test
    void should_hash_size_and_pixels() throws Exception {
        BufferedImage image = new BufferedImage(1, 2, BufferedImage.TYPE_INT_RGB);
        image.setRGB(0, 0, 0x010203);
        image.setRGB(0, 1, 0xfffefd);
        byte[] hashed = {0, 0, 0, 1, 0, 0, 0, 2, 1, 2, 3, -1, -2, -3};
        assertThat(ClipImage.of(image).sha256()).isEqualTo(Sha256.hex(hashed));
    }

    @Test
    void should_read_every_type_of_buffered_image() {
        int[] types = {
            BufferedImage.TYPE_INT_RGB, BufferedImage.TYPE_INT_ARGB, BufferedImage.TYPE_INT_ARGB_PRE,
            BufferedImage.TYPE_INT_BGR, BufferedImage.TYPE_3BYTE_BGR, BufferedImage.TYPE_4BYTE_ABGR,
            BufferedImage.TYPE_4BYTE_ABGR_PRE
        };
        for (int type : types) {
            BufferedImage image = new BufferedImage(3, 2, type);
            image.setRGB(2, 1, 0xff102030);
            ByteBuffer rgb = ClipImage.of(image).rgb();
            assertThat(new byte[] {rgb.get(15), rgb.get(16), rgb.get(17)})
                    .as("type %s", type)
                    .containsExactly(16, 32, 48);
        }
        BufferedImage narrow = new BufferedImage(1, 1, BufferedImage.TYPE_USHORT_565_RGB);
        narrow.setRGB(0, 0, 0xffffffff);
        assertThat(ClipImage.of(narrow).rgb().get(0)).isEqualTo((byte) 255);
    }

    static Stream<Arguments> kinds() {
        int gray = ColorSpace.CS_GRAY;
        int rgb = ColorSpace.CS_sRGB;
        return Stream.of(
                arguments(
                        "gray of 16 bits, by the high byte",
                        pixel(gray, DataBuffer.TYPE_USHORT, 0x64ff),
                        100,
                        100,
                        100),
                arguments("gray with a sign", pixel(gray, DataBuffer.TYPE_SHORT, 100 * 128 + 5), 100, 100, 100),
                arguments("gray below zero", pixel(gray, DataBuffer.TYPE_SHORT, -1), 0, 0, 0),
                arguments("gray of 32 bits", pixel(gray, DataBuffer.TYPE_INT, 0x64ffffff), 100, 100, 100),
                arguments("gray with a fraction", pixel(gray, DataBuffer.TYPE_FLOAT, 0.4), 102, 102, 102),
                arguments("gray beyond white", pixel(gray, DataBuffer.TYPE_DOUBLE, 1.5), 255, 255, 255),
                arguments("gray times alpha", pixel(gray, DataBuffer.TYPE_BYTE, 50, 127), 100, 100, 100),
                arguments(
                        "gray times alpha, 16 bits", pixel(gray, DataBuffer.TYPE_USHORT, 12850, 32768), 100, 100, 100),
                arguments("gray times alpha, a fraction", pixel(gray, DataBuffer.TYPE_FLOAT, 0.2, 0.5), 102, 102, 102),
                arguments("gray times no alpha", pixel(gray, DataBuffer.TYPE_BYTE, 50, 0), 0, 0, 0),
                arguments("RGB with a fraction", pixel(rgb, DataBuffer.TYPE_FLOAT, 0.1, 0.5, 0.9), 26, 128, 230),
                arguments("RGB times alpha", pixel(rgb, DataBuffer.TYPE_BYTE, 10, 50, 90, 100), 26, 128, 230));
    }

    /** A picture of one pixel, which has alpha where there is one sample more than its colours need. */
    private static BufferedImage pixel(int space, int type, double... samples) {
        ColorSpace colors = ColorSpace.getInstance(space);
        boolean hasAlpha = samples.length > colors.getNumComponents();
        ColorModel model = new ComponentColorModel(
                colors, hasAlpha, hasAlpha, hasAlpha ? Transparency.TRANSLUCENT : Transparency.OPAQUE, type);
        WritableRaster raster = model.createCompatibleWritableRaster(1, 1);
        raster.setPixel(0, 0, samples);
        return new BufferedImage(model, raster, hasAlpha, null);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("kinds")
    void should_take_gray_and_rgb_of_every_kind_without_gamma(
            String kind, BufferedImage image, int red, int green, int blue) {
        assertThat(rgbOf(image)).as(kind).containsExactly(red, green, blue);
    }

    private static int[] rgbOf(BufferedImage image) {
        ByteBuffer rgb = ClipImage.of(image).rgb();
        return new int[] {rgb.get(0) & 0xff, rgb.get(1) & 0xff, rgb.get(2) & 0xff};
    }

    @Test
    void should_convert_linear_rgb_by_the_curve_of_srgb() {
        int[] rgb = rgbOf(pixel(ColorSpace.CS_LINEAR_RGB, DataBuffer.TYPE_BYTE, 10, 50, 200));
        double[] linear = {10 / 255.0, 50 / 255.0, 200 / 255.0};
        for (int c = 0; c < 3; c++) {
            double expected = 255 * (1.055 * Math.pow(linear[c], 1 / 2.4) - 0.055); // IEC 61966-2-1
            assertThat((double) rgb[c]).isCloseTo(expected, within(1.0));
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {ColorSpace.CS_PYCC, ColorSpace.CS_CIEXYZ})
    void should_convert_colours_that_are_no_rgb(int space) {
        int[] rgb = rgbOf(pixel(space, DataBuffer.TYPE_BYTE, 100, 110, 120));
        ColorSpace colors = ColorSpace.getInstance(space);
        float[] normalized = new float[3];
        for (int c = 0; c < 3; c++) {
            normalized[c] = new float[] {100, 110, 120}[c] / 255 * colors.getMaxValue(c);
        }
        float[] expected = colors.toRGB(normalized);
        for (int c = 0; c < 3; c++) {
            assertThat((double) rgb[c]).isCloseTo(255 * expected[c], within(1.0));
        }
    }

    @Test
    void should_measure_transparency_of_alpha_with_a_fraction() {
        assertThat(ClipImage.of(pixel(ColorSpace.CS_GRAY, DataBuffer.TYPE_FLOAT, 0.2, 0.4))
                        .transparency())
                .isEqualTo(1);
        assertThat(ClipImage.of(pixel(ColorSpace.CS_GRAY, DataBuffer.TYPE_FLOAT, 0.2, 0.6))
                        .transparency())
                .isZero();
    }

    @Test
    void should_measure_transparency_of_webp() throws IOException {
        Path file = PILLOW.resolve("webp-lossless-alpha-61x47.webp");
        Path same = PILLOW.resolve("rgba-61x47.png");
        assertThat(ClipImage.of(file)).isEqualTo(ClipImage.of(same));
        assertThat(ClipImage.of(file).transparency())
                .isEqualTo(ClipImage.of(same).transparency())
                .isPositive();
    }

    @Test
    void should_read_a_part_of_a_larger_picture() throws IOException {
        BufferedImage whole = ClipImage.of(CAT).toBufferedImage();
        BufferedImage bytes = new BufferedImage(whole.getWidth(), whole.getHeight(), BufferedImage.TYPE_3BYTE_BGR);
        bytes.setData(whole.getRaster());
        ClipImage part = ClipImage.of(bytes.getSubimage(40, 30, 20, 10));
        assertThat(part.toBufferedImage().getRGB(7, 3)).isEqualTo(bytes.getRGB(47, 33));
    }

    @Test
    void should_measure_transparency() {
        BufferedImage image = new BufferedImage(4, 1, BufferedImage.TYPE_INT_ARGB);
        image.setRGB(0, 0, 0xff000000);
        assertThat(ClipImage.of(image).transparency()).isEqualTo(0.75);
    }

    @Test
    void should_say_what_is_missing_for_a_file_that_does_not_exist() {
        assertThatThrownBy(() -> ClipImage.of(Path.of("no/such.png")))
                .isInstanceOf(UnreadableImageException.class)
                .hasMessage("no picture at [no/such.png]: the file does not exist, looked for at ["
                        + Path.of("no/such.png").toAbsolutePath() + "]");
    }

    @Test
    void should_say_what_reads_a_format_that_is_not_supported() {
        assertThatThrownBy(() -> ClipImage.of(BROKEN.resolve("psd-header.psd")))
                .hasMessage("picture [" + BROKEN.resolve("psd-header.psd")
                        + "] cannot be read; its first bytes say: PSD (26 bytes); no ImageIO reader on the"
                        + " class path reads it; no reader is known that gives Pillow's pixels: save as PNG");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "arithmetic.jpg | it is arithmetic-coded, which not every JDK reads; save it with Huffman codes",
                "incomplete-scans.jpg | it is incomplete: its scans leave out coefficients, which readers guess differently",
                "jpeg-without-eoi.jpg | it is truncated: its end marker is missing",
                "tiff-jpeg-rgba.tif | its 4 channels are JPEG-compressed, which the JDK misreads; save it as PNG",
                "tiff-jpeg-cmyk.tif | its 4 channels are JPEG-compressed, which the JDK misreads; save it as PNG",
                "tiff-lab.tif | its colours are YCbCr without JPEG, CIELab or of another rare kind (photometric interpretation"
                        + " 8); save it as RGB",
                "tiff-float.tif | its samples have 32 bits, a sign or a decimal point, and no stated white level;"
                        + " save it with 8 bits",
                "tiff-big.tif | it is a BigTIFF, which the JDK does not read; save it as PNG",
                "webp-header-named.png | it is truncated: its header says 38 bytes, the file has 34",
                "webp-lossless-relabelled-95.webp | it is truncated: its lossless pixels end before the last",
                "webp-lossy-relabelled-30.webp | it is truncated: its lossy frame ends in row 0 of 48"
            })
    void should_say_why_a_picture_is_not_read(String name, String why) throws IOException {
        Path file = BROKEN.resolve(name);
        String format = name.startsWith("webp") ? "WebP" : name.endsWith(".tif") ? "TIFF" : "JPEG";
        assertThatThrownBy(() -> ClipImage.of(file))
                .hasMessage("picture [" + file + "] cannot be read; its first bytes say: " + format + " ("
                        + Files.size(file) + " bytes); " + why);
    }

    /** As {@code text eol=lf} and {@code text eol=crlf} in .gitattributes do it. */
    @Test
    void should_say_that_git_took_a_png_for_text() throws IOException {
        String png = Files.readString(CAT, StandardCharsets.ISO_8859_1);
        for (String converted : List.of(png.replace("\r\n", "\n"), png.replace("\n", "\r\n"))) {
            byte[] bytes = converted.getBytes(StandardCharsets.ISO_8859_1);
            assertThatThrownBy(() -> ClipImage.of(bytes))
                    .hasMessage("picture [byte[" + bytes.length + "]] cannot be read; its first bytes say: PNG with"
                            + " converted line ends (" + bytes.length
                            + " bytes); it is not a picture; Git or a program treated it as text: mark *.png as"
                            + " binary in .gitattributes or write it in binary mode, and restore the file");
        }
    }

    @Test
    void should_refuse_too_many_pixels_before_taking_memory_for_them() {
        assertThatThrownBy(() -> ClipImage.of(BROKEN.resolve("png-60000x60000.png")))
                .hasMessage(
                        "picture [" + BROKEN.resolve("png-60000x60000.png") + "] (PNG) is 60000 x 60000 = 3600000000"
                                + " pixels, over the 178956970 allowed: possibly a decompression bomb; if not, raise"
                                + " clipunit.image.max-pixels");
        assertThatThrownBy(() -> ClipImage.of(CAT, new ImageLimits(256 * 256 - 1, 1 << 20)))
                .hasMessageContaining("256 x 256 = 65536 pixels, over the 65535 allowed");
    }

    @Test
    void should_refuse_too_many_encoded_bytes() throws IOException {
        ImageLimits limits = new ImageLimits(1 << 20, 100);
        byte[] bytes = Files.readAllBytes(CAT);
        assertThatThrownBy(() -> ClipImage.of(CAT, limits)).hasMessageContaining("over the 100 allowed");
        assertThatThrownBy(() -> ClipImage.of(bytes, limits)).hasMessageContaining("raise clipunit.image.max-bytes");
        assertThatThrownBy(() -> ClipImage.of(new ByteArrayInputStream(bytes), limits))
                .hasMessage("picture [stream] has 101 encoded bytes or more, over the 100 allowed; raise"
                        + " clipunit.image.max-bytes if this is intended");
        assertThatThrownBy(() -> ClipImage.ofDataUri("data:;base64," + "A".repeat(200), limits))
                .hasMessageContaining("over the 100 allowed");
    }

    @Test
    void should_refuse_what_is_no_data_uri() {
        assertThatThrownBy(() -> ClipImage.ofDataUri("https://example.org/fox.png"))
                .hasMessage(
                        "not a data URI: [https://example.org/fox.png]; expected the form data:image/png;base64,iVBOR…");
        assertThatThrownBy(() -> ClipImage.ofDataUri("data:image/png;base64,***"))
                .hasMessageStartingWith("data URI [data:image/png;base64,***] does not hold Base64");
        assertThatThrownBy(() -> ClipImage.ofDataUri("data:image/png;base64,%%%"))
                .hasMessage("data URI [data:image/png;base64,%%%] does not hold Base64: data URI has a lone % at byte 0"
                        + " of its data");
    }
}
