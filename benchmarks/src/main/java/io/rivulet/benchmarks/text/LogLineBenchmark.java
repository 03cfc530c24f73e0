package io.rivulet.benchmarks.text;

import io.rivulet.algorithms.SplitMix64;
import io.rivulet.algorithms.similarity.NearDuplicates;
import io.rivulet.algorithms.text.Drain;
import io.rivulet.algorithms.text.TfIdf;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What does a line of a log cost, of eight kinds and about 55 characters: its template, beside masking it by expressions and counting what is left; its words; and
 * whether it is nearly one of before?
 * {@code java -jar benchmarks/target/benchmarks.jar LogLineBenchmark -prof gc}
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 3, time = 1)
@Fork(1)
public class LogLineBenchmark {

    private static final int LINES = 10_000;
    private static final Pattern VARIES = Pattern.compile("\\b\\d+(\\.\\d+)*\\b");

    private final String[] lines = new String[LINES];
    private final Drain drain = Drain.create(Drain.Params.DEFAULTS);
    private final Map<String, Integer> masked = new HashMap<>();
    private final TfIdf words = TfIdf.of(10_000, Duration.ofHours(1));
    private final NearDuplicates duplicates =
            NearDuplicates.of(Duration.ofHours(1), 10_000, NearDuplicates.Params.DEFAULTS);

    /** What a login server writes. */
    public LogLineBenchmark() {
        SplitMix64 random = new SplitMix64(42);
        String[] kinds = {
            "Failed password for invalid user %s from %s port %d ssh2",
            "Accepted password for %s from %s port %d ssh2",
            "Connection closed by user %s at %s port %d during authentication",
            "session opened for user %s from %s by process %d",
            "Received disconnect of %s from %s port %d: bye",
            "authentication failure of %s; rhost=%s uid=%d tty=ssh",
            "input request of user %s from %s refused after %d tries",
            "reverse mapping of %s at %s failed after %d ms"
        };
        for (int i = 0; i < LINES; i++) {
            String address = "10." + random.nextInt(256) + "." + random.nextInt(256) + "." + random.nextInt(256);
            lines[i] = String.format(
                    Locale.ROOT,
                    kinds[random.nextInt(8)],
                    "user" + random.nextInt(40),
                    address,
                    random.nextInt(60_000));
        }
    }

    /** Ours. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public Drain drain() {
        for (String line : lines) {
            drain.update(line);
        }
        return drain;
    }

    /** By hand: numbers and addresses replaced by an expression, and the rest counted; users make kinds of their own. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public Map<String, Integer> maskedByExpression() {
        for (String line : lines) {
            masked.merge(VARIES.matcher(line).replaceAll("<*>"), 1, Integer::sum);
        }
        return masked;
    }

    /** Ours: the words of each line, counted and fading. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public TfIdf tfIdf() {
        for (int i = 0; i < LINES; i++) {
            words.update(lines[i], i);
        }
        return words;
    }

    /** Ours: whether a line is nearly one of before, which most are after the first round. */
    @Benchmark
    @OperationsPerInvocation(LINES)
    public int nearDuplicates() {
        int found = 0;
        for (int i = 0; i < LINES; i++) {
            found += duplicates.seen(lines[i], i) ? 1 : 0;
        }
        return found;
    }
}
