package io.rivulet.benchmarks.change;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * example_: the two measures worked out by hand. oracle_: over the real series, where they are there, each detector is about as good as was measured: a change for the worse
 * is noticed, one for the better should move the bound.
 */
class ChangePointsTest {

    private static SortedSet<Integer> places(Integer... places) {
        return new TreeSet<>(List.of(places));
    }

    @Test
    void example_f1AndCovering() {
        var series = new AnnotatedSeries("made", new double[100], List.of(places(40), places(40, 80)));
        // Beginning and 43 agree of those found, of three; of the annotators' two, both, and of the three, two.
        assertEquals(2 * (2 / 3.0) * (5 / 6.0) / (2 / 3.0 + 5 / 6.0), series.f1(places(43, 60), 5), 1e-12);
        assertEquals(1, series.f1(places(40, 80), 5), 0.15);
        assertEquals(1.0, new AnnotatedSeries("calm", new double[9], List.of(places())).f1(places(), 5));
        // Of 0..40 and 40..100 a single stretch covers 0.4 and 0.6; of 0..40, 40..80, 80..100 it covers 0.4, 0.4, 0.2.
        double first = 0.4 * 0.4 + 0.6 * 0.6;
        double second = 0.4 * 0.4 + 0.4 * 0.4 + 0.2 * 0.2;
        assertEquals((first + second) / 2, series.covering(places()), 1e-12);
        assertEquals(1, new AnnotatedSeries("one", new double[100], List.of(places(40))).covering(places(40)), 1e-12);
    }

    private static List<AnnotatedSeries> real() throws IOException {
        Path folder = Path.of(System.getProperty("rivulet.data", "missing"), "change_points");
        Assumptions.assumeTrue(Files.exists(folder), () -> "no data at " + folder);
        return AnnotatedSeries.readAll(folder);
    }

    /** Known from the evaluation: three of five annotators see one change in the Nile, two none. */
    @Test
    void oracle_aDetectorThatNeverFiresHasTheScoreKnown() throws IOException {
        List<AnnotatedSeries> all = real();
        assertEquals(8, all.size());
        AnnotatedSeries nile =
                all.stream().filter(s -> s.name().equals("nile")).findFirst().orElseThrow();
        assertEquals(0.824, nile.f1(places(), 5), 0.0005);
        assertEquals(0.758, nile.covering(places()), 0.0005);
        assertEquals(1, nile.covering(places(28)), 0.3);
    }

    @Test
    void oracle_detectorsAgreeWithPeopleAsWellAsMeasured() throws IOException {
        List<AnnotatedSeries> all = real();
        double f1OfNone =
                all.stream().mapToDouble(s -> s.f1(places(), 5)).average().orElseThrow();
        double coveringOfNone =
                all.stream().mapToDouble(s -> s.covering(places())).average().orElseThrow();
        ChangePoints.contestants().forEach((name, contestant) -> {
            double f1 = all.stream()
                    .mapToDouble(s -> s.f1(contestant.over(s.values()), ChangePoints.MARGIN))
                    .average()
                    .orElseThrow();
            double covering = all.stream()
                    .mapToDouble(s -> s.covering(contestant.over(s.values())))
                    .average()
                    .orElseThrow();
            boolean good = List.of("Adwin 0.002", "Adwin 0.002, clock 1", "Kswin 0.0001", "Bocpd 250")
                    .contains(name);
            assertTrue(f1 > (good ? f1OfNone + 0.04 : f1OfNone - 0.22), name + " has F1 " + f1);
            assertTrue(covering > (good ? coveringOfNone + 0.13 : coveringOfNone - 0.02), name + " covers " + covering);
        });
    }
}
