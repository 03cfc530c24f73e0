package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.catalog.Input.Pair;
import io.rivulet.algorithms.frequency.ConservativeCountMin;
import io.rivulet.algorithms.frequency.CountMin;
import io.rivulet.algorithms.frequency.CountSketch;
import io.rivulet.algorithms.frequency.DecayedCounts;
import io.rivulet.algorithms.frequency.FrequentItem;
import io.rivulet.algorithms.frequency.HeavyKeeper;
import io.rivulet.algorithms.frequency.HierarchicalHeavyHitters;
import io.rivulet.algorithms.frequency.Hierarchy;
import io.rivulet.algorithms.frequency.MisraGries;
import io.rivulet.algorithms.frequency.SpaceSaving;
import io.rivulet.algorithms.frequency.Superspreaders;
import io.rivulet.algorithms.frequency.TrendingItems;
import io.rivulet.algorithms.frequency.WindowHeavyHitters;
import java.time.Duration;
import java.util.List;

/** Entries of the frequency family: which items come often, and how often. */
final class FrequencyEntries {

    private static final Parameter K = Parameter.integer("k", 10, 1, 1 << 20, "rows of the answer");
    private static final Duration LONGEST = Duration.ofDays(36_500);

    private FrequencyEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(
                spaceSaving(),
                misraGries(),
                countMin(),
                conservativeCountMin(),
                countSketch(),
                heavyKeeper(),
                windowHeavyHitters(),
                decayedCounts(),
                trendingItems(),
                hierarchicalHeavyHitters(),
                superspreaders());
    }

    private static Algorithm<String> spaceSaving() {
        return Algorithm.named("space-saving", "frequency", Input.ITEM)
                .paper(
                        "Metwally, Agrawal and El Abbadi, Efficient computation of frequent and top-k elements in data streams, ICDT 2005")
                .summary("The most frequent items and how often they came.")
                .error("count too high by total / counters at most, never too low")
                .parameters(counters(SpaceSaving.MAX_COUNTERS), K)
                .variations("counters", "50", "100", "200", "1000")
                .merged(Agreement.SHAPE)
                .heldAgainst(arguments -> ExactTopItems.yardstick(arguments.integer("k")), Tolerance.always(1.0 / 100))
                .make(arguments -> rows(SpaceSaving.<String>aggregation(
                        arguments.integer("counters"), arguments.integer("k"), item -> item)));
    }

    private static Algorithm<String> misraGries() {
        return Algorithm.named("misra-gries", "frequency", Input.ITEM)
                .paper(
                        "Misra and Gries, Finding repeated elements, Science of Computer Programming 2(2), 1982; Anderson et al., IMC 2017")
                .summary("The most frequent items and how often they came at most, the fastest.")
                .error("count too high by total / counters at most, the same for all rows, never too low")
                .parameters(counters(MisraGries.MAX_COUNTERS), K)
                .variations("counters", "50", "100", "200", "1000")
                .merged(Agreement.SHAPE)
                .heldAgainst(arguments -> ExactTopItems.yardstick(arguments.integer("k")), Tolerance.always(1.0 / 100))
                .make(arguments -> rows(MisraGries.<String>aggregation(
                        arguments.integer("counters"), arguments.integer("k"), item -> item)));
    }

    private static Algorithm<String> countMin() {
        return Algorithm.named("count-min", "frequency", Input.ITEM)
                .paper(
                        "Cormode and Muthukrishnan, The count-min sketch and its applications, Journal of Algorithms 55, 2005")
                .summary("How often any item came, and the most frequent ones by it; exact to merge.")
                .error("count too high by e * total / width with probability e^-depth, never too low")
                .parameters(width(), depth(), K)
                .variations("width", "128", "512", "2048", "8192")
                .merged(Agreement.SHAPE)
                .heldAgainst(
                        arguments -> ExactTopItems.yardstick(arguments.integer("k")),
                        Tolerance.of(Math.E / 512, 10 * Math.exp(-5)))
                .make(arguments -> rows(CountMin.<String>aggregation(
                        arguments.integer("width"), arguments.integer("depth"), arguments.integer("k"), item -> item)));
    }

    private static Algorithm<String> conservativeCountMin() {
        return Algorithm.named("conservative-count-min", "frequency", Input.ITEM)
                .paper("Estan and Varghese, New directions in traffic measurement and accounting, SIGCOMM 2002")
                .summary("How often any item came, and the most frequent ones by it; closer than count-min.")
                .error("count too high by e * total / width with probability e^-depth, never too low")
                .parameters(width(), depth(), K)
                .variations("width", "128", "512", "2048", "8192")
                .merged(Agreement.SHAPE)
                .heldAgainst(
                        arguments -> ExactTopItems.yardstick(arguments.integer("k")),
                        Tolerance.of(Math.E / 512, 10 * Math.exp(-5)))
                .make(arguments -> rows(ConservativeCountMin.<String>aggregation(
                        arguments.integer("width"), arguments.integer("depth"), arguments.integer("k"), item -> item)));
    }

    private static Algorithm<String> countSketch() {
        return Algorithm.named("count-sketch", "frequency", Input.ITEM)
                .paper("Charikar, Chen and Farach-Colton, Finding frequent items in data streams, ICALP 2002")
                .summary("How often any item came, without bias, and the most frequent ones by it.")
                .error("count off by sqrt(8 * F2 / width) either way with probability 1.6 % at depth 5")
                .parameters(width(), Parameter.integer("depth", 5, 1, 31, "rows of the table, an odd number"), K)
                .variations("width", "128", "512", "2048", "8192")
                .merged(Agreement.SHAPE)
                // F2 of the sample stream is 0.0145 of its total squared; ten rows, each beyond with at most 1.6 %.
                .heldAgainst(
                        arguments -> ExactTopItems.yardstick(arguments.integer("k")),
                        Tolerance.of(Math.sqrt(8 * 0.0145 / 512), 0.16))
                .make(arguments -> rows(CountSketch.<String>aggregation(
                        arguments.integer("width"), arguments.integer("depth"), arguments.integer("k"), item -> item)));
    }

    private static Algorithm<String> heavyKeeper() {
        return Algorithm.named("heavy-keeper", "frequency", Input.ITEM)
                .paper("Gong et al., HeavyKeeper, USENIX ATC 2018")
                .summary("The most frequent items and how often they came at least, in very little space.")
                .error(
                        "count too low by a share s of the total with probability 1 / (0.08 s * width * count), never too high")
                .parameters(
                        width(),
                        Parameter.integer("depth", 2, 1, HeavyKeeper.MAX_DEPTH, "rows of the table"),
                        K,
                        Parameter.integer("seed", 42, 0, 1L << 53, "of the hash and of chance"))
                .variations("width", "128", "512", "2048")
                // The tenth of the sample stream has 0.7 % of it, 14 records; a share of 5 % gives 3.5 % for each of
                // ten rows.
                .heldAgainst(arguments -> ExactTopItems.yardstick(arguments.integer("k")), Tolerance.of(0.05, 0.35))
                .make(arguments -> rows(HeavyKeeper.<String>aggregation(
                        arguments.integer("width"),
                        arguments.integer("depth"),
                        arguments.integer("k"),
                        arguments.whole("seed"),
                        item -> item)));
    }

    private static Algorithm<String> windowHeavyHitters() {
        return Algorithm.named("window-heavy-hitters", "frequency", Input.ITEM)
                .paper(
                        "Ben Basat, Einziger, Friedman and Kassner, Heavy hitters in streams and sliding windows, INFOCOM 2016")
                .summary("The most frequent of the last so many items, without keeping those.")
                .error("count too high by 4 * window / blocks at most, never too low")
                .parameters(
                        Parameter.integer(
                                "window", 1_000, 1, WindowHeavyHitters.MAX_WINDOW, "items, a multiple of blocks"),
                        Parameter.integer(
                                "blocks", 100, 1, WindowHeavyHitters.MAX_BLOCKS, "counters, and parts of the window"),
                        K)
                .variations("blocks", "50", "100", "200", "500")
                .heldAgainst(
                        arguments -> ExactTopItems.ofLast(arguments.whole("window"), arguments.integer("k")),
                        Tolerance.always(4.0 / 100))
                .make(arguments -> rows(WindowHeavyHitters.<String>aggregation(
                        arguments.whole("window"), arguments.integer("blocks"), arguments.integer("k"), item -> item)));
    }

    private static Algorithm<String> decayedCounts() {
        return Algorithm.named("decayed-counts", "frequency", Input.ITEM)
                .paper("Metwally, Agrawal and El Abbadi, ICDT 2005; Cormode et al., Forward decay, ICDE 2009")
                .summary("The items that came most often lately: a record counts half after one half-life.")
                .error("weight too high by decayed total / counters at most, never too low, to rounding")
                .parameters(
                        counters(DecayedCounts.MAX_COUNTERS),
                        Parameter.duration(
                                "half-life",
                                Duration.ofMinutes(5),
                                Duration.ofMillis(1),
                                LONGEST,
                                "after how long a record counts half"),
                        K)
                .variations("counters", "50", "100", "200", "1000")
                .merged(Agreement.SHAPE)
                .heldAgainst(
                        arguments -> ExactTopItems.decayed(arguments.duration("half-life"), arguments.integer("k")),
                        Tolerance.always(1.0 / 100 + 1e-9))
                .make(arguments -> DecayedCounts.<String>aggregation(
                                arguments.integer("counters"),
                                arguments.duration("half-life"),
                                arguments.integer("k"),
                                item -> item)
                        .map(top -> Answer.table(top.stream()
                                .map(row ->
                                        Answer.row("item", row.item(), "weight", row.weight(), "error", row.error()))
                                .toList())));
    }

    private static Algorithm<String> trendingItems() {
        return Algorithm.named("trending-items", "frequency", Input.ITEM)
                .summary("The items that come more often than they used to, each against its own past.")
                .error("to rounding while there are counters for all items; then too small, never too large")
                .sample(ItemStreams.BURSTS)
                .parameters(
                        counters(1_000, TrendingItems.MAX_COUNTERS),
                        Parameter.duration(
                                "short",
                                Duration.ofMinutes(1),
                                Duration.ofMillis(1),
                                LONGEST,
                                "half-life of what counts as lately"),
                        Parameter.duration(
                                "long",
                                Duration.ofMinutes(TrendingItems.LONG_BY_SHORT),
                                Duration.ofMillis(2),
                                LONGEST,
                                "half-life of the past, longer than short"),
                        K)
                .variations("counters", "50", "200", "1000")
                .merged(Agreement.SHAPE)
                .heldAgainst(
                        arguments -> ExactTrends.yardstick(
                                arguments.duration("short"), arguments.duration("long"), arguments.integer("k")),
                        Tolerance.always(1e-6))
                .make(arguments -> TrendingItems.<String>aggregation(
                                arguments.integer("counters"),
                                arguments.duration("short"),
                                arguments.duration("long"),
                                arguments.integer("k"),
                                item -> item)
                        .map(top -> Answer.table(top.stream()
                                .map(row -> Answer.row(
                                        "item",
                                        row.item(),
                                        "recent",
                                        row.recent(),
                                        "expected",
                                        row.expected(),
                                        "surprise",
                                        row.surprise()))
                                .toList())));
    }

    private static Algorithm<String> hierarchicalHeavyHitters() {
        return Algorithm.named("hierarchical-heavy-hitters", "frequency", Input.ITEM)
                .paper(
                        "Mitzenmacher, Steinke and Thaler, Hierarchical heavy hitters with the Space Saving algorithm, ALENEX 2012")
                .summary("Heavy items and heavy prefixes, such as networks, of parts between dots.")
                .error(
                        "counts too high by total / counters at most, never too low; no prefix with the share is missing")
                .sample(ItemStreams.SKEWED.map(item -> item.replace('-', '.') + "." + item.length()))
                .parameters(
                        counters(SpaceSaving.MAX_COUNTERS),
                        Parameter.number("share", 0.05, 0, 1, "of the total, beyond the longer prefixes listed"),
                        Parameter.integer("depth", 4, 1, 64, "parts at most"))
                .variations("counters", "50", "100", "200", "1000")
                .merged(Agreement.SHAPE)
                .allocating("prefixes of texts are new texts")
                .heldAgainst(
                        arguments -> ExactHeavyPrefixes.yardstick(
                                Hierarchy.parts('.', arguments.integer("depth")), arguments.number("share")),
                        Tolerance.always(1.0 / 100))
                .make(arguments -> HierarchicalHeavyHitters.<String>aggregation(
                                arguments.integer("counters"),
                                arguments.number("share"),
                                Hierarchy.parts('.', arguments.integer("depth")),
                                item -> item)
                        .map(top -> Answer.table(top.stream()
                                .map(row -> Answer.row(
                                        "prefix",
                                        row.prefix(),
                                        "depth",
                                        (long) row.depth(),
                                        "count",
                                        row.count(),
                                        "error",
                                        row.error(),
                                        "beyond",
                                        row.beyondListed()))
                                .toList())));
    }

    private static Algorithm<Pair> superspreaders() {
        return Algorithm.named("superspreaders", "frequency", Input.PAIR)
                .paper("Tang, Huang and Lee, SpreadSketch, INFOCOM 2020")
                .summary("The sources with the most different destinations: scanners, crawlers.")
                .error(
                        "too high by e * pairs / width with probability e^-depth, and the error of a HyperLogLog of the precision")
                .parameters(
                        Parameter.integer("width", 256, 2, Superspreaders.MAX_WIDTH, "buckets a row, a power of two"),
                        Parameter.integer("depth", 2, 1, Superspreaders.MAX_DEPTH, "rows"),
                        Parameter.integer("precision", 6, 4, 12, "of the distinct counters"),
                        Parameter.integer("k", 3, 1, 1 << 20, "rows of the answer"))
                .variations("width", "64", "256", "1024")
                // 700 pairs, the largest source has 40: the others of a bucket, and three deviations of a counter of
                // 43.
                .heldAgainst(
                        arguments -> ExactSpreaders.yardstick(arguments.integer("k")),
                        Tolerance.of(Math.E / 256 + 3 * 0.13 * 43 / 700, 3 * Math.exp(-2)))
                .make(arguments -> Superspreaders.<Pair>aggregation(
                                arguments.integer("width"),
                                arguments.integer("depth"),
                                arguments.integer("precision"),
                                arguments.integer("k"),
                                Pair::first,
                                Pair::second)
                        .map(top -> Answer.table(top.stream()
                                .map(row -> Answer.row("source", row.source(), "destinations", row.destinations()))
                                .toList())));
    }

    private static Parameter counters(int most) {
        return counters(100, most);
    }

    private static Parameter counters(int byDefault, int most) {
        return Parameter.integer("counters", byDefault, 1, most, "items monitored; ten times k is good");
    }

    private static Parameter width() {
        return Parameter.integer("width", 512, 2, 1 << 22, "counters a row, a power of two");
    }

    private static Parameter depth() {
        return Parameter.integer("depth", 5, 1, 31, "rows of the table");
    }

    private static <S> Aggregation<String, S, Answer> rows(Aggregation<String, S, List<FrequentItem<String>>> top) {
        return top.map(rows -> Answer.table(rows.stream()
                .map(f -> Answer.row("item", f.item(), "count", f.count(), "error", f.error()))
                .toList()));
    }
}
