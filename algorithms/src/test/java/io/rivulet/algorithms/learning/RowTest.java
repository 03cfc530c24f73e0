package io.rivulet.algorithms.learning;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: what rows and their schema promise each other. golden_: released forms. */
class RowTest {

    @Test
    void example_asInTheJavadoc() {
        Schema schema = Schema.create();
        Row row = Row.of(schema, "age", 41, "city", "Oslo");
        assertEquals(41, row.get(schema.index("age")));
        assertEquals(1, row.get(schema.index("city", "Oslo")));
        row.clear();
        row.put("age", 17).put("city", "Bergen");
        assertEquals(17, row.get(0));
        assertTrue(Double.isNaN(row.get(1)), "Oslo");
        assertEquals(1, row.get(2));
        assertEquals("age", schema.name(0));
        assertEquals("city=Oslo", schema.name(1));
        assertEquals("city=Bergen", schema.name(2));
    }

    @Test
    void oracle_placesDoNotDependOnTheOrderOfNames() {
        Schema schema = Schema.create();
        Row first = Row.of(schema, "a", 1, "b", 2.5, "c", true);
        Row second = Row.of(schema, "c", false, "a", 7L);
        assertEquals(3, schema.size());
        assertEquals(1, first.get(2));
        assertEquals(0, second.get(2));
        assertEquals(7, second.get(0));
        assertTrue(Double.isNaN(second.get(1)));
        assertTrue(Double.isNaN(second.get(99)));
    }

    @Test
    void oracle_aClearedRowRemembersNothing() {
        Schema schema = Schema.create();
        Row row = Row.over(schema);
        for (int i = 0; i < 100; i++) {
            row.put("f" + i, i);
        }
        row.clear();
        assertEquals(0, row.width());
        row.put("f90", 1);
        assertEquals(91, row.width());
        for (int i = 0; i < 90; i++) {
            assertTrue(Double.isNaN(row.get(i)));
        }
    }

    @Test
    void oracle_wordsNumbersAndAbsentValuesAreToldApart() {
        Schema schema = Schema.create();
        Row row = Row.of(schema, "size", Double.NaN, "colour", "red");
        assertTrue(Double.isNaN(row.get(0)));
        assertFalse(row.isCategory(0));
        assertTrue(row.isCategory(1));
        assertThrows(IllegalArgumentException.class, () -> row.put("colour", 3));
        assertThrows(IllegalArgumentException.class, () -> row.put("size", "big"));
        assertThrows(IllegalArgumentException.class, () -> row.put("colour", ""));
        assertThrows(IllegalArgumentException.class, () -> row.put("", 1));
        assertThrows(IllegalArgumentException.class, () -> row.put("size", Double.POSITIVE_INFINITY));
        assertThrows(IllegalArgumentException.class, () -> Row.of(schema, "size"));
        assertThrows(IllegalArgumentException.class, () -> Row.of(schema, "size", new int[0]));
        assertThrows(IllegalArgumentException.class, () -> Row.ofValues(1, Double.NEGATIVE_INFINITY));
        assertEquals(2, schema.size(), "nothing refused was added");
    }

    @Test
    void oracle_schemaGoesOnAfterARestoreAsBefore() {
        Schema schema = Schema.create();
        Row.of(schema, "age", 41, "city", "Oslo", "city=Oslo", 3);
        for (Schema other : new Schema[] {schema.copy(), Schema.CODEC.fromBytes(Schema.CODEC.toBytes(schema))}) {
            assertEquals(0, other.index("age"));
            assertEquals(1, other.index("city", "Oslo"));
            assertEquals(2, other.index("city=Oslo"), "a number of that name is another feature");
            assertEquals(3, other.index("city", "Bergen"));
            assertEquals(3, schema.size(), "independent");
        }
        schema.reset();
        assertArrayEquals(Schema.CODEC.toBytes(Schema.create()), Schema.CODEC.toBytes(schema));
    }

    @Test
    void oracle_bytesThatNameAFeatureTwiceAreRefused() {
        StateWriter out = new StateWriter();
        out.writeString("schema").writeByte(1).writeInt(2);
        out.writeString("a").writeString("").writeString("a").writeString("");
        assertThrows(CorruptStateException.class, () -> Schema.CODEC.fromBytes(out.toByteArray()));
        byte[] whole = Schema.CODEC.toBytes(schemaOf("a", "b"));
        for (int length = 0; length < whole.length; length++) {
            byte[] cut = Arrays.copyOf(whole, length);
            assertThrows(CorruptStateException.class, () -> Schema.CODEC.fromBytes(cut));
        }
    }

    private static Schema schemaOf(String... names) {
        Schema schema = Schema.create();
        for (String name : names) {
            schema.index(name);
        }
        return schema;
    }

    @Test
    void golden_version1StillDecodes() {
        Schema schema = Schema.create();
        Row.of(schema, "age", 41, "city", "Oslo", "city", "Tromsø");
        Schema golden = Golden.decode("schema-1.bin", Schema.CODEC, schema);
        assertEquals("city=Tromsø", golden.name(2));
    }
}
