package io.rivulet.commands;

import io.rivulet.lab.Dataset.Draw;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Records kept with their times, up to a number. */
final class Records<T> {

    private final int most;
    private final List<T> records = new ArrayList<>();
    private final List<Long> times = new ArrayList<>();

    Records(int most) {
        this.most = most;
    }

    void add(T record, long timeMillis) {
        records.add(record);
        times.add(timeMillis);
    }

    int size() {
        return records.size();
    }

    boolean isFull() {
        return records.size() >= most;
    }

    /** All of them by time; those of equal time in the order of coming. */
    Draw<T> inOrderOfTime() {
        List<Integer> order = IntStream.range(0, records.size())
                .boxed()
                .sorted(Comparator.comparing(times::get))
                .toList();
        return new Draw<>(
                order.stream().map(records::get).toList(),
                order.stream().mapToLong(times::get).toArray());
    }
}
