package io.rivulet.algorithms.change;

import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import java.util.Arrays;

/**
 * How probable each start of the run is that the last value belongs to, where values of a run are normal with a mean and a variance that are unknown. Values are
 * taken as standardised: of a new run, the mean is expected near 0 and the variance near 1.
 */
final class RunLengths {

    private static final double FARTHEST = 1e100;
    private static final double HALF_LOG_PI = StrictMath.log(Math.PI) / 2;
    private static final int TABLE = 256;
    private static final double[] GAMMA_STEPS = gammaSteps();

    /*
     * Run i began with the value starts[i], counted from 0, is there with probability weights[i], and has seen count - starts[i] values, from which its mean and
     * the parameter betas[i] of its variance follow: normal-inverse-gamma with kappa = 1 + values, alpha = 1 + values / 2. Runs stand from the oldest to
     * the one that the next value would begin. logs is scratch.
     */
    private final double hazard;
    private final double pruned;
    private final int most;
    private long count;
    private int size = 1;
    private long[] starts = new long[16];
    private double[] weights = new double[16];
    private double[] means = new double[16];
    private double[] betas = new double[16];
    private double[] logs = new double[16];

    /**
     * A run that the first value begins.
     *
     * @param hazard how probable it is before each value that a new run begins with it
     * @param pruned runs less probable than this are forgotten
     * @param most how many are kept, at least 2
     */
    RunLengths(double hazard, double pruned, int most) {
        this.hazard = hazard;
        this.pruned = pruned;
        this.most = most;
        weights[0] = 1;
        betas[0] = 1;
    }

    /** ln Γ(a + 1/2) - ln Γ(a) for a = 1, 1.5, 2, … */
    private static double[] gammaSteps() {
        double[] steps = new double[TABLE];
        steps[0] = StrictMath.log(Math.PI) / 2 - StrictMath.log(2);
        for (int i = 1; i < TABLE; i++) {
            steps[i] = StrictMath.log(1 + (i - 1) / 2.0) - steps[i - 1];
        }
        return steps;
    }

    private static double gammaStep(long values) {
        if (values < TABLE) {
            return GAMMA_STEPS[(int) values];
        }
        double a = 1 + values / 2.0;
        return StrictMath.log(a) / 2 - 1 / (8 * a) + 1 / (192 * a * a * a); // the next term is below 1e-13
    }

    /** The density of a value, given the run: Student's t. */
    private double logDensity(int run, double value) {
        long values = count - starts[run];
        double kappa = 1 + values;
        double freedom = 2 + values;
        // scale² · freedom, of scale² = beta (kappa + 1) / (alpha kappa) and freedom = 2 alpha
        double spread = 2 * betas[run] * (kappa + 1) / kappa;
        double distance = value - means[run];
        return gammaStep(values)
                - HALF_LOG_PI
                - StrictMath.log(spread) / 2
                - (freedom + 1) / 2 * StrictMath.log1p(distance * distance / spread);
    }

    /** Takes a value in: how probable the runs are by Bayes' rule, and one more that the next value may begin. */
    void take(double standardised) {
        double value = Math.max(-FARTHEST, Math.min(FARTHEST, standardised)); // its square must be a double
        double largest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            logs[i] = logDensity(i, value);
            largest = Math.max(largest, logs[i]);
        }
        double all = 0;
        for (int i = 0; i < size; i++) {
            weights[i] *= StrictMath.exp(logs[i] - largest);
            all += weights[i];
        }
        for (int i = 0; i < size; i++) {
            weights[i] *= (1 - hazard) / all;
            double kappa = 1 + (count - starts[i]);
            double distance = value - means[i];
            means[i] += distance / (kappa + 1);
            betas[i] += kappa / (kappa + 1) / 2 * distance * distance;
        }
        count++;
        begin();
        prune();
    }

    private void begin() {
        if (size == starts.length) {
            int longer = 2 * size;
            starts = Arrays.copyOf(starts, longer);
            weights = Arrays.copyOf(weights, longer);
            means = Arrays.copyOf(means, longer);
            betas = Arrays.copyOf(betas, longer);
            logs = Arrays.copyOf(logs, longer);
        }
        starts[size] = count;
        weights[size] = hazard;
        means[size] = 0;
        betas[size] = 1;
        size++;
    }

    /** The newest run always stays, and the likeliest one is too probable to go. */
    private void prune() {
        if (size > most) {
            int smallest = 0;
            for (int i = 1; i < size - 1; i++) {
                smallest = weights[i] < weights[smallest] ? i : smallest;
            }
            weights[smallest] = 0;
        }
        int kept = 0;
        double all = 0;
        for (int i = 0; i < size; i++) {
            if (i == size - 1 || weights[i] > 0 && weights[i] >= pruned) {
                starts[kept] = starts[i];
                weights[kept] = weights[i];
                means[kept] = means[i];
                betas[kept] = betas[i];
                all += weights[i];
                kept++;
            }
        }
        size = kept;
        for (int i = 0; i < size; i++) {
            weights[i] /= all;
        }
    }

    /** How many values were taken in. */
    long count() {
        return count;
    }

    int size() {
        return size;
    }

    /** Index of the first value of a run; that of the newest one has not come. */
    long start(int run) {
        return starts[run];
    }

    double probability(int run) {
        return weights[run];
    }

    /** The plain mean of the values of a run, without the one expected; a run must have some. */
    double mean(int run) {
        double values = count - starts[run];
        return means[run] * ((1 + values) / values);
    }

    void clear() {
        count = 0;
        size = 1;
        starts[0] = 0;
        weights[0] = 1;
        means[0] = 0;
        betas[0] = 1;
    }

    void set(RunLengths other) {
        count = other.count;
        size = other.size;
        starts = other.starts.clone();
        weights = other.weights.clone();
        means = other.means.clone();
        betas = other.betas.clone();
        logs = new double[other.logs.length];
    }

    long stateBytes() {
        return 80 + 5 * 16 + 40L * starts.length;
    }

    /** Count i64, number of runs i32; of each start i64, probability f64, mean f64, beta f64. */
    void encode(StateWriter out) {
        out.writeLong(count).writeInt(size);
        for (int i = 0; i < size; i++) {
            out.writeLong(starts[i])
                    .writeDouble(weights[i])
                    .writeDouble(means[i])
                    .writeDouble(betas[i]);
        }
    }

    void decode(long values, StateReader in) {
        count = in.readCount("count");
        int runs = in.readLength("runs", 32);
        if (count > values || runs < 1 || runs > most) {
            throw in.corrupt("runs must be in 1.." + most + " and their values must have come, got " + runs);
        }
        int longest = starts.length;
        while (longest < runs) {
            longest *= 2;
        }
        starts = new long[longest];
        weights = new double[longest];
        means = new double[longest];
        betas = new double[longest];
        logs = new double[longest];
        size = runs;
        for (int i = 0; i < runs; i++) {
            starts[i] = in.readLong();
            weights[i] = in.readDouble();
            means[i] = in.readFinite("mean of a run");
            betas[i] = in.readFinite("beta of a run");
            boolean inOrder = starts[i] >= 0 && (i == 0 || starts[i] > starts[i - 1]);
            boolean probable = weights[i] > 0
                    && weights[i] <= 1
                    && betas[i] >= 1
                    && betas[i] <= 1e300
                    && Math.abs(means[i]) <= FARTHEST;
            if (!inOrder || !probable) {
                throw in.corrupt("runs must be in order of their start, and each have a probability");
            }
        }
        if (starts[runs - 1] != count) {
            throw in.corrupt("the newest run must begin with the next value");
        }
    }
}
