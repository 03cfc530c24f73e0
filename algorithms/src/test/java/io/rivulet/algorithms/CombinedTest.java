package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.entropy.ShannonEntropy;
import io.rivulet.algorithms.moments.RunningMoments;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** laws_: several algorithms in one pass owe what one owes. oracle_: a record refused by one part is in none, or that is said. */
class CombinedTest {

    private static final Aggregation<Double, ?, Double> MEAN =
            RunningMoments.<Double>aggregation(x -> x).map(RunningMoments::mean);
    private static final Aggregation<Double, ?, Double> ENTROPY = ShannonEntropy.aggregationOfLongs(Double::longValue);

    @TestFactory
    Stream<DynamicTest> laws_ofTwoInOnePass() {
        return Laws.of(Aggregation.all(MEAN, ENTROPY))
                .input((random, i) -> (double) random.nextInt(100))
                .view(Answers::values)
                .merged(Agreement.ROUNDING)
                .refusing(Double.NaN)
                .list()
                .stream()
                .map(law -> DynamicTest.dynamicTest(law.name(), law.check()::run));
    }

    @Test
    void oracle_aLaterRefusalIsUndoneWhereEarlierPartsCanGiveTheRecordBack() {
        Aggregation<Double, Object[], Answers> all = Aggregation.all(ENTROPY, MEAN);
        Object[] state = all.create();
        all.update(state, 3.0, 0);
        byte[] before = all.codec().toBytes(state);
        assertThrows(IllegalArgumentException.class, () -> all.update(state, Double.NaN, 1));
        Object[] again = all.codec().fromBytes(before);
        assertEquals(all.answer(again, 1), all.answer(state, 1));
    }

    @Test
    void oracle_aLaterRefusalThatCannotBeUndoneIsSaid() {
        Aggregation<Double, RunningMoments, Double> small = RunningMoments.<Double>aggregation(x -> {
                    if (x > 10) {
                        throw new IllegalArgumentException("x must be at most 10, got " + x);
                    }
                    return x;
                })
                .map(RunningMoments::mean);
        Aggregation<Double, Object[], Answers> all = Aggregation.all(MEAN, small);
        Object[] state = all.create();
        IllegalStateException e = assertThrows(IllegalStateException.class, () -> all.update(state, 11.0, 0));
        assertTrue(e.getMessage().contains("at most 10"), e.getMessage());
    }

    @Test
    void oracle_bytesOfAnotherCombinationAreRefused() {
        Aggregation<Double, Object[], Answers> one = Aggregation.all(ENTROPY);
        Aggregation<Double, Object[], Answers> two = Aggregation.all(ENTROPY, MEAN);
        byte[] bytes = one.codec().toBytes(one.create());
        assertThrows(CorruptStateException.class, () -> two.codec().fromBytes(bytes));
        assertArrayEquals(bytes, one.codec().toBytes(one.codec().fromBytes(bytes)));
    }
}
