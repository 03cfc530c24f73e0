package io.rivulet.algorithms;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** oracle_: the laws pass a sound algorithm, and each seeded fault breaks at least the law that is meant to find it. */
class LawsTest {

    private static final String ROUND_TRIP = "decode(encode(s)) goes on exactly as s does";
    private static final String MERGED = "parts merged answer like the whole";

    @Test
    void oracle_aSoundAlgorithmKeepsAllLaws() {
        assertEquals(Set.of(), broken(new Fault()));
    }

    @Test
    void oracle_aMergeThatLosesAPartIsFound() {
        Fault fault = new Fault();
        fault.merge = (a, b) -> a.count += b.count;
        assertTrue(broken(fault).contains(MERGED));
    }

    @Test
    void oracle_aMergeThatChangesItsArgumentIsFound() {
        Fault fault = new Fault();
        fault.merge = (a, b) -> {
            a.merge(b);
            b.clear();
        };
        assertTrue(broken(fault).contains("merge leaves the other as it was"));
    }

    @Test
    void oracle_aFieldForgottenInTheCodecIsFound() {
        Fault fault = new Fault();
        fault.encode = (s, out) -> out.writeLong(s.count).writeDouble(s.sum);
        fault.decode = in -> new Totals(Totals::clear, in.readCount("count"), in.readFinite("sum"), 0);
        assertEquals(Set.of(ROUND_TRIP), broken(fault));
    }

    @Test
    void oracle_aDecoderThatThrowsSomethingElseIsFound() {
        Fault fault = new Fault();
        fault.decode = in -> {
            if (in.remaining() < 24) {
                throw new IllegalStateException("unchecked");
            }
            return Totals.decode(in);
        };
        assertTrue(failing(fault).contains("bytes cut short are refused"));
    }

    @Test
    void oracle_aCopyThatSharesMemoryIsFound() {
        Fault fault = new Fault();
        fault.copy = s -> s;
        assertTrue(broken(fault).contains("a copy is independent"));
    }

    @Test
    void oracle_aResetThatForgetsAFieldIsFound() {
        Fault fault = new Fault();
        fault.reset = s -> {
            s.count = 0;
            s.sum = 0;
        };
        assertTrue(broken(fault).contains("reset is new"));
    }

    @Test
    void oracle_aRetractThatForgetsAFieldIsFound() {
        Fault fault = new Fault();
        fault.retract = Optional.of((s, x) -> s.sum -= x);
        assertTrue(broken(fault).contains("update then retract changes nothing"));
    }

    @Test
    void oracle_anUpdateThatChangesTheStateBeforeItRefusesIsFound() {
        Fault fault = new Fault();
        fault.update = (s, x) -> {
            s.count++;
            s.update(x);
            s.count--;
        };
        assertTrue(broken(fault).contains("a refused record leaves the state as it was"));
    }

    /** Laws broken as laws are: by an AssertionError. */
    private static Set<String> broken(Fault fault) {
        Set<String> names = new TreeSet<>();
        for (Law law : laws(fault)) {
            try {
                law.check().run();
            } catch (AssertionError e) {
                names.add(law.name());
            }
        }
        return names;
    }

    /** Laws that do not pass, for whatever reason. */
    private static Set<String> failing(Fault fault) {
        Set<String> names = new TreeSet<>();
        for (Law law : laws(fault)) {
            try {
                law.check().run();
            } catch (AssertionError | RuntimeException e) {
                names.add(law.name());
            }
        }
        return names;
    }

    private static List<Law> laws(Fault fault) {
        Aggregation<Double, Totals, List<Double>> aggregation = Aggregation.<Double, Totals, List<Double>>of(
                        "totals",
                        () -> new Totals(fault.reset, 0, 0, 0),
                        fault.update,
                        s -> List.of((double) s.count, s.sum, s.largest),
                        StateCodec.of("totals", 1, fault.encode, fault.decode))
                .merging(fault.merge, fault.copy::apply);
        return Laws.of(fault.retract.map(aggregation::retracting).orElse(aggregation))
                .input((random, i) -> (double) random.nextInt(1000))
                .refusing(Double.NaN)
                .list();
    }

    /** The algorithm's functions, sound unless a test replaces one. */
    private static final class Fault {
        private BiConsumer<Totals, Double> update = Totals::update;
        private BiConsumer<Totals, Totals> merge = Totals::merge;
        private Function<Totals, Totals> copy = Totals::copy;
        private Consumer<Totals> reset = Totals::clear;
        private BiConsumer<Totals, StateWriter> encode = Totals::encode;
        private Function<StateReader, Totals> decode = Totals::decode;
        private Optional<BiConsumer<Totals, Double>> retract = Optional.empty();
    }

    /** Count, sum and largest: the smallest thing with several fields. Its reset is the fault's, as an interface method cannot be replaced otherwise. */
    private static final class Totals implements Incremental<Totals> {

        private final Consumer<Totals> reset;
        private long count;
        private double sum;
        private double largest;

        Totals(Consumer<Totals> reset, long count, double sum, double largest) {
            this.reset = reset;
            this.count = count;
            this.sum = sum;
            this.largest = largest;
        }

        void update(double x) {
            if (!Double.isFinite(x)) {
                throw new IllegalArgumentException("x must be finite, got " + x);
            }
            count++;
            sum += x;
            largest = Math.max(largest, x);
        }

        void merge(Totals other) {
            count += other.count;
            sum += other.sum;
            largest = Math.max(largest, other.largest);
        }

        void clear() {
            count = 0;
            sum = 0;
            largest = 0;
        }

        void encode(StateWriter out) {
            out.writeLong(count).writeDouble(sum).writeDouble(largest);
        }

        static Totals decode(StateReader in) {
            return new Totals(Totals::clear, in.readCount("count"), in.readFinite("sum"), in.readFinite("largest"));
        }

        @Override
        public void reset() {
            reset.accept(this);
        }

        @Override
        public Totals copy() {
            return new Totals(reset, count, sum, largest);
        }

        @Override
        public long stateBytes() {
            return 48;
        }
    }
}
