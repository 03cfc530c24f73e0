package io.rivulet.algorithms.frequency;

/**
 * What stands above an item: the networks of an address, the folders of a file, the groups of a metric. Depth 0 is everything, depth 1 the widest prefix.
 *
 * @param <T> an item or a prefix of it
 */
public interface Hierarchy<T> {

    /** The most levels below everything. */
    int maxDepth();

    /** How deep an item is, from 0 to {@link #maxDepth}; deeper ones are cut there. */
    int depthOf(T item);

    /**
     * The item's prefix at a depth; equal prefixes are the same.
     *
     * @param depth from 1 to the item's own
     */
    T prefix(T item, int depth);

    /** Hierarchies over numbers, which are not boxed. */
    interface OfLongs extends Hierarchy<Long> {

        /** The item's prefix at a depth from 1 to {@link #maxDepth}. */
        long prefix(long item, int depth);

        @Override
        default int depthOf(Long item) {
            return maxDepth();
        }

        @Override
        default Long prefix(Long item, int depth) {
            return prefix(item.longValue(), depth);
        }
    }

    /**
     * Numbers of so many bits, by their upper bits: {@code bits(32, 8)} are IPv4 addresses by bytes, {@code bits(32, 1)} by single bits. A prefix has 0 in the
     * bits that it leaves open.
     *
     * @param bits from 1 to 64
     * @param step bits a level, a divisor of bits
     */
    static OfLongs bits(int bits, int step) {
        if (bits < 1 || bits > Long.SIZE || step < 1 || bits % step != 0) {
            throw new IllegalArgumentException(
                    "bits must be in 1..64 and a multiple of step, got " + bits + " in steps of " + step);
        }
        return new OfLongs() {
            @Override
            public int maxDepth() {
                return bits / step;
            }

            @Override
            public long prefix(long item, int depth) {
                int open = bits - depth * step;
                return open == 0 ? item : item >>> open << open;
            }
        };
    }

    /**
     * Texts of parts: paths, dotted names, addresses as texts. {@code "a/b/c"} has the prefixes {@code "a"}, {@code "a/b"} and itself.
     *
     * @param separator between the parts; one at the start belongs to the first part
     * @param maxDepth parts beyond are cut off, from 1 to 64
     */
    static Hierarchy<String> parts(char separator, int maxDepth) {
        if (maxDepth < 1 || maxDepth > 64) {
            throw new IllegalArgumentException("maxDepth must be in 1..64, got " + maxDepth);
        }
        return new Hierarchy<>() {
            @Override
            public int maxDepth() {
                return maxDepth;
            }

            @Override
            public int depthOf(String item) {
                int depth = 1;
                for (int at = item.indexOf(separator, 1);
                        at >= 0 && depth < maxDepth;
                        at = item.indexOf(separator, at + 1)) {
                    depth++;
                }
                return depth;
            }

            @Override
            public String prefix(String item, int depth) {
                int end = 0;
                for (int part = 0; part < depth && end >= 0; part++) {
                    end = item.indexOf(separator, end + 1);
                }
                return end < 0 ? item : item.substring(0, end);
            }
        };
    }
}
