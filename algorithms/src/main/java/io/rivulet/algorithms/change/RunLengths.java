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
    private static final double LOG_PI = StrictMath.log(Math.PI);
    private static final double[] FACTORS = factors();

    /*
     * Run i began with the value starts[i], counted from 0, is there with probability weights[i], and has seen count - starts[i] values, from which its mean and
     * the parameter betas[i] of its variance follow: normal-inverse-gamma with kappa = 1 + values, alpha = 1 + values / 2. Runs stand from the oldest to
     * the one that the next value would begin. logBetas are the logarithms of betas, and logs is scratch.
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
    private double[] logBetas = new double[16];
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

    /**
     * Student's density of a value after n others has the factor Γ(a + 1/2) / Γ(a) / sqrt(2 π (kappa + 1) / kappa), where a = 1 + n / 2 and kappa = 1 + n: its logarithm
     * for small n.
     */
    private static double[] factors() {
        double[] factors = new double[1_024];
        double step = LOG_PI / 2 - StrictMath.log(2); // ln Γ(a + 1/2) - ln Γ(a); two neighbours add up to ln a
        for (int n = 0; n < factors.length; n++) {
            factors[n] = step - LOG_PI / 2 - StrictMath.log(2 * (n + 2.0) / (n + 1)) / 2;
            step = StrictMath.log(1 + n / 2.0) - step;
        }
        return factors;
    }

    private static double logFactor(long n) {
        if (n < FACTORS.length) {
            return FACTORS[(int) n];
        }
        double a = 1 + n / 2.0;
        return (Logarithms.log((n + 1) / 4.0) - LOG_PI) / 2 - 1 / (8 * a) + 1 / (192 * a * a * a); // Stirling's series
    }

    /** Takes a value in: how probable the runs are by Bayes' rule, and one more that the next value may begin. */
    void take(double standardised) {
        double value = Math.max(-FARTHEST, Math.min(FARTHEST, standardised)); // its square must be a double
        double likeliest = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < size; i++) {
            likeliest = Math.max(likeliest, learn(i, value));
        }
        double all = 0;
        for (int i = 0; i < size; i++) {
            weights[i] *= Logarithms.exp(logs[i] - likeliest);
            all += weights[i];
        }
        count++;
        keepProbable((1 - hazard) / all);
        begin();
        if (size > most) {
            forgetLeastProbable();
        }
        normalise();
    }

    /** Takes the value into a run, and keeps the logarithm of its density given the run: Student's t. */
    private double learn(int run, double value) {
        long n = count - starts[run];
        double share = 1.0 / (n + 2);
        double distance = value - means[run];
        double beta = betas[run] + (n + 1) * share / 2 * distance * distance;
        double logBeta = Logarithms.log(beta);
        // 1 + distance² / (freedom · scale²) is the new beta in old ones
        double log = logFactor(n) - logBetas[run] / 2 - (n + 3) / 2.0 * (logBeta - logBetas[run]);
        means[run] += distance * share;
        betas[run] = beta;
        logBetas[run] = logBeta;
        logs[run] = log;
        return log;
    }

    /** The likeliest run stays: it is too probable to go. */
    private void keepProbable(double scale) {
        int kept = 0;
        for (int i = 0; i < size; i++) {
            double weight = weights[i] * scale;
            if (weight > 0 && weight >= pruned) {
                move(i, kept);
                weights[kept++] = weight;
            }
        }
        size = kept;
    }

    private void move(int from, int to) {
        starts[to] = starts[from];
        weights[to] = weights[from];
        means[to] = means[from];
        betas[to] = betas[from];
        logBetas[to] = logBetas[from];
    }

    private void begin() {
        if (size == starts.length) {
            int longer = 2 * size;
            starts = Arrays.copyOf(starts, longer);
            weights = Arrays.copyOf(weights, longer);
            means = Arrays.copyOf(means, longer);
            betas = Arrays.copyOf(betas, longer);
            logBetas = Arrays.copyOf(logBetas, longer);
            logs = new double[longer];
        }
        starts[size] = count;
        weights[size] = hazard;
        means[size] = 0;
        betas[size] = 1;
        logBetas[size] = 0;
        size++;
    }

    /** But never the newest: it has had no chance yet. */
    private void forgetLeastProbable() {
        int least = 0;
        for (int i = 1; i < size - 1; i++) {
            least = weights[i] < weights[least] ? i : least;
        }
        for (int i = least + 1; i < size; i++) {
            move(i, i - 1);
        }
        size--;
    }

    private void normalise() {
        double all = 0;
        for (int i = 0; i < size; i++) {
            all += weights[i];
        }
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
        logBetas[0] = 0;
    }

    void set(RunLengths other) {
        count = other.count;
        size = other.size;
        starts = other.starts.clone();
        weights = other.weights.clone();
        means = other.means.clone();
        betas = other.betas.clone();
        logBetas = other.logBetas.clone();
        logs = new double[other.logs.length];
    }

    long stateBytes() {
        return 80 + 6 * 16 + 48L * starts.length;
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
        logBetas = new double[longest];
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
            logBetas[i] = Logarithms.log(betas[i]);
            if (!inOrder || !probable) {
                throw in.corrupt("runs must be in order of their start, and each have a probability");
            }
        }
        if (starts[runs - 1] != count) {
            throw in.corrupt("the newest run must begin with the next value");
        }
    }
}
