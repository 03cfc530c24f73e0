package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.rivulet.runtime.testing.TestSink;
import io.rivulet.runtime.testing.TestSource;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Items and pairs of eleven baskets, counted with the flow's own operators. The number in a name is that of the scenario. */
@Timeout(60)
class BasketsFlowTest {

    private static final String BASKETS = """
            meet,apricot,bread,milk,water
            candy,soda,milk
            milk
            candy,tea,sandwich
            pie,wine,flowers,cheese,pomigranade
            milk,bread
            bread,water,meat,celery,milk
            pepper,meat,olive oil
            coffee,sandwich,tee
            tea,milk
            milk,meat,potato,apple,banana,bread,sandwich,salt
            """;

    @ParameterizedTest
    @ValueSource(ints = {1, 4})
    void s137_itemsAndPairsOfTheSeedBaskets(int workers) throws Exception {
        TestSink<Keyed<String, Long>> items = new TestSink<>();
        TestSink<Keyed<String, Long>> pairs = new TestSink<>();
        Dataflow flow = Dataflow.named("baskets");
        Stream<List<String>> baskets = flow.input(
                        "lines", TestSource.of(BASKETS.lines().toList()))
                .rebalance("spread")
                .map(
                        "split",
                        line -> List.copyOf(
                                new TreeSet<>(Arrays.asList(line.trim().split("\\s*,\\s*", -1)))));
        baskets.flatten("items", basket -> basket)
                .keyBy(item -> item)
                .countFinal("item-counts")
                .output("out-items", items);
        baskets.flatten("pairs", BasketsFlowTest::pairs)
                .keyBy(pair -> pair)
                .countFinal("pair-counts")
                .output("out-pairs", pairs);
        Rivulet.run(flow, RunOptions.defaults().withWorkers(workers));

        Map<String, Long> itemCounts = asMap(items);
        assertEquals(
                Map.of("milk", 7L, "bread", 4L, "sandwich", 3L, "meat", 3L, "water", 2L, "candy", 2L, "tea", 2L),
                more(itemCounts));
        assertEquals(17, itemCounts.size() - 7);

        Map<String, Long> pairCounts = asMap(pairs);
        assertEquals(65, pairCounts.size());
        assertEquals(72, pairCounts.values().stream().mapToLong(n -> n).sum());
        assertEquals(
                Map.of("bread+milk", 4L, "bread+water", 2L, "milk+water", 2L, "bread+meat", 2L, "meat+milk", 2L),
                more(pairCounts));
    }

    private static List<String> pairs(List<String> basket) {
        List<String> pairs = new ArrayList<>();
        for (int i = 0; i < basket.size(); i++) {
            for (int j = i + 1; j < basket.size(); j++) {
                pairs.add(basket.get(i) + "+" + basket.get(j));
            }
        }
        return pairs;
    }

    private static Map<String, Long> asMap(TestSink<Keyed<String, Long>> sink) {
        return sink.records().stream().collect(Collectors.toMap(Keyed::key, Keyed::value));
    }

    private static Map<String, Long> more(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(e -> e.getValue() > 1)
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }
}
