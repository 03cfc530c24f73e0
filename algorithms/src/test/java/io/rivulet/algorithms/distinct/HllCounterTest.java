package io.rivulet.algorithms.distinct;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.Allocations;
import io.rivulet.algorithms.CorruptStateException;
import io.rivulet.algorithms.Golden;
import io.rivulet.algorithms.SplitMix64;
import java.util.Arrays;
import org.apache.datasketches.hll.HllSketch;
import org.apache.datasketches.hll.TgtHllType;
import org.apache.datasketches.hll.Union;
import org.junit.jupiter.api.Test;

/**
 * example_: the Javadoc example. oracle_: against exact numbers and the sketches of DataSketches. golden_: released forms. The laws come from the
 * catalogue; merging is checked there for its shape only, so here for its answers.
 */
class HllCounterTest {

    private static final int[] LENGTHS = {0, 1, 7, 8, 9, 20, 100, 700, 3_000, 30_000};

    @Test
    void example_asInTheJavadoc() {
        var here = HllCounter.create();
        here.update("ann");
        var there = HllCounter.ofImage(here.toImage());
        there.update("bob");
        assertEquals(2, Math.round(there.estimate()));
    }

    @Test
    void oracle_unbiasedAndWithinTheStandardErrorFedOrMerged() {
        int[] lengths = {1, 10, 90, 200, 2_000, 20_000};
        CountingTrials.check(
                150,
                lengths,
                0.05,
                stream -> new Salted(stream, false),
                (counter, n) -> counter.relativeStandardError());
        CountingTrials.check(
                150,
                lengths,
                0.05,
                stream -> new Salted(stream, true),
                (counter, n) -> counter.relativeStandardError());
    }

    /** DataSketches has one seed, so streams get their own items; a split one is fed by turns and merged when asked. */
    private static final class Salted implements DistinctCounter {
        private final long salt;
        private final boolean split;
        private final HllCounter[] parts = {HllCounter.create(10), HllCounter.create(10)};
        private int fed;

        Salted(long salt, boolean split) {
            this.salt = salt;
            this.split = split;
        }

        @Override
        public void update(long item) {
            parts[split ? fed++ % 2 : 0].update(SplitMix64.mix(item ^ salt));
        }

        @Override
        public void update(CharSequence item) {
            parts[0].update(item);
        }

        private HllCounter whole() {
            HllCounter whole = parts[0].copy();
            whole.merge(parts[1]);
            return whole;
        }

        @Override
        public double estimate() {
            return whole().estimate();
        }

        @Override
        public double relativeStandardError() {
            return whole().relativeStandardError();
        }
    }

    @Test
    void oracle_imagesAreThoseOfDataSketchesOfAllWidths() {
        for (int length : LENGTHS) {
            HllCounter ours = HllCounter.create(10);
            for (TgtHllType type : TgtHllType.values()) {
                HllSketch theirs = new HllSketch(10, type);
                ours.reset();
                for (int i = 0; i < length; i++) {
                    theirs.update(i);
                    theirs.update("größe " + i);
                    ours.update(i);
                    ours.update(new StringBuilder("größe ").append(i));
                }
                HllCounter read = HllCounter.ofImage(theirs.toCompactByteArray());
                assertEquals(theirs.getEstimate(), read.estimate(), 1e-9 * length);
                assertEquals(theirs.getEstimate(), ours.estimate(), 1e-9 * length);
                assertEquals(
                        theirs.getEstimate(), HllSketch.heapify(ours.toImage()).getEstimate(), 1e-9 * length);
                if (type == TgtHllType.HLL_8) {
                    assertArrayEquals(theirs.toCompactByteArray(), ours.toImage());
                }
                if (type != TgtHllType.HLL_4) {
                    HllCounter updatable = HllCounter.ofImage(theirs.toUpdatableByteArray());
                    assertEquals(theirs.getEstimate(), updatable.estimate(), 1e-9 * length);
                }
            }
        }
    }

