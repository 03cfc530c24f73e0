package io.rivulet.lab;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.lab.Dataset.Draw;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** A state that takes in everything. */
final class WholeStreamTrial<T, S> implements Trial<T> {

    private static final long BYTES_OF_COPIES = 16 << 20;

    private final Aggregation<T, S, Answer> aggregation;
    private final S state;

    WholeStreamTrial(Aggregation<T, S, Answer> aggregation) {
        this.aggregation = aggregation;
        this.state = aggregation.create();
    }

    @Override
    public void feed(Draw<T> draw, int from, int to) {
        feed(state, draw, from, to);
    }

    private void feed(S into, Draw<T> draw, int from, int to) {
        List<T> records = draw.records();
        long[] times = draw.timesMillis();
        for (int i = from; i < to; i++) {
            aggregation.update(into, records.get(i), times[i]);
        }
    }

    @Override
    public Answer answer(long nowMillis) {
        return aggregation.answer(state, nowMillis);
    }

    @Override
    public long heapBytes() {
        return aggregation.stateBytes(state);
    }

    @Override
    public OptionalLong formBytes() {
        return OptionalLong.of(aggregation.codec().toBytes(state).length);
    }

    @Override
    public int firstRecord(Draw<T> draw, int to, long nowMillis) {
        return 0;
    }

    @Override
    public Optional<Merging> merging(Draw<T> draw) {
        if (!aggregation.canMerge()) {
            return Optional.empty();
        }
        S left = aggregation.create();
        S right = aggregation.create();
        feed(left, draw, 0, draw.size() / 2);
        feed(right, draw, draw.size() / 2, draw.size());
        return Optional.of(new Halves(left, right));
    }

    /** Merging changes a state, so every merge needs a copy of its own, made before the clock starts. */
    private final class Halves implements Merging {

        private final S left;
        private final S right;
        private final int most;
        private final List<S> copies = new ArrayList<>();

        Halves(S left, S right) {
            this.left = left;
            this.right = right;
            this.most = (int) Math.max(1, BYTES_OF_COPIES / (1 + aggregation.stateBytes(left)));
        }

        @Override
        public int prepare(int wanted) {
            copies.clear();
            int many = Math.min(most, wanted);
            for (int i = 0; i < many; i++) {
                copies.add(aggregation.copy(left));
            }
            return many;
        }

        @Override
        public void merge() {
            for (S copy : copies) {
                aggregation.merge(copy, right);
            }
        }
    }
}
