package io.rivulet.benchmarks.change;

import io.rivulet.algorithms.change.Adwin;
import io.rivulet.algorithms.change.Bocpd;
import io.rivulet.algorithms.change.ChangeDetector;
import io.rivulet.algorithms.change.Cusum;
import io.rivulet.algorithms.change.Ddm;
import io.rivulet.algorithms.change.Eddm;
import io.rivulet.algorithms.change.HddmA;
import io.rivulet.algorithms.change.HddmW;
import io.rivulet.algorithms.change.Kswin;
import io.rivulet.algorithms.change.PageHinkley;
import io.rivulet.algorithms.change.TrendDetector;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;

/** The detectors that are compared, with the settings that their classes call usual, and some beside them. */
final class Detectors {

    private Detectors() {}

    /** Of numbers with a deviation of about 1. */
    static Map<String, Supplier<ChangeDetector>> ofNumbers() {
        Map<String, Supplier<ChangeDetector>> all = new LinkedHashMap<>();
        all.put("Adwin 0.002", () -> Adwin.create(Adwin.Params.ofLevel(0.002)));
        all.put(
                "Adwin 0.002, clock 1",
                () -> Adwin.create(Adwin.Params.ofLevel(0.002).withClock(1)));
        all.put("PageHinkley 50, usual", () -> PageHinkley.create(PageHinkley.Params.ofLimit(50)));
        all.put("PageHinkley 20", () -> PageHinkley.create(PageHinkley.Params.ofDeviation(1)));
        all.put("Cusum 5, warm-up 25", () -> Cusum.create(Cusum.Params.ofWarmUp(25)));
        all.put(
                "Cusum 8, warm-up 100",
                () -> Cusum.create(Cusum.Params.ofWarmUp(100).withLimit(8)));
        all.put("Cusum 5, baseline known", () -> Cusum.against(0, 1, Cusum.Params.ofWarmUp(25)));
        all.put("Kswin 0.005", () -> Kswin.create(Kswin.Params.ofLevel(0.005)));
        all.put("Kswin 0.0001", () -> Kswin.create(Kswin.Params.ofLevel(1e-4)));
        all.put("Bocpd 250", () -> Bocpd.create(Bocpd.Params.ofRunLength(250)));
        all.put("TrendDetector 100", () -> TrendDetector.create(TrendDetector.Params.ofWindow(100)));
        all.put("TrendDetector 500", () -> TrendDetector.create(TrendDetector.Params.ofWindow(500)));
        return all;
    }

    /** Of errors, 0 or 1. */
    static Map<String, Supplier<ChangeDetector>> ofErrors() {
        Map<String, Supplier<ChangeDetector>> all = new LinkedHashMap<>();
        all.put("Ddm", () -> Ddm.create(Ddm.Params.usual()));
        all.put("Eddm", () -> Eddm.create(Eddm.Params.usual()));
        all.put("HddmA 0.001", () -> HddmA.create(HddmA.Params.ofLevel(0.001)));
        all.put("HddmW 0.001", () -> HddmW.create(HddmW.Params.ofLevel(0.001)));
        all.put("Adwin 0.002", () -> Adwin.create(Adwin.Params.ofLevel(0.002)));
        return all;
    }
}
