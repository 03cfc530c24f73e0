package io.rivulet.benchmarks.linear;

import io.rivulet.algorithms.learning.Row;
import io.rivulet.algorithms.learning.Schema;
import io.rivulet.algorithms.linear.LogisticRegression;
import io.rivulet.benchmarks.Inputs;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does it cost to predict an example and learn it, with features by place in a {@link Row} beside features by name in a {@link HashMap}? 20 numbers an
 * example.
 * {@code java -jar benchmarks/target/benchmarks.jar linear.LogisticRegression -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(2)
public class LogisticRegressionBenchmark {

    private static final int EXAMPLES = 1 << 12;
    private static final int FEATURES = 20;
    private static final double RATE = 0.01;

    private final double[] values = Inputs.normal(EXAMPLES * FEATURES, 42);
    private final boolean[] labels = new boolean[EXAMPLES];
    private final String[] names = new String[FEATURES];
    private final List<Row> rows = new ArrayList<>();
    private final List<Map<String, Double>> maps = new ArrayList<>();
    private final LogisticRegression model = LogisticRegression.create(RATE);
    private final Row row = Row.over(Schema.create());
    private final Map<String, Double> weights = new HashMap<>();
    private double intercept;

    /** Makes the examples, whose label is which of two halves of the features sums higher. */
    @Setup
    public void make() {
        Schema schema = Schema.create();
        for (int i = 0; i < FEATURES; i++) {
            names[i] = "feature-" + i;
        }
        for (int example = 0; example < EXAMPLES; example++) {
            Row made = Row.over(schema);
            Map<String, Double> map = new HashMap<>();
            double sum = 0;
            for (int i = 0; i < FEATURES; i++) {
                double value = values[example * FEATURES + i];
                made.put(names[i], value);
                map.put(names[i], value);
                sum += 2 * i < FEATURES ? value : -value;
            }
            rows.add(made);
            maps.add(map);
            labels[example] = sum > 0;
        }
    }

    /** Ours over rows that are there. */
    @Benchmark
    @OperationsPerInvocation(EXAMPLES)
    public double row() {
        double sum = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            sum += model.predict(rows.get(i));
            model.learn(rows.get(i), labels[i]);
        }
        return sum;
    }

    /** Ours over one row that each example fills by name. */
    @Benchmark
    @OperationsPerInvocation(EXAMPLES)
    public double rowFilledByName() {
        double sum = 0;
        for (int example = 0; example < EXAMPLES; example++) {
            row.clear();
            for (int i = 0; i < FEATURES; i++) {
                row.put(names[i], values[example * FEATURES + i]);
            }
            sum += model.predict(row);
            model.learn(row, labels[example]);
        }
        return sum;
    }

    /** The same steps over maps that are there. */
    @Benchmark
    @OperationsPerInvocation(EXAMPLES)
    public double map() {
        double sum = 0;
        for (int i = 0; i < EXAMPLES; i++) {
            sum += predict(maps.get(i));
            learn(maps.get(i), labels[i]);
        }
        return sum;
    }

    /** The same over one map for each example, filled by name. */
    @Benchmark
    @OperationsPerInvocation(EXAMPLES)
    public double mapFilledByName() {
        double sum = 0;
        for (int example = 0; example < EXAMPLES; example++) {
            Map<String, Double> map = new HashMap<>();
            for (int i = 0; i < FEATURES; i++) {
                map.put(names[i], values[example * FEATURES + i]);
            }
            sum += predict(map);
            learn(map, labels[example]);
        }
        return sum;
    }

    private double predict(Map<String, Double> features) {
        double sum = intercept;
        for (Map.Entry<String, Double> feature : features.entrySet()) {
            sum += weights.getOrDefault(feature.getKey(), 0.0) * feature.getValue();
        }
        return 1 / (1 + Math.exp(-sum));
    }

    private void learn(Map<String, Double> features, boolean label) {
        double gradient = predict(features) - (label ? 1 : 0);
        for (Map.Entry<String, Double> feature : features.entrySet()) {
            weights.merge(feature.getKey(), -RATE * gradient * feature.getValue(), Double::sum);
        }
        intercept -= RATE * gradient;
    }
}
