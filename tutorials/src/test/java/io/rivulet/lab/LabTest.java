package io.rivulet.lab;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Input;
import io.rivulet.algorithms.distinct.HyperLogLog;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.function.LongSupplier;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/**
 * oracle_: errors, bytes and times of a comparison against the same taken by hand, over whole streams and windows; the clock is the test's. example_: which
 * variants belong to a question.
 */
class LabTest {

    private static final Algorithm<String> HYPERLOGLOG = distinct("hyperloglog");

    @SuppressWarnings("unchecked") // these entries are over items
    private static Algorithm<String> distinct(String name) {
        return (Algorithm<String>) Catalog.find(name).orElseThrow();
    }

    /** A clock that goes on by a microsecond whenever it is read. */
    private static LongSupplier ticking() {
        long[] now = {0};
        return () -> now[0] += 1_000;
    }

    private static Lab lab(Optional<Duration> window) {
        return new Lab(window, OptionalDouble.empty(), Duration.ofSeconds(1), 1, ticking());
    }

    private static Variant<String> variant(String name, Map<String, String> parameters) {
        return new Variant<>(distinct(name), parameters, false);
    }

    @Test
    void oracle_errorsAtTheCheckpointsAreThoseTakenByHand() {
        Dataset<String> dataset = Dataset.made(Input.ITEM.streams().get(0), 1_000, 2);
        Comparison comparison =
                lab(Optional.empty()).compare(List.of(variant("hyperloglog", Map.of("precision", "6"))), dataset);
        List<Double> errors = new ArrayList<>();
        for (int draw = 0; draw < 2; draw++) {
            List<String> records = Input.ITEM.streams().get(0).records(1_000, draw);
            for (int to = 50; to <= 1_000; to += 50) {
                HyperLogLog counter = HyperLogLog.create(6, 0);
                records.subList(0, to).forEach(counter::update);
                int exact = new HashSet<>(records.subList(0, to)).size();
                errors.add(Math.abs(counter.estimate() - exact) / exact);
            }
        }
        Measurement m = comparison.measurements().get(0);
        assertEquals(
                errors.stream().mapToDouble(e -> e).average().orElseThrow(),
                m.errors().mean(),
                1e-12);
        List<Double> sorted = errors.stream().sorted().toList();
        assertEquals(sorted.get(37), m.errors().p95(), 1e-12);
        assertEquals(sorted.get(39), m.errors().worst(), 1e-12);
        assertEquals((errors.get(0) + errors.get(20)) / 2, m.errors().course().get(0), 1e-12);
        assertEquals(20, m.errors().course().size());
        HyperLogLog full = HyperLogLog.create(6, 0);
        assertEquals(full.stateBytes(), m.heapBytes());
        assertEquals(HyperLogLog.CODEC.toBytes(full).length, m.formBytes().orElseThrow());
        assertEquals("relative error of the count", comparison.measure());
        assertEquals(2, comparison.draws());
    }

    @Test
    void oracle_timesAreThoseOfTheClock() {
        Comparison comparison = lab(Optional.empty())
                .compare(
                        List.of(variant("hyperloglog", Map.of())),
                        Dataset.made(Input.ITEM.streams().get(0), 500, 2));
        Measurement m = comparison.measurements().get(0);
        assertEquals(1_000 / 500.0, m.updateNanos(), 1e-9, "one tick for all records");
        assertEquals(1_000, m.queryNanos(), 1e-9, "a tick for each answer");
        assertEquals(1_000 / 200.0, m.mergeNanos().orElseThrow(), 1e-9, "one tick for 200 merges");
    }

    @Test
    void oracle_windowsAreHeldAgainstTheRecordsThatTheyHold() {
        Dataset<String> dataset = Dataset.made(Input.ITEM.streams().get(0), 2_000, 2);
        Map<String, String> small = Map.of("precision", "14");
        List<Question<?>> questions = Question.of(
                List.of(HYPERLOGLOG, distinct("sliding-hyperloglog")),
                List.of(),
                small,
                Optional.of(Duration.ofMinutes(5)));
        assertEquals(1, questions.size(), "both are asked for the window");
        @SuppressWarnings("unchecked") // over items
        List<Variant<String>> variants = ((Question<String>) questions.get(0)).variants();
        assertEquals(
                List.of("hyperloglog precision=14", "sliding-hyperloglog precision=14 window=PT5M"),
                variants.stream().map(Variant::label).toList());
        Comparison comparison = lab(Optional.of(Duration.ofMinutes(5))).compare(variants, dataset);
        for (Measurement m : comparison.measurements()) {
            // 300 records of 1,000 items: held against the whole stream, errors would be half.
            assertTrue(m.errors().worst() < 0.04, m.label() + " " + m.errors());
            assertTrue(m.errors().worst() > 0, m.label());
        }
        assertEquals("daba-lite", comparison.measurements().get(0).method());
        assertEquals("its own", comparison.measurements().get(1).method());
    }

