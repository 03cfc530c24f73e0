package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: every value comes back; altered bytes do not pass for others. golden_: released forms. */
class CodecsTest {

    private static final List<String> TEXTS =
            List.of("", "a", "Grüße", "😀", "\ud83d", "\ude00\ud83d", "?", "a\ud83db", "\uffff\u0000");

    @Test
    void example_asInTheJavadoc() {
        StateCodec<List<String>> hosts = Codecs.listOf(Codecs.TEXT);
        assertEquals(List.of("a", "b"), hosts.fromBytes(hosts.toBytes(List.of("a", "b"))));
    }

    @Test
    void oracle_everyValueComesBack() {
        TEXTS.forEach(text -> comesBack(Codecs.TEXT, text));
        for (long value : new long[] {0, 1, -1, Long.MIN_VALUE, Long.MAX_VALUE}) {
            comesBack(Codecs.LONG, value);
            comesBack(Codecs.INTEGER, (int) value);
        }
        for (double value : new double[] {0, -0.0, Math.PI, Double.MIN_VALUE, Double.NEGATIVE_INFINITY, Double.NaN}) {
            comesBack(Codecs.DOUBLE, value);
        }
        comesBack(Codecs.listOf(Codecs.TEXT), TEXTS);
        comesBack(Codecs.listOf(Codecs.LONG), List.of());
        comesBack(Codecs.listOf(Codecs.listOf(Codecs.INTEGER)), List.of(List.of(1, 2), List.of(), List.of(3)));
    }

    private static <T> void comesBack(StateCodec<T> codec, T value) {
        assertEquals(value, codec.fromBytes(codec.toBytes(value)));
    }

    @Test
    void oracle_equalValuesHaveEqualBytes() {
        double otherNaN = Double.longBitsToDouble(0x7ff8000000000001L);
        assertArrayEquals(Codecs.DOUBLE.toBytes(Double.NaN), Codecs.DOUBLE.toBytes(otherNaN));
    }

    @Test
    void oracle_aListWritesItsElementsHeaderOnce() {
        int empty = Codecs.listOf(Codecs.LONG).toBytes(List.of()).length;
        int thousand = Codecs.listOf(Codecs.LONG).toBytes(Collections.nCopies(1000, 7L)).length;
        assertEquals(8000, thousand - empty);
    }

    @Test
    void oracle_textsHaveOneFormOnly() {
        // The units of "ab", written in the way of texts that have no UTF-8.
        byte[] units = new StateWriter()
                .writeString("text")
                .writeByte(1)
                .writeInt(~2)
                .writeBytes(new byte[] {0, 'a', 0, 'b'})
                .toByteArray();
        assertThrows(CorruptStateException.class, () -> Codecs.TEXT.fromBytes(units));
        byte[] malformed = new StateWriter()
                .writeString("text")
                .writeByte(1)
                .writeInt(2)
                .writeBytes(new byte[] {(byte) 0xc3, 'b'})
                .toByteArray();
        assertThrows(CorruptStateException.class, () -> Codecs.TEXT.fromBytes(malformed));
    }

    @Test
    void oracle_cutAndAlteredBytesAreRefusedOrGiveAListThatHasTheirBytes() {
        StateCodec<List<String>> codec = Codecs.listOf(Codecs.TEXT);
        byte[] whole = codec.toBytes(TEXTS);
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(CorruptStateException.class, () -> codec.fromBytes(cut));
        }
        SplitMix64 random = new SplitMix64(1);
        int read = 0;
        for (int round = 0; round < 10_000; round++) {
            byte[] altered = whole.clone();
            altered[random.nextInt(altered.length)] = (byte) random.nextLong();
            List<String> list;
            try {
                list = codec.fromBytes(altered);
            } catch (CorruptStateException refused) {
                continue;
            }
            assertArrayEquals(altered, codec.toBytes(list));
            read++;
        }
        assertTrue(read > 0 && read < 10_000, "some must be refused and some read, got " + read + " read");
    }

    @Test
    void oracle_hugeLengthsAreRefusedBeforeAnythingIsAllocated() {
        byte[] bytes = new StateWriter()
                .writeString("list")
                .writeByte(1)
                .writeString("long")
                .writeByte(1)
                .writeInt(Integer.MAX_VALUE)
                .toByteArray();
        assertThrows(
                CorruptStateException.class, () -> Codecs.listOf(Codecs.LONG).fromBytes(bytes));
        byte[] text = new StateWriter()
                .writeString("text")
                .writeByte(1)
                .writeInt(Integer.MIN_VALUE)
                .toByteArray();
        assertThrows(CorruptStateException.class, () -> Codecs.TEXT.fromBytes(text));
    }

    @Test
    void oracle_statesOfNoBytesCannotStandInAList() {
        StateCodec<String> nothing = StateCodec.of("nothing", 1, (value, out) -> {}, in -> "nothing");
        assertThrows(IllegalStateException.class, () -> Codecs.listOf(nothing).toBytes(List.of("nothing")));
    }

    @Test
    void oracle_aCodecWrittenByHandWorksInAList() {
        StateCodec<Character> byHand = new StateCodec<>() {
            @Override
            public String form() {
                return "character";
            }

            @Override
            public int version() {
                return 1;
            }

            @Override
            public void encode(Character value, StateWriter out) {
                out.writeByte(value);
            }

            @Override
            public Character decode(StateReader in) {
                return (char) in.readByte();
            }
        };
        comesBack(Codecs.listOf(byHand), List.of('x', 'y'));
    }

    @Test
    void oracle_heapBytesKnowTextsNumbersAndStates() {
        assertEquals(24 + 16 + 8, Codecs.heapBytes(Codecs.TEXT, List.of("abcde")));
        assertEquals(24 + 16 + 16, Codecs.heapBytes(Codecs.TEXT, List.of("abcdΩ")));
        assertEquals(3 * 24, Codecs.heapBytes(Codecs.LONG, List.of(1L, 2L, 3L)));
        byte[] anything = "x".repeat(100).getBytes(StandardCharsets.UTF_8);
        StateCodec<byte[]> bytes = StateCodec.of(
                "bytes",
                1,
                (value, out) -> out.writeInt(value.length).writeBytes(value),
                in -> in.readBytes("value", in.readLength("value", 1)));
        long estimate = Codecs.heapBytes(bytes, List.of(anything));
        assertTrue(estimate >= 100 && estimate <= 150, "about 120, got " + estimate);
    }

    @Test
    void golden_version1StillDecodes() {
        StateCodec<List<String>> codec = Codecs.listOf(Codecs.TEXT);
        assertEquals(TEXTS, Golden.decode("text-list-1.bin", codec, TEXTS));
        List<Double> doubles = List.of(0.0, 1.5, Double.NaN);
        assertEquals(doubles, Golden.decode("double-list-1.bin", Codecs.listOf(Codecs.DOUBLE), doubles));
        List<Long> longs = List.of(1L, Long.MIN_VALUE);
        assertEquals(longs, Golden.decode("long-list-1.bin", Codecs.listOf(Codecs.LONG), longs));
        List<Integer> integers = List.of(1, Integer.MIN_VALUE);
        assertEquals(integers, Golden.decode("integer-list-1.bin", Codecs.listOf(Codecs.INTEGER), integers));
    }
}
