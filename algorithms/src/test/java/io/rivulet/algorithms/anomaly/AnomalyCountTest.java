package io.rivulet.algorithms.anomaly;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Golden;
import org.junit.jupiter.api.Test;

/** example_: the Javadoc example. oracle_: a detector asked by hand. golden_: released forms. The laws come from the catalogue. */
class AnomalyCountTest {

    @Test
    void example_asInTheJavadoc() {
        var anomalies = AnomalyCount.aggregation(Spot.<Double>scoring(Spot.Params.ofRisk(1e-4), Double::doubleValue));
        var state = anomalies.create();
        for (int i = 0; i < 2_000; i++) {
            anomalies.update(state, i == 1_500 ? 1e6 : i % 97, 0);
        }
        var result = anomalies.answer(state, 0);
        assertEquals(2_000, result.records());
        assertEquals(1, result.anomalies());
        assertEquals(4, result.threshold(), 1e-12);
        assertEquals("spot", anomalies.name());
    }

    @Test
    void oracle_countsWhatTheDetectorSaysBeforeItLearns() {
        var anomalies = AnomalyCount.aggregation(RobustChart.<Double>scoring(
                RobustChart.Params.ofMinimumScale(0.1).withLimit(2), v -> v));
        var state = anomalies.create();
        RobustChart chart =
                RobustChart.create(RobustChart.Params.ofMinimumScale(0.1).withLimit(2));
        int expected = 0;
        double score = Double.NaN;
        assertTrue(Double.isNaN(anomalies.answer(state, 0).lastScore()));
        for (int i = 0; i < 500; i++) {
            double value = i % 50 == 49 ? 90 : i * i % 23;
            score = chart.score(value);
            expected += chart.isAnomaly(value) ? 1 : 0;
            chart.learn(value);
            anomalies.update(state, value, i);
        }
        assertTrue(expected > 0);
        assertEquals(new AnomalyCount.Result(500, expected, score, 2), anomalies.answer(state, 0));
        byte[] before = anomalies.codec().toBytes(state);
        assertThrows(IllegalArgumentException.class, () -> anomalies.update(state, Double.NaN, 0));
        assertArrayEquals(before, anomalies.codec().toBytes(state));
    }

    @Test
    void golden_version1StillDecodes() {
        var anomalies = AnomalyCount.aggregation(
                RobustChart.<Double>scoring(RobustChart.Params.ofMinimumScale(0.05), Double::doubleValue));
        var state = anomalies.create();
        for (int i = 0; i < 50; i++) {
            anomalies.update(state, i == 40 ? 1e3 : i * 37.0 % 11, 0);
        }
        var golden = Golden.decode("anomaly-count-1.bin", anomalies.codec(), state);
        assertEquals(1, anomalies.answer(golden, 0).anomalies());
    }
}
