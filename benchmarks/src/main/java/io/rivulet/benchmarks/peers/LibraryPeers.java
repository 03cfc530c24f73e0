package io.rivulet.benchmarks.peers;

import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Peers;
import java.util.List;
import java.util.stream.Stream;

/** All libraries that ours are held against. */
public final class LibraryPeers implements Peers {

    /** For the service loader. */
    public LibraryPeers() {}

    @Override
    public List<Algorithm<?>> all() {
        return Stream.of(
                        DistinctPeers.all(),
                        FrequencyPeers.all(),
                        QuantilePeers.all(),
                        MembershipPeers.all(),
                        SamplingPeers.all())
                .<Algorithm<?>>flatMap(List::stream)
                .toList();
    }
}
