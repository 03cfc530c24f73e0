package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: every value comes back; other bytes are refused. golden_: the form stays. */
class RecordCodecTest {

    record Endpoint(String host, int port) {}

    enum Colour {
        RED,
        GREEN {
            @Override
            public String toString() {
                return "verdant";
            }
        }
    }

    private record Everything(
            boolean flag,
            byte b,
            short s,
            char c,
            int i,
            long l,
            float f,
            double d,
            Integer boxed,
            String text,
            Instant time,
            Duration length,
            UUID id,
            Colour colour,
            Endpoint endpoint,
            List<Optional<Endpoint>> list,
            Optional<List<Long>> optional) {}

    record Nothing() {}

    record Range(int from, int to) {
        Range {
            if (from > to) {
                throw new IllegalArgumentException("from must not be above to");
            }
        }
    }

    record Tree(List<Tree> children) {}

    record WithObject(List<Object> anything) {}

    private static final Everything EVERYTHING = new Everything(
            true,
            (byte) -1,
            Short.MIN_VALUE,
            '\uffff',
            Integer.MIN_VALUE,
            Long.MAX_VALUE,
            -0.0f,
            Math.PI,
            7,
            "Grüße \ud83d",
            Instant.MIN,
            Duration.ofSeconds(Long.MIN_VALUE, 5),
            new UUID(1, 2),
            Colour.GREEN,
            new Endpoint("db", 5432),
            List.of(Optional.empty(), Optional.of(new Endpoint("", 0))),
            Optional.of(List.of(1L, 2L)));

    @Test
    void example_asInTheJavadoc() {
        StateCodec<Endpoint> codec = RecordCodec.of(Endpoint.class);
        assertEquals(new Endpoint("db", 5432), codec.fromBytes(codec.toBytes(new Endpoint("db", 5432))));
        assertEquals("endpoint", codec.form());
        assertEquals("other", RecordCodec.of("other", Endpoint.class).form());
    }

    @Test
    void oracle_everyValueComesBack() {
        StateCodec<Everything> codec = RecordCodec.of(Everything.class);
        assertEquals(EVERYTHING, codec.fromBytes(codec.toBytes(EVERYTHING)));
        StateCodec<Colour> colours = RecordCodec.of(Colour.class);
        for (Colour colour : Colour.values()) {
            assertEquals(colour, colours.fromBytes(colours.toBytes(colour)));
        }
        StateCodec<List<Nothing>> nothings = Codecs.listOf(RecordCodec.of(Nothing.class));
        List<Nothing> two = List.of(new Nothing(), new Nothing());
        assertEquals(two, nothings.fromBytes(nothings.toBytes(two)));
    }

    @Test
    void oracle_everyCutAndAlteredByteIsRefusedOrGivesAnotherValue() {
        StateCodec<Everything> codec = RecordCodec.of(Everything.class);
        byte[] bytes = codec.toBytes(EVERYTHING);
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThrows(CorruptStateException.class, () -> codec.fromBytes(cut));
        }
        for (int at = 0; at < bytes.length; at++) {
            byte[] altered = bytes.clone();
            altered[at] ^= (byte) 0x80;
            try {
                assertTrue(!EVERYTHING.equals(codec.fromBytes(altered)), "byte " + at);
            } catch (CorruptStateException e) {
                // Refused is as well.
            }
        }
    }

    @Test
    void anotherDeclarationIsNotReadAsThis() {
        record Swapped(int port, String host) {}
        record Renamed(String name, int port) {}
        byte[] bytes = RecordCodec.of("endpoint", Endpoint.class).toBytes(new Endpoint("db", 5432));
        for (Class<?> other : List.of(Swapped.class, Renamed.class)) {
            CorruptStateException refused =
                    assertThrows(CorruptStateException.class, () -> RecordCodec.of("endpoint", other)
                            .fromBytes(bytes));
            assertTrue(refused.getMessage().contains("must have been written by"), refused.getMessage());
        }
        byte[] range = RecordCodec.of(Range.class).toBytes(new Range(1, 2));
        range[range.length - 1] = 0;
        assertThrows(
                CorruptStateException.class, () -> RecordCodec.of(Range.class).fromBytes(range));
    }

    @Test
    void whatCannotBeStoredIsNamed() {
        assertRefused("Tree.children", Tree.class);
        assertRefused("WithObject.anything[]", WithObject.class);
        assertRefused("must be a record or an enum", String.class);
        IllegalArgumentException refused =
                assertThrows(IllegalArgumentException.class, () -> RecordCodec.of(Endpoint.class)
                        .toBytes(new Endpoint(null, 1)));
        assertTrue(refused.getMessage().startsWith("Endpoint.host must not be null"), refused.getMessage());
    }

    private static void assertRefused(String message, Class<?> type) {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> RecordCodec.of(type));
        assertTrue(refused.getMessage().contains(message), refused.getMessage());
    }

    @Test
    void golden_theFormStays() {
        byte[] bytes = RecordCodec.of(Endpoint.class).toBytes(new Endpoint("db", 5432));
        assertArrayEquals(
                HexFormat.of().parseHex("00000008656e64706f696e7401692aaace00000002646200001538"),
                bytes,
                HexFormat.of().formatHex(bytes));
    }
}
