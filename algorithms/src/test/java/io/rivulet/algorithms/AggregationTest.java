package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.moments.RunningMoments;
import org.junit.jupiter.api.Test;

/** oracle_: views of an aggregation against doing the same by hand. */
class AggregationTest {

    private static final Aggregation<Long, ShannonEntropy, Double> ODD =
            ShannonEntropy.<Long>aggregationOfLongs(n -> n % 7).where(n -> n % 2 != 0);

    @Test
    void oracle_whereTakesInAndGivesBackOnlyWhatThePredicateHoldsFor() {
        ShannonEntropy by = ODD.create();
        ShannonEntropy hand = ShannonEntropy.create();
        for (long n = 0; n < 1_000; n++) {
            ODD.update(by, n, 0);
            if (n % 2 != 0) {
                hand.update(n % 7);
            }
        }
        assertArrayEquals(ShannonEntropy.CODEC.toBytes(hand), ODD.codec().toBytes(by));
        for (long n = 0; n < 500; n++) {
            ODD.retract(by, n, 0);
        }
        assertEquals(250, by.count());
    }

    @Test
    void oracle_whereOnPartsIsEachPartsOwnAndOnAllOfThemEverybodys() {
        Aggregation<Long, Object[], Answers> both =
                Aggregation.all(ODD, RunningMoments.<Long>aggregation(n -> n).map(RunningMoments::count));
        Aggregation<Long, Object[], Answers> small = both.where(n -> n < 100);
        Object[] all = both.create();
        Object[] some = small.create();
        for (long n = 0; n < 1_000; n++) {
            both.update(all, n, 0);
            small.update(some, n, 0);
        }
        assertEquals(1_000, both.answer(all, 0).number(1));
        assertEquals(100, small.answer(some, 0).number(1));
        assertEquals(500, ((ShannonEntropy) all[0]).count());
        assertEquals(50, ((ShannonEntropy) some[0]).count());
    }
}
