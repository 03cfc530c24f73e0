package io.rivulet.benchmarks.flow;

import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.util.List;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.IntStream;

/**
 * Records made by a function of their number; each partition makes its share of the numbers.
 *
 * @param count how many in all
 * @param parts how many partitions
 * @param make makes record i
 */
record Generated<T>(long count, int parts, LongFunction<T> make) implements Source<T, Long> {

    @Override
    public List<String> partitions() {
        return IntStream.range(0, parts).mapToObj(Integer::toString).toList();
    }

    @Override
    public SourcePartition<T, Long> open(String partition, Optional<Long> position) {
        long part = Long.parseLong(partition);
        return new Part(position.orElse(count * part / parts), count * (part + 1) / parts);
    }

    @Override
    public StateCodec<Long> positionCodec() {
        return StateCodec.of(
                "generated", 1, (position, out) -> out.writeLong(position), in -> in.readCount("position"));
    }

    private final class Part implements SourcePartition<T, Long> {

        private final long end;
        private long next;

        Part(long next, long end) {
            this.next = next;
            this.end = end;
        }

        @Override
        public Poll poll(SourceOutput<T> out, int max) {
            long until = Math.min(end, next + max);
            for (long i = next; i < until; i++) {
                out.emit(make.apply(i));
            }
            next = until;
            return next < end ? Poll.MORE : Poll.END;
        }

        @Override
        public Long position() {
            return next;
        }

        @Override
        public void close() {}
    }
}
