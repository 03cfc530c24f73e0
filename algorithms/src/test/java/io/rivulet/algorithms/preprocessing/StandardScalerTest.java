package io.rivulet.algorithms.preprocessing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.learning.Schema;
import io.rivulet.algorithms.moments.RunningMoments;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: the moments of each feature alone. golden_: released forms. The laws come from the catalogue. */
class StandardScalerTest {

    @Test
    void example_asInTheJavadoc() {
        var scaler = StandardScaler.create();
        scaler.learn(Row.ofValues(1, 50));
        scaler.learn(Row.ofValues(3, 50));
        Row out = Row.ofValues();
        scaler.transform(Row.ofValues(5, 50), out);
        assertEquals(3, out.get(0));
        assertEquals(0, out.get(1));
    }

    @Test
    void oracle_eachFeatureIsScaledByTheMomentsOfItsOwnValues() {
        StandardScaler scaler = StandardScaler.create();
        RunningMoments[] moments = {RunningMoments.create(), RunningMoments.create(), RunningMoments.create()};
        SplitMix64 random = new SplitMix64(1);
        for (int i = 0; i < 1_000; i++) {
            double[] values = {
                1e6 + random.nextGaussian(), random.nextInt(3) == 0 ? Double.NaN : random.nextDouble(), i * 1e-9
            };
            scaler.learn(Row.ofValues(values));
            for (int j = 0; j < 3; j++) {
                if (!Double.isNaN(values[j])) {
                    moments[j].update(values[j]);
                }
            }
        }
        Row out = Row.ofValues();
        scaler.transform(Row.ofValues(1e6 + 2, Double.NaN, 1e-6), out);
        for (int j = 0; j < 3; j++) {
            assertEquals(moments[j].count(), scaler.count(j));
            assertEquals(moments[j].mean(), scaler.mean(j), 1e-9 * moments[j].mean());
            assertEquals(Math.sqrt(moments[j].populationVariance()), scaler.deviation(j), 1e-8);
        }
        assertEquals((1e6 + 2 - scaler.mean(0)) / scaler.deviation(0), out.get(0));
        assertTrue(Double.isNaN(out.get(1)), "absent features stay absent");
    }

    @Test
    void oracle_wordsPassUnchangedAndNewFeaturesBecomeZero() {
        Schema schema = Schema.create();
        StandardScaler scaler = StandardScaler.create();
        scaler.learn(Row.of(schema, "city", "Oslo", "age", 20));
        scaler.learn(Row.of(schema, "city", "Bergen", "age", 40));
        Row out = Row.over(schema);
        scaler.transform(Row.of(schema, "age", 40, "city", "Oslo", "height", 180), out);
        assertEquals(1, out.get(schema.index("city", "Oslo")));
        assertTrue(Double.isNaN(out.get(schema.index("city", "Bergen"))));
        assertEquals(1, out.get(schema.index("age")));
        assertEquals(0, out.get(schema.index("height")));
        assertTrue(Double.isNaN(scaler.mean(schema.index("height"))));
    }

    @Test
    void oracle_partsOfUnequalWidthMerge() {
        StandardScaler narrow = StandardScaler.create();
        StandardScaler wide = StandardScaler.create();
        narrow.learn(Row.ofValues(1));
        wide.learn(Row.ofValues(3, 10));
        wide.learn(Row.ofValues(5, 30));
        narrow.merge(wide);
        assertEquals(3, narrow.mean(0), 1e-15);
        assertEquals(20, narrow.mean(1), 1e-15);
        assertEquals(Math.sqrt(8.0 / 3), narrow.deviation(0), 1e-15);
        assertEquals(2, narrow.width());
    }

    @Test
    void golden_version1StillDecodes() {
        StandardScaler scaler = StandardScaler.create();
        for (int i = 0; i < 50; i++) {
            scaler.learn(Row.ofValues(i, i % 7, i % 2 == 0 ? Double.NaN : 0.5));
        }
        StandardScaler golden = Golden.decode("standard-scaler-1.bin", StandardScaler.CODEC, scaler);
        assertEquals(24.5, golden.mean(0), 1e-12);
        assertEquals(25, golden.count(2));
    }
}
