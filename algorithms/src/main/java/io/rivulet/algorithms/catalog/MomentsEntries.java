package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.moments.RunningMoments;
import java.util.List;

/** Entries of the moments family: mean, spread and shape of numbers. */
final class MomentsEntries {

    private MomentsEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(moments());
    }

    private static Algorithm<Double> moments() {
        return Algorithm.named("moments", "moments", Input.NUMBER)
                .paper("Welford, Technometrics 4(3), 1962; Pébay, SAND2008-6212, 2008")
                .summary("Mean, variance, skewness and kurtosis in one pass.")
                .error("rounding")
                .merged(Agreement.ROUNDING)
                .heldAgainst(ExactMoments.YARDSTICK, Tolerance.rounding())
                .make(arguments -> RunningMoments.<Double>aggregation(Double::doubleValue)
                        .map(m -> Answer.of(
                                "count",
                                m.count(),
                                "mean",
                                m.mean(),
                                "variance",
                                m.variance(),
                                "skewness",
                                m.skewness(),
                                "kurtosis",
                                m.kurtosis())));
    }
}
