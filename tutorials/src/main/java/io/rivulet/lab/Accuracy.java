package io.rivulet.lab;

import io.rivulet.algorithms.catalog.Exact;
import io.rivulet.algorithms.catalog.Yardstick;
import io.rivulet.lab.Dataset.Draw;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;

/**
 * Errors and bytes of several variants over one dataset. The variants go through a stream in step, so that one exact answer serves all of them at each
 * checkpoint; in a window it is made anew from the records that the window holds. A variant that refuses a record is out from there on.
 */
final class Accuracy<T> {

    /** How often a dataset of one draw is run over, each time with other seeds. */
    static final int DRAWS_OF_SEEDS = 5;

    /** What was found of one variant. */
    static final class Found {
        private final List<double[]> errors = new ArrayList<>();
        private long heapBytes;
        private OptionalLong formBytes = OptionalLong.empty();
        private Optional<String> refusal = Optional.empty();

        Errors errors() {
            return Errors.of(errors.toArray(double[][]::new));
        }

        long heapBytes() {
            return heapBytes;
        }

        OptionalLong formBytes() {
            return formBytes;
        }

        /** Why it took a record no more; nothing else was then found of it. */
        Optional<String> refusal() {
            return refusal;
        }
    }

    private final List<Variant<T>> variants;
    private final Function<Variant<T>, Trial<T>> start;
    private final int checkpoints;
    private final List<Found> found = new ArrayList<>();

    Accuracy(List<Variant<T>> variants, Function<Variant<T>, Trial<T>> start, int checkpoints) {
        this.variants = variants;
        this.start = start;
        this.checkpoints = checkpoints;
        variants.forEach(variant -> found.add(new Found()));
    }

    /**
     * What is found of each variant, in the same order.
     *
     * @param seeds how often a dataset of one draw is run over by the variants that have a seed
     */
    List<Found> over(Dataset<T> dataset, int seeds) {
        if (dataset.draws() > 1) {
            for (int draw = 0; draw < dataset.draws(); draw++) {
                run(dataset.draw().apply(draw), all(0));
            }
            return found;
        }
        run(dataset.first(), all(0));
        for (int seed = 1; seed < seeds; seed++) {
            Map<Integer, Variant<T>> drawn = all(seed);
            drawn.entrySet().removeIf(e -> e.getValue().equals(variants.get(e.getKey())));
            if (!drawn.isEmpty()) {
                run(dataset.first(), drawn);
            }
        }
        return found;
    }

    /** All variants by their place, at another seed if they have one. */
    private Map<Integer, Variant<T>> all(int seed) {
        Map<Integer, Variant<T>> all = new HashMap<>();
        for (int v = 0; v < variants.size(); v++) {
            all.put(v, variants.get(v).withDraw(seed));
        }
        return all;
    }

    private void run(Draw<T> draw, Map<Integer, Variant<T>> running) {
        running.keySet().removeIf(v -> found.get(v).refusal.isPresent());
        int points = Math.min(checkpoints, draw.size());
        Map<Integer, Trial<T>> trials = new HashMap<>();
        running.forEach((v, variant) -> trials.put(v, start.apply(variant)));
        running.keySet().forEach(v -> found.get(v).errors.add(new double[points]));
        Map<String, Exact<T>> growing = new HashMap<>();
        int fed = 0;
        for (int c = 0; c < points; c++) {
            int to = (int) ((long) draw.size() * (c + 1) / points);
            long now = draw.timesMillis()[to - 1];
            Map<String, Exact<T>> fedNow = new HashMap<>();
            int since = fed;
            trials.entrySet().removeIf(entry -> refuses(entry.getKey(), entry.getValue(), draw, since, to));
            for (Map.Entry<Integer, Trial<T>> entry : trials.entrySet()) {
                Trial<T> trial = entry.getValue();
                Yardstick<T> yardstick = running.get(entry.getKey()).yardstick();
                int from = trial.firstRecord(draw, to, now);
                String key = from + " " + yardstick.question();
                Exact<T> exact = fedNow.computeIfAbsent(key, k -> {
                    // From the start of the stream an exact answer only grows; a window's is made anew.
                    Exact<T> grown = from > 0
                            ? yardstick.start().get()
                            : growing.computeIfAbsent(
                                    yardstick.question(), q -> yardstick.start().get());
                    feed(grown, draw, from > 0 ? from : since, to);
                    return grown;
                });
                Found of = found.get(entry.getKey());
                of.errors.get(of.errors.size() - 1)[c] = exact.error(trial.answer(now), now);
                of.heapBytes = Math.max(of.heapBytes, trial.heapBytes());
            }
            fed = to;
        }
        trials.forEach((v, trial) -> found.get(v).formBytes = trial.formBytes());
    }

    /** Feeds a variant; one that is full or cannot take such a record is out, and the others go on. */
    private boolean refuses(int v, Trial<T> trial, Draw<T> draw, int from, int to) {
        try {
            trial.feed(draw, from, to);
            return false;
        } catch (IllegalArgumentException | IllegalStateException e) {
            found.get(v).refusal = Optional.of(String.valueOf(e.getMessage()));
            return true;
        }
    }

    private static <T> void feed(Exact<T> exact, Draw<T> draw, int from, int to) {
        for (int i = from; i < to; i++) {
            exact.update(draw.records().get(i), draw.timesMillis()[i]);
        }
    }
}
