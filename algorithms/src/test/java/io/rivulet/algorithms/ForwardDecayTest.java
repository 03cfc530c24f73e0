package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** oracle_: sums of weights against each record's own, through many moves of the landmark; where the landmark lies; what is refused. */
class ForwardDecayTest {

    private static final long HALF_LIFE = 1_000;

    /** A sum of fading ones, as in the Javadoc. */
    private static final class Sum {
        final ForwardDecay decay = new ForwardDecay(Duration.ofMillis(HALF_LIFE));
        double sum;
        int moves;

        void update(long time) {
            ForwardDecay.requireTime(time);
            if (sum == 0) {
                decay.start(time);
            } else if (decay.isFarBehind(time)) {
                long halfLives = decay.shiftTo(time);
                sum = ForwardDecay.shifted(sum, halfLives);
                decay.move(halfLives);
                moves++;
            }
            sum += decay.weight(time);
        }
    }

    @Test
    void oracle_sumsAgreeWithEachRecordsWeightThroughManyMoves() {
        Sum sum = new Sum();
        SplitMix64 random = new SplitMix64(1);
        List<Long> times = new ArrayList<>();
        long newest = -300_000;
        for (int i = 0; i < 3_000; i++) {
            newest += random.nextInt(600);
            long time = newest - random.nextInt(5_000);
            sum.update(time);
            times.add(time);
            if (i % 100 == 99) {
                double direct = 0;
                for (long t : times) {
                    direct += Math.exp(-Math.log(2) * (newest - t) / HALF_LIFE);
                }
                assertEquals(direct, sum.decay.asOf(newest, sum.sum), 1e-12 * direct);
            }
        }
        assertTrue(sum.moves > 10, "moves " + sum.moves);
    }

    @Test
    void oracle_whereTheLandmarkLiesCannotBeSeen() {
        for (int halfLives : new int[] {1, 7, 32}) {
            ForwardDecay early = new ForwardDecay(Duration.ofMillis(HALF_LIFE));
            ForwardDecay later = new ForwardDecay(Duration.ofMillis(HALF_LIFE));
            early.start(0);
            later.start(halfLives * HALF_LIFE);
            for (long time = -5_003; time < 30_000; time += 777) {
                double weight = early.weight(time);
                assertEquals(later.weight(time), ForwardDecay.shifted(weight, halfLives));
                assertEquals(later.asOf(31_111, later.weight(time)), early.asOf(31_111, weight));
            }
            assertEquals(0.5, early.asOf(HALF_LIFE, early.weight(0)));
        }
    }

    @Test
    void oracle_whatIsFarTooOldIsNothingAndWhatCannotBeIsRefused() {
        ForwardDecay decay = new ForwardDecay(Duration.ofMillis(HALF_LIFE));
        decay.start(2_000_000);
        assertEquals(0, decay.weight(2_000_000 - 1_001 * HALF_LIFE));
        assertTrue(decay.weight(2_000_000 - 999 * HALF_LIFE) > 0);
        assertEquals(0, ForwardDecay.shifted(1, 5_000));
        assertThrows(IllegalArgumentException.class, () -> new ForwardDecay(Duration.ZERO));
        assertThrows(IllegalArgumentException.class, () -> new ForwardDecay(ForwardDecay.MAX_HALF_LIFE.plusMillis(1)));
        assertThrows(IllegalArgumentException.class, () -> ForwardDecay.requireTime(ForwardDecay.MAX_TIME_MILLIS + 1));
        assertThrows(IllegalArgumentException.class, () -> ForwardDecay.requireTime(Long.MIN_VALUE));
        StateWriter out = new StateWriter();
        decay.encode(out);
        assertEquals(
                decay.landmark(),
                ForwardDecay.decode(new StateReader(out.toByteArray())).landmark());
        out.reset();
        out.writeLong(HALF_LIFE).writeLong(Long.MAX_VALUE);
        assertThrows(CorruptStateException.class, () -> ForwardDecay.decode(new StateReader(out.toByteArray())));
        out.reset();
        out.writeLong(0).writeLong(0);
        assertThrows(CorruptStateException.class, () -> ForwardDecay.decode(new StateReader(out.toByteArray())));
    }
}
