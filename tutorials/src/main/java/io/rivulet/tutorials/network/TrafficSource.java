package io.rivulet.tutorials.network;

import io.rivulet.algorithms.Codecs;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.runtime.connect.Source;
import io.rivulet.runtime.connect.SourceOutput;
import io.rivulet.runtime.connect.SourcePartition;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/**
 * Generated traffic as an input.
 *
 * <p><b>Partition.</b> One: time order across the whole network is the point.
 * <p><b>Position.</b> The number of the next connection.
 * <p><b>Replay.</b> Exact, from any position.
 */
final class TrafficSource implements Source<Connection, Long> {

    private static final String PARTITION = "traffic";

    private final TrafficGenerator.Settings settings;

    private TrafficSource(TrafficGenerator.Settings settings) {
        this.settings = settings;
    }

    static TrafficSource of(TrafficGenerator.Settings settings) {
        return new TrafficSource(settings);
    }

    @Override
    public List<String> partitions() {
        return List.of(PARTITION);
    }

    @Override
    public SourcePartition<Connection, Long> open(String partition, Optional<Long> position) throws IOException {
        if (!partition.equals(PARTITION)) {
            throw new IOException("partition must be \"" + PARTITION + "\", got \"" + partition + "\"");
        }
        return new Partition(TrafficGenerator.at(settings, position.orElse(0L)));
    }

    @Override
    public StateCodec<Long> positionCodec() {
        return Codecs.LONG;
    }

    @Override
    public String toString() {
        return "TrafficSource(" + settings + ")";
    }

    private record Partition(TrafficGenerator generator) implements SourcePartition<Connection, Long> {

        @Override
        public Poll poll(SourceOutput<Connection> out, int max) {
            for (int i = 0; i < max; i++) {
                if (!generator.hasNext()) {
                    return Poll.END;
                }
                out.emit(generator.next());
            }
            return Poll.MORE;
        }

        @Override
        public Long position() {
            return generator.position();
        }

        @Override
        public void close() {
            // holds nothing open
        }
    }
}
