package io.rivulet.tutorials.network;

import io.rivulet.algorithms.SplitMix64;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;

/**
 * Connections in order of time, made from a seed: {@link Background} traffic with the attacks of {@link PlannedAttack} at known times, labelled with
 * their names.
 *
 * <p><b>Position.</b> The number of the next connection, one {@code long}: each second has its own random numbers, fixed by the seed, so any place can be
 * found again by counting seconds. {@link #at} gives the very connections an unbroken run would give from there.
 * <p><b>Cost.</b> About a tenth of a microsecond and one object a connection; {@link #at} 50 ns a second of skipped time.
 * <p><b>Threads.</b> One owner at a time.
 */
final class TrafficGenerator implements Iterator<Connection> {

    /** 2026-03-02, a Monday, 00:00 UTC. */
    static final long START_MILLIS = 1_772_409_600_000L;

    /**
     * What to generate.
     *
     * @param seed fixes everything
     * @param days how long, 1..366
     * @param hosts clients in the four sites, 32..40,000
     * @param rate connections a second on average over a day, attacks not counted, more than 0 and at most 100,000
     */
    record Settings(long seed, int days, int hosts, double rate) {
        Settings {
            if (days < 1 || days > 366) {
                throw new IllegalArgumentException("days must be in 1..366, got " + days);
            }
            if (hosts < 32 || hosts > 40_000) {
                throw new IllegalArgumentException("hosts must be in 32..40000, got " + hosts);
            }
            if (!(rate > 0 && rate <= 100_000)) {
                throw new IllegalArgumentException("rate must be more than 0 and at most 100000, got " + rate);
            }
        }

        /** Two days of 400 clients: about four and a half million connections. */
        static Settings standard() {
            return new Settings(1, 2, 400, 25);
        }

        private long seconds() {
            return days * 86_400L;
        }
    }

    /*
     * The second being handed out: its generator stands after the draws of the connections already given, left[a] of each attack's connections are still
     * to come, and their order among the background is drawn one by one. Invariant: given <= inSecond, and second == length means the end.
     */
    private final Settings settings;
    private final Background background;
    private final List<PlannedAttack> plan;
    private final int[] left;
    private SplitMix64 random = new SplitMix64(0);
    private long position;
    private long second = -1;
    private int inSecond;
    private int given;

    private TrafficGenerator(Settings settings) {
        this.settings = settings;
        this.background = new Background(settings.seed(), settings.hosts(), settings.rate());
        this.plan = PlannedAttack.plan(settings.seed(), START_MILLIS, settings.days(), settings.rate());
        this.left = new int[plan.size()];
        nextSecond();
    }

    /** From the beginning. */
    static TrafficGenerator create(Settings settings) {
        return new TrafficGenerator(settings);
    }

    /**
     * From connection number {@code position} on; at the end if there are fewer.
     *
     * @throws IllegalArgumentException if position is negative
     */
    static TrafficGenerator at(Settings settings, long position) {
        if (position < 0) {
            throw new IllegalArgumentException("position must not be negative, got " + position);
        }
        TrafficGenerator generator = new TrafficGenerator(settings);
        while (generator.hasNext() && generator.position + generator.inSecond <= position) {
            generator.position += generator.inSecond;
            generator.given = generator.inSecond;
            generator.nextSecond();
        }
        while (generator.hasNext() && generator.position < position) {
            generator.next();
        }
        return generator;
    }

    /** The number of the next connection, from 0. */
    long position() {
        return position;
    }

    /** The attacks in it, by time. */
    List<Attack> attacks() {
        return plan.stream().map(PlannedAttack::truth).toList();
    }

    /** The end of the generated time. */
    long endMillis() {
        return START_MILLIS + settings.seconds() * 1_000;
    }

    @Override
    public boolean hasNext() {
        return second < settings.seconds();
    }

    @Override
    public Connection next() {
        if (!hasNext()) {
            throw new NoSuchElementException("the generated time is over");
        }
        long time = START_MILLIS + second * 1_000 + (long) ((given + random.nextDouble()) * 1_000 / inSecond);
        Connection connection = drawn(time);
        given++;
        position++;
        if (given == inSecond) {
            nextSecond();
        }
        return connection;
    }

    private Connection drawn(long time) {
        int still = inSecond - given;
        for (int a = 0; a < left.length; a++) {
            if (left[a] > 0) {
                if (random.nextInt(still) < left[a]) {
                    PlannedAttack attack = plan.get(a);
                    long epochSecond = START_MILLIS / 1_000 + second;
                    long number = attack.firstOf(epochSecond) + attack.count(epochSecond) - left[a]--;
                    return attack.connection(number, time);
                }
                still -= left[a];
            }
        }
        return background.draw(random, time, second);
    }

    /** Moves to the next second that has a connection, or to the end. */
    private void nextSecond() {
        do {
            second++;
            given = 0;
            random = new SplitMix64(SplitMix64.mix(settings.seed() ^ second * 0xD1B54A32D192ED03L));
            inSecond = poisson(background.rateAt(second));
            for (int a = 0; a < left.length; a++) {
                left[a] = plan.get(a).count(START_MILLIS / 1_000 + second);
                inSecond += left[a];
            }
        } while (inSecond == 0 && hasNext());
    }

    private int poisson(double mean) {
        if (mean > 30) {
            return Math.max(0, (int) Math.round(mean + StrictMath.sqrt(mean) * random.nextGaussian()));
        }
        double limit = StrictMath.exp(-mean);
        int count = 0;
        for (double product = random.nextDouble(); product > limit; product *= random.nextDouble()) {
            count++;
        }
        return count;
    }
}
