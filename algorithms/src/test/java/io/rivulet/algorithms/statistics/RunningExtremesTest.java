package io.rivulet.algorithms.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.sliding.Sliding;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc's. oracle_: windows of a count, edges. The laws come from the catalogue. */
class RunningExtremesTest {

    @Test
    void example_asInTheJavadoc() {
        var price = RunningExtremes.create();
        price.update(3);
        price.update(7);
        assertEquals(4.0, price.range());
    }

    @Test
    void oracle_theLastThreeValuesBySliding() {
        Sliding<Double, Double> range = Sliding.overCount(
                3, RunningExtremes.<Double>aggregation(Double::doubleValue).map(RunningExtremes::range));
        double[] values = {5, 9, 7, 8, 1, 2};
        double[] expected = {0, 4, 4, 2, 7, 7};
        for (int i = 0; i < values.length; i++) {
            range.update(values[i], i);
            assertEquals(expected[i], range.answer());
        }
    }

    @Test
    void oracle_signsZerosAndNothing() {
        var empty = RunningExtremes.create();
        assertTrue(Double.isNaN(empty.min()) && Double.isNaN(empty.max()) && Double.isNaN(empty.range()));
        assertThrows(IllegalArgumentException.class, () -> empty.update(Double.NaN));
        assertEquals(0, empty.count());
        var below = RunningExtremes.create();
        below.update(-5);
        below.update(-7);
        assertEquals(-5, below.max());
        below.merge(empty);
        empty.merge(below);
        assertEquals(-7, empty.min());
        empty.update(-0.0);
        assertEquals(0.0, empty.max());
    }
}
