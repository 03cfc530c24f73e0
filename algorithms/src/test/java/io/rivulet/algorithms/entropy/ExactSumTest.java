package io.rivulet.algorithms.entropy;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.algorithms.SplitMix64;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** oracle_: against decimals of any length. */
class ExactSumTest {

    @Test
    void oracle_agreesWithDecimalsOverTheWholeRangeOfDoubles() {
        SplitMix64 random = new SplitMix64(1);
        ExactSum sum = ExactSum.ofBits(ExactSum.LOWEST_BIT, ExactSum.HIGHEST_BIT);
        BigDecimal exact = BigDecimal.ZERO;
        List<Double> in = new ArrayList<>();
        for (int i = 0; i < 3_000; i++) {
            // Exponents of all sizes, subnormal ones too.
            double value = Math.scalb(1 + random.nextDouble(), random.nextInt(2_040) - 1_074);
            sum.add(value);
            exact = exact.add(new BigDecimal(value));
            in.add(value);
            if (random.nextInt(3) == 0) {
                double gone = in.remove(random.nextInt(in.size()));
                sum.subtract(gone);
                exact = exact.subtract(new BigDecimal(gone));
            }
            double expected = exact.doubleValue();
            assertEquals(expected, sum.value(), 2 * Math.ulp(expected));
        }
        in.forEach(sum::subtract);
        assertEquals(0, sum.value());
    }

    @Test
    void oracle_nothingIsLeftOfALargeAddendAmongSmallOnes() {
        ExactSum sum = ExactSum.ofBits(ExactSum.LOWEST_BIT_FROM_ONE, 900);
        sum.add(1.5);
        sum.add(0x1p890);
        sum.add(3.25);
        sum.subtract(0x1p890);
        assertEquals(4.75, sum.value());
        ExactSum copy = sum.copy();
        copy.add(1);
        assertEquals(4.75, sum.value());
        assertEquals(5.75, copy.value());
        sum.clear();
        assertEquals(0, sum.value());
    }
}
