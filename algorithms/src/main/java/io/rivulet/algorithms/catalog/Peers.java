package io.rivulet.algorithms.catalog;

import java.util.List;
import java.util.ServiceLoader;

/**
 * Implementations of other libraries in the form of entries, for the variant lab to hold against ours by the same yardsticks. They are no part of the
 * catalogue: whoever has them on the class path names them as a service of this type. Their states are {@link io.rivulet.algorithms.Incremental}, so that
 * they say their size, and their bytes are the library's own form.
 */
public interface Peers {

    /** The entries; names begin with that of the library: {@code hash4j-ultraloglog}. */
    List<Algorithm<?>> all();

    /** Those of all services on the class path; usually none. */
    static List<Algorithm<?>> onTheClassPath() {
        return ServiceLoader.load(Peers.class).stream()
                .map(ServiceLoader.Provider::get)
                .<Algorithm<?>>flatMap(peers -> peers.all().stream())
                .toList();
    }
}