    @Test
    void oracle_mergingIsTheUnionOfDataSketches() {
        for (int length : LENGTHS) {
            HllCounter[] parts = {HllCounter.create(9), HllCounter.create(11), HllCounter.create(10)};
            Union union = new Union(9);
            for (int part = 0; part < 3; part++) {
                HllSketch theirs = new HllSketch(parts[part].lgK(), TgtHllType.HLL_4);
                for (int i = 0; i < length; i++) {
                    theirs.update(i + part * length / 2);
                    parts[part].update(i + part * length / 2);
                }
                union.update(theirs);
            }
            byte[] before = parts[1].toImage();
            HllCounter merged = parts[0].copy();
            merged.merge(parts[1]);
            merged.merge(parts[2]);
            merged.merge(merged);
            assertEquals(union.getEstimate(), merged.estimate(), 1e-6 * length);
            assertEquals(9, merged.lgK());
            assertArrayEquals(before, parts[1].toImage());
            HllCounter coarse = HllCounter.create(8);
            coarse.merge(parts[1]);
            assertEquals(8, coarse.lgK());
            HllCounter taken = HllCounter.create(11);
            taken.merge(parts[1]);
            assertArrayEquals(before, taken.toImage());
        }
    }

    @Test
    void oracle_theErrorSaysWhetherThereAreRegistersAndWhetherTheirHistoryIsLost() {
        HllCounter counter = HllCounter.create(10);
        for (int i = 0; i < 50; i++) {
            counter.update(i);
        }
        assertEquals(5e-5, counter.relativeStandardError(), 1e-6);
        for (int i = 0; i < 5_000; i++) {
            counter.update(i);
        }
        assertEquals(0.8326 / 32, counter.relativeStandardError(), 1e-4);
        HllCounter other = counter.copy();
        other.update(-1);
        counter.merge(other);
        assertEquals(1.0390 / 32, counter.relativeStandardError(), 1e-4);
        assertEquals(
                counter.relativeStandardError(),
                HllCounter.ofImage(counter.toImage()).relativeStandardError());
    }

    @Test
    void oracle_theEmptyTextIsAnItem() {
        HllCounter counter = HllCounter.create();
        counter.update("");
        counter.update("");
        assertEquals(1, counter.estimate(), 1e-4);
    }

    @Test
    void oracle_alteredOrForeignImagesAreRefusedOrWork() {
        for (int length : LENGTHS) {
            for (TgtHllType type : TgtHllType.values()) {
                HllSketch sketch = new HllSketch(8, type);
                HllSketch other = new HllSketch(8, type);
                for (int i = 0; i < length; i++) {
                    sketch.update(i);
                    other.update(i + length / 2);
                }
                alter(sketch.toCompactByteArray());
                if (type != TgtHllType.HLL_4) {
                    alter(sketch.toUpdatableByteArray());
                }
                Union union = new Union(8);
                union.update(sketch);
                union.update(other);
                alter(union.getResult(type).toCompactByteArray());
            }
        }
        assertThrows(CorruptStateException.class, () -> HllCounter.ofImage(new byte[0]));
    }

    private static void alter(byte[] image) {
        HllCounter.ofImage(image);
        SplitMix64 random = new SplitMix64(image.length);
        for (int cut = 0; cut < image.length; cut++) {
            byte[] shorter = Arrays.copyOf(image, cut);
            assertThrows(CorruptStateException.class, () -> HllCounter.ofImage(shorter));
        }
        for (int round = 0; round < 500; round++) {
            byte[] altered = image.clone();
            // Half of the changes hit the header, where the lengths are.
            int reach = round % 2 == 0 ? Math.min(image.length, 40) : image.length;
            altered[random.nextInt(reach)] = (byte) random.nextLong();
            HllCounter counter;
            try {
                counter = HllCounter.ofImage(altered);
            } catch (CorruptStateException expected) {
                continue;
            }
            assertTrue(counter.estimate() >= 0);
            for (int i = 0; i < 300; i++) {
                counter.update(i);
            }
            assertTrue(counter.estimate() >= 0);
        }
    }

    @Test
    void oracle_refusesSizesOutOfRangeAndUpdatesOfNumbersAllocateNothing() {
        assertEquals(
                "lgK must be in 4..21, got 3",
                assertThrows(IllegalArgumentException.class, () -> HllCounter.create(3))
                        .getMessage());
        HllCounter counter = HllCounter.create();
        long bytes = Allocations.of(counter::update);
        assertTrue(bytes <= 32, "a hash of two longs at most, got " + bytes);
        assertEquals(4_216, counter.stateBytes(), 0.05 * 4_216);
    }

    @Test
    void golden_version1StillDecodes() {
        HllCounter counter = HllCounter.create(8);
        for (int i = 0; i < 300; i++) {
            counter.update("item-" + i);
        }
        HllCounter golden = Golden.decode("hll-1.bin", HllCounter.CODEC, counter);
        assertEquals(counter.estimate(), golden.estimate());
    }
}
