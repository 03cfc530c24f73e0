package io.rivulet.algorithms.entropy;

/** Measures that are taken from the counts in one walk, from the least count to the greatest, so that the table's order does not show. */
final class CountEntropies {

    private static final double LN_2 = Math.log(2);

    /** From here on the series of ψ is as exact as doubles are. */
    private static final int DIGAMMA_SERIES_FROM = 16;

    private CountEntropies() {}

    /** In bits; 0 where there is no item, or one. */
    static double renyi(ItemCounts counts, double order) {
        requireOrder(order);
        if (counts.distinct() < 2) {
            return 0;
        }
        if (order == Double.POSITIVE_INFINITY) {
            long[] rising = counts.sortedCounts();
            return -Math.log((double) rising[rising.length - 1] / counts.total()) / LN_2;
        }
        double nats = order == 1 ? shannon(counts) : lnSumOfPowers(counts, order) / (1 - order);
        return clamped(nats, counts) / LN_2;
    }

    static double tsallis(ItemCounts counts, double order) {
        requireOrder(order);
        if (counts.distinct() < 2 || order == Double.POSITIVE_INFINITY) {
            return 0;
        }
        double value = order == 1 ? shannon(counts) : -Math.expm1(lnSumOfPowers(counts, order)) / (order - 1);
        return Math.max(0, value);
    }

    static void requireOrder(double order) {
        if (!(order >= 0)) {
            throw new IllegalArgumentException("order must be 0 or more, got " + order);
        }
    }

    /**
     * ln Σ p^order. As Σ p = 1, that is ln (1 + Σ p (p^(order - 1) - 1)), which keeps its digits near order 1 and where one p is almost 1; for high orders the
     * greatest share is taken out first, lest powers vanish.
     */
    private static double lnSumOfPowers(ItemCounts counts, double order) {
        long[] rising = counts.sortedCounts();
        double total = counts.total();
        double sum = 0;
        if (order < 2) {
            for (long count : rising) {
                sum += count / total * Math.expm1((order - 1) * Math.log(count / total));
            }
            return Math.log1p(sum);
        }
        double most = rising[rising.length - 1];
        for (int i = 0; i < rising.length - 1; i++) {
            sum += Math.pow(rising[i] / most, order);
        }
        return order * lnShare(most, total) + Math.log1p(sum);
    }

    private static double lnShare(double count, double total) {
        return 2 * count > total ? Math.log1p(-(total - count) / total) : Math.log(count / total);
    }

    private static double shannon(ItemCounts counts) {
        double total = counts.total();
        double nats = 0;
        for (long count : counts.sortedCounts()) {
            nats -= count / total * lnShare(count, total);
        }
        return nats;
    }

    private static double clamped(double nats, ItemCounts counts) {
        return Math.min(Math.max(nats, 0), Math.log(counts.distinct()));
    }

    /** ln n - Σ c G(c) / n, in bits. */
    static double grassberger(ItemCounts counts) {
        if (counts.total() == 0) {
            return 0;
        }
        double sum = 0;
        for (long count : counts.sortedCounts()) {
            sum += count * grassbergerTerm(count);
        }
        return Math.max(0, Math.log(counts.total()) - sum / counts.total()) / LN_2;
    }

    /**
     * ψ(n) + (-1)^n / 2 · (ψ((n + 1) / 2) - ψ(n / 2)): equal for 2m and 2m + 1, where it is ln 2 + ψ(m + 1/2). G(1) = ψ(1/2) + ln 2 = -γ - ln 2.
     */
    private static double grassbergerTerm(long count) {
        return LN_2 + digamma(count / 2 + 0.5);
    }

    /** ψ by its asymptotic series, after as many steps of ψ(x) = ψ(x + 1) - 1 / x as it takes; that of Commons Math has errors of 1e-9. */
    private static double digamma(double argument) {
        double x = argument;
        double steps = 0;
        while (x < DIGAMMA_SERIES_FROM) {
            steps -= 1 / x;
            x++;
        }
        double inverse = 1 / (x * x);
        double series = inverse
                * (1.0 / 12 - inverse * (1.0 / 120 - inverse * (1.0 / 252 - inverse * (1.0 / 240 - inverse / 132))));
        return steps + Math.log(x) - 0.5 / x - series;
    }

    /** -Σ q ln q / (1 - (1 - q)^n) with q = C c / n, where C = 1 - (items that came once) / n is the share of the source that was seen. In bits. */
    static double chaoShen(ItemCounts counts) {
        double total = counts.total();
        if (counts.distinct() < 2) {
            return 0;
        }
        long[] rising = counts.sortedCounts();
        int once = 0;
        while (once < rising.length && rising[once] == 1) {
            once++;
        }
        double seen = 1 - Math.min(once, total - 1) / total;
        double nats = 0;
        for (long count : rising) {
            double share = seen * count / total;
            nats -= share * Math.log(share) / -Math.expm1(total * Math.log1p(-share));
        }
        return nats / LN_2;
    }
}
