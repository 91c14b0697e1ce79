package io.github.clipunit.sets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import com.google.gson.JsonParser;
import io.github.clipunit.Embedding;
import io.github.clipunit.internal.Damage;
import io.github.clipunit.internal.SumFormat;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.UnaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;

class EmbeddingMomentsTest {

    private static final Offset<Double> MERGED = within(1e-9);

    private static void assertUnreadable(UnaryOperator<String> change, String flaw) {
        String json =
                EmbeddingMoments.of(List.of(Vectors.of(1, 0), Vectors.of(0, 1))).toJson();
        // crc32: zlib of Python, over the bytes as documented
        assertThat(json)
                .isEqualTo("{\"format\":\"clipunit.moments/1\",\"dimension\":2,\"count\":2,\"sums\":[1.0,1.0],"
                        + "\"products\":[1.0,0.0,1.0],\"crc32\":3890731188}");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingMoments.ofJson(change.apply(json)))
                .withMessage("sums of the format [clipunit.moments/1] cannot be read: " + flaw
                        + "; fetch them again from their source, or compute them again with this version of clipunit");
    }

    /** Bytes with a checksum that is right. */
    private static byte[] framed(double dimension, double count, double[] sums, double[] products) {
        SumFormat format = new SumFormat(
                "clipunit.moments/1", List.of(), List.of("dimension", "count"), List.of("sums", "products"));
        return format.bytes(format.fields(dimension, count, sums, products));
    }

    private static void assertUnreadable(byte[] bytes, String flaw) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> EmbeddingMoments.ofBytes(bytes))
                .withMessage("sums of the format [clipunit.moments/1] cannot be read: " + flaw
                        + "; fetch them again from their source, or compute them again with this version of clipunit");
    }

    @Test
    void should_not_depend_on_how_a_stream_is_divided() {
        List<Embedding> set = Vectors.random(1000, 16, 0.2, 3);
        EmbeddingMoments whole = EmbeddingMoments.of(set);
        EmbeddingMoments parts = set.parallelStream().collect(EmbeddingMoments.collector());

        assertThat(parts.count()).isEqualTo(1000);
        assertThat(Cmmd.biased(whole, parts)).isCloseTo(0, within(1e-9));
        assertThat(FrechetDistance.between(whole, parts)).isCloseTo(0, within(1e-7));
    }

    @Test
    void should_give_what_one_machine_gives_however_parts_are_merged() {
        List<Embedding> set = Vectors.random(300, 8, 0.5, 5);
        EmbeddingMoments whole = EmbeddingMoments.of(set);
        EmbeddingMoments other = EmbeddingMoments.of(Vectors.random(200, 8, 0.2, 6));
        for (int seed = 0; seed < 100; seed++) {
            EmbeddingMoments merged = Merges.atRandom(
                    set,
                    EmbeddingMoments::of,
                    part -> EmbeddingMoments.ofBytes(part.toBytes()),
                    EmbeddingMoments::merge,
                    seed);

            assertThat(merged.count()).isEqualTo(300);
            assertThat(VendiScore.of(merged)).isCloseTo(VendiScore.of(whole), MERGED);
            assertThat(Cmmd.biased(merged, other)).isCloseTo(Cmmd.biased(whole, other), MERGED);
            assertThat(Cmmd.unbiased(merged, other)).isCloseTo(Cmmd.unbiased(whole, other), MERGED);
            assertThat(FrechetDistance.between(merged, other)).isCloseTo(FrechetDistance.between(whole, other), MERGED);
        }
    }

    @Test
    void should_write_sums_of_coordinates_and_of_their_products() {
        List<Embedding> set = Vectors.random(50, 5, 0.3, 7);
        Reference json = new Reference(JsonParser.parseString(
                        EmbeddingMoments.ofBytes(EmbeddingMoments.of(set).toBytes())
                                .toJson())
                .getAsJsonObject());
        double[] sums = json.numbers("sums");
        double[] products = json.numbers("products");
        ByteBuffer bytes =
                ByteBuffer.wrap(EmbeddingMoments.of(set).toBytes()).position("clipunit.moments/1\n".length());

        assertThat(bytes.getDouble()).isEqualTo(5);
        assertThat(bytes.getDouble()).isEqualTo(50);
        assertThat(bytes.getInt()).isEqualTo(5);
        int at = 0;
        for (int i = 0; i < 5; i++) {
            int row = i;
            assertThat(sums[i])
                    .isCloseTo(set.stream().mapToDouble(x -> x.toArray()[row]).sum(), MERGED)
                    .isEqualTo(bytes.getDouble());
            for (int j = 0; j <= i; j++) {
                int column = j;
                assertThat(products[at++])
                        .isCloseTo(
                                set.stream()
                                        .mapToDouble(x -> (double) x.toArray()[row] * x.toArray()[column])
                                        .sum(),
                                MERGED);
            }
        }
        assertThat(products).hasSize(at);
    }

    @Test
    void should_travel_bit_for_bit() {
        EmbeddingMoments moments = EmbeddingMoments.of(Vectors.random(77, 9, 0.1, 8));

        assertThat(EmbeddingMoments.ofBytes(moments.toBytes()).toBytes()).isEqualTo(moments.toBytes());
        assertThat(EmbeddingMoments.ofJson(moments.toJson()).toBytes()).isEqualTo(moments.toBytes());
        EmbeddingMoments none = new EmbeddingMoments();
        assertThat(EmbeddingMoments.ofJson(none.toJson())
                        .merge(EmbeddingMoments.ofBytes(none.toBytes()))
                        .merge(moments)
                        .merge(none)
                        .toBytes())
                .isEqualTo(moments.toBytes());
    }

    @Test
    void should_refuse_damaged_bytes() {
        Damage.requireRefused(EmbeddingMoments.of(Vectors.random(3, 3, 0, 1)).toBytes(), EmbeddingMoments::ofBytes);
        double[] one = {1};
        double[] none = {};
        assertUnreadable(framed(1, -3, one, one), "field [count] must be a number from 1.0 to 1.0E15, but is [-3.0]");
        assertUnreadable(framed(1, 0, one, one), "field [count] must be a number from 1.0 to 1.0E15, but is [0.0]");
        assertUnreadable(framed(0, 1, none, none), "field [count] must be a number from 0.0 to 0.0, but is [1.0]");
        assertUnreadable(framed(2, 1, one, one), "dimension [2.0] must fit [1] sums and [1] products");
        assertUnreadable(framed(2, 1, new double[] {1, 0}, one), "dimension [2.0] must fit [2] sums and [1] products");
    }

    @Test
    void should_refuse_json_that_was_changed() {
        assertUnreadable(
                json -> json.replace("[1.0,0.0", "[1.0,NaN"), "it is not JSON: something else was expected, in line 1");
        assertUnreadable(json -> json.replace("}", ""), "it is not JSON: it ends too early, in line 1");
        assertUnreadable(
                json -> json.replace("\"sums\":[1.0,", "\"sums\":[1e999,"),
                "field [sums[0]] must be a number, but is [1e999]");
        assertUnreadable(json -> json.replace("\"count\":2", "\"count\":3"), "their CRC-32 is not [3890731188]");
    }

    @Test
    void should_refuse_embeddings_of_two_models() {
        EmbeddingMoments moments = EmbeddingMoments.of(Vectors.random(1, 16, 0, 1));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> moments.add(Vectors.of(1, 2)))
                .withMessage("embedding dimensions differ: 16 != 2; were they made by two models?");
        assertThat(moments.count()).isEqualTo(1);
    }
}
