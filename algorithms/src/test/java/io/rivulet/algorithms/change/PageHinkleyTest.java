package io.rivulet.algorithms.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: the sums and their minima by definition. The laws and the golden form come from the catalogue. */
class PageHinkleyTest {

    @Test
    void example_asInTheJavadoc() {
        var test = PageHinkley.create(PageHinkley.Params.ofDeviation(1));
        double[] values = Streams.normal(500, 2, 100, 1);
        Streams.feed(test, values);
        assertEquals(1, test.log().changes());
        assertEquals(500, test.log().lastStart(), 10);
        assertEquals(0, test.log().levelBefore(), 0.2);
        assertEquals(2, test.estimate(), 0.3);
    }

    /** Page's own form: the running sum, its minimum and its maximum, from all values since the last change. */
    @Test
    void oracle_agreesWithSumAndMinimumByDefinition() {
        int found = 0;
        for (int seed = 0; seed < 20; seed++) {
            double[] values = Streams.normal(300, seed % 2 == 0 ? 1 : -1, 300, seed);
            PageHinkley test = PageHinkley.create(new PageHinkley.Params(0.1, 12, 20));
            int from = 0;
            for (int i = 0; i < values.length; i++) {
                Verdict said = test.update(values[i]);
                double statistic = byDefinition(values, from, i + 1, 0.1) / 12;
                boolean warm = i + 1 - from >= 20;
                assertEquals(warm && statistic >= 1 ? Verdict.CHANGE : Verdict.NONE, said);
                assertEquals(warm ? statistic : Double.NaN, test.log().statistic(), 1e-9);
                if (said == Verdict.CHANGE) {
                    int start = (int) test.log().lastStart();
                    assertEquals(Streams.mean(values, start, i + 1), test.estimate(), 1e-12);
                    assertTrue(start >= from && start <= i);
                    found++;
                    from = i + 1;
                }
            }
        }
        assertTrue(found >= 20, found + " changes");
    }

    private static double byDefinition(double[] values, int from, int to, double tolerance) {
        double up = 0;
        double least = 0;
        double down = 0;
        double most = 0;
        double sum = 0;
        for (int i = from; i < to; i++) {
            sum += values[i];
            double distance = values[i] - sum / (i - from + 1);
            up += distance - tolerance;
            down += distance + tolerance;
            least = Math.min(least, up);
            most = Math.max(most, down);
        }
        return Math.max(up - least, most - down);
    }

    @Test
    void oracle_bothDirectionsAreAlike() {
        double[] values = Streams.normal(200, 1.5, 400, 3);
        PageHinkley one = PageHinkley.create(PageHinkley.Params.ofLimit(20));
        PageHinkley mirrored = PageHinkley.create(PageHinkley.Params.ofLimit(20));
        for (double value : values) {
            assertEquals(one.update(value), mirrored.update(-value));
        }
        assertEquals(one.log().lastStart(), mirrored.log().lastStart());
        assertEquals(one.estimate(), -mirrored.estimate());
    }

    @Test
    void oracle_aConstantStreamNeverChangesAndHugeValuesDoNoHarm() {
        PageHinkley test = PageHinkley.create(PageHinkley.Params.ofLimit(1));
        for (int i = 0; i < 1_000; i++) {
            assertEquals(Verdict.NONE, test.update(0.1));
        }
        assertEquals(0.1, test.estimate());
        for (int i = 0; i < 100; i++) {
            test.update(i % 2 == 0 ? Double.MAX_VALUE : -Double.MAX_VALUE);
            assertTrue(Double.isFinite(test.estimate()));
        }
        assertTrue(test.log().changes() > 0);
    }

    @Test
    void oracle_whatIsOutOfRangeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new PageHinkley.Params(-1, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new PageHinkley.Params(0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new PageHinkley.Params(0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> PageHinkley.create(PageHinkley.Params.ofLimit(1))
                .update(Double.POSITIVE_INFINITY));
    }
}