    @Test
    void oracle_aFileIsRunOverAgainByVariantsThatHaveASeed() {
        List<String> records = Input.ITEM.streams().get(1).records(400, 3);
        long[] times = IntStream.range(0, 400).mapToLong(i -> i).toArray();
        Dataset<String> file = Dataset.of("file", "yours", new Dataset.Draw<>(records, times));
        Comparison comparison = lab(Optional.empty())
                .compare(
                        List.of(
                                variant("hyperloglog", Map.of("precision", "4")),
                                variant("hyperloglog", Map.of("precision", "4", "seed", "0"))),
                        file);
        double drawn = comparison.measurements().get(0).errors().course().get(19);
        double fixed = comparison.measurements().get(1).errors().course().get(19);
        double sum = 0;
        for (int seed = 0; seed < 5; seed++) {
            HyperLogLog counter = HyperLogLog.create(4, seed);
            records.forEach(counter::update);
            double exact = new HashSet<>(records).size();
            double error = Math.abs(counter.estimate() - exact) / exact;
            assertTrue(seed > 0 || error == fixed);
            sum += error;
        }
        assertEquals(sum / 5, drawn, 1e-12);
    }

    @Test
    void oracle_aVariantThatRefusesARecordIsLeftOutAndTheOthersGoOn() {
        Dataset<String> dataset = Dataset.made(Input.ITEM.streams().get(1), 1_000, 2);
        Variant<String> full = variant("cuckoo", Map.of("capacity", "100"));
        Variant<String> bloom = variant("bloom", Map.of("capacity", "100"));
        Comparison comparison = lab(Optional.empty()).compare(List.of(full, bloom), dataset);
        assertEquals(
                List.of(bloom),
                comparison.measurements().stream().map(Measurement::variant).toList());
        assertEquals(1, comparison.notes().size());
        assertTrue(
                comparison
                        .notes()
                        .get(0)
                        .startsWith(
                                "Left out, for it refused a record: cuckoo capacity=100: filter must have room, but"),
                comparison.notes().get(0));
        assertTrue(
                comparison.recommendation().words().endsWith("It has more to set: rate."),
                comparison.recommendation().words());
        Lab lab = lab(Optional.empty());
        assertTrue(assertThrows(RefusedRecordsException.class, () -> lab.compare(List.of(full), dataset))
                .getMessage()
                .startsWith("no variant takes these records; cuckoo capacity=100: filter must have room"));
    }

    @Test
    void oracle_fewerRecordsAndDrawsWhereExactAnswersTakeTheSquareOfThem() {
        Dataset<String> dataset = Dataset.made(Input.ITEM.streams().get(0), 100_000, 10);
        long[] now = {0};
        Effort effort = new Effort(1_000_000_000, () -> now[0]);
        Dataset<String> square = effort.fitted(dataset, draw -> now[0] += (long) draw.size() * draw.size());
        long one = (long) square.first().size() * square.first().size();
        assertTrue(one >= 250_000_000 && one <= 1_000_000_000, square.first().size() + " records");
        assertEquals(4, square.draws());
        assertEquals(
                dataset.draw().apply(3).records().subList(0, square.first().size()),
                square.draw().apply(3).records());
        Dataset<String> constant = effort.fitted(dataset, draw -> now[0] += 10L * draw.size());
        assertEquals(100_000, constant.first().size());
        assertEquals(10, constant.draws());
        Dataset<String> slow = effort.fitted(dataset, draw -> now[0] += 10_000_000_000L);
        assertEquals(1_000, slow.first().size(), "never fewer");
        assertEquals(4, slow.draws());
    }

    @Test
    void example_inAWindowEntriesWithOneOfTheirOwnJoinTheirQuestionAndNoOther() {
        List<Question<?>> questions = Question.of(
                List.of(HYPERLOGLOG, distinct("decayed-distinct"), distinct("sliding-hyperloglog")),
                List.of(),
                Map.of("precision", "9", "k", "16"),
                Optional.of(Duration.ofMinutes(5)));
        assertEquals(
                List.of(
                        List.of("hyperloglog precision=9", "sliding-hyperloglog precision=9 window=PT5M"),
                        List.of("decayed-distinct k=16")),
                questions.stream()
                        .map(q -> q.variants().stream().map(Variant::label).toList())
                        .toList());
    }

    @Test
    void example_variantsOfOneQuestionAreTheirEntriesAtEachSetting() {
        List<Question<?>> questions = Question.of(
                List.of(HYPERLOGLOG, distinct("sliding-hyperloglog"), distinct("cpc")),
                List.of(),
                Map.of("precision", "9"),
                Optional.empty());
        assertEquals(2, questions.size());
        assertEquals(
                List.of("hyperloglog precision=9", "cpc", "cpc lg-k=7", "cpc lg-k=9", "cpc lg-k=13"),
                questions.get(0).variants().stream().map(Variant::label).toList());
        assertEquals(
                List.of("sliding-hyperloglog precision=9"),
                questions.get(1).variants().stream().map(Variant::label).toList());
        assertEquals(Input.ITEM.streams(), List.copyOf(questions.get(0).streams()), "streams are the input's");
    }
}
