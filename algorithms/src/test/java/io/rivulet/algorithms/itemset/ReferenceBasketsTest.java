package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.rivulet.algorithms.SplitMix64;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * oracle_: public basket data, against numbers and complete lists of frequent itemsets that two other miners found. Skipped where the data is not there;
 * {@link AprioriTest} and {@link IncrementalAprioriTest} ask the same of made data, and the last test here does.
 */
class ReferenceBasketsTest {

    private static final Map<String, List<List<String>>> READ = new HashMap<>();

    /** Every number by length that is listed: 17 of them, on four data sets. */
    @TestFactory
    Stream<DynamicTest> oracle_batchMiningFindsTheListedNumbersOfItemsets() {
        return references().stream()
                .map(reference -> DynamicTest.dynamicTest(reference.toString(), () -> {
                    Apriori apriori = Apriori.create(ItemsetParams.ofMinCount(reference.minCount));
                    baskets(reference.data).forEach(apriori::update);
                    assertEquals(reference.byLength, byLength(apriori.frequent()));
                }));
    }

    /** Fed one by one. The five that have more than 15,000 itemsets take longest; {@code -Drivulet.itemsets=1000000} has them too. */
    @TestFactory
    Stream<DynamicTest> oracle_theIncrementalLandmarkFindsTheListedNumbersOfItemsets() {
        return references().stream()
                .filter(reference ->
                        reference.byLength.stream().mapToInt(i -> i).sum()
                                < Integer.getInteger("rivulet.itemsets", 15_000))
                .map(reference -> DynamicTest.dynamicTest(reference.toString(), () -> {
                    var miner = IncrementalApriori.landmark(ItemsetParams.ofMinCount(reference.minCount));
                    baskets(reference.data).forEach(miner::update);
                    assertEquals(reference.byLength, byLength(miner.frequent()));
                }));
    }

    @Test
    void oracle_theCompleteListOfGroceries() {
        assertComplete("itemsets_groceries_min99.tsv", "groceries", 99, 333);
    }

    @Test
    void oracle_theCompleteListOfT10I4D100K() {
        assertComplete("itemsets_T10I4D100K_min500.tsv", "T10I4D100K", 500, 1073);
    }

    @Test
    void oracle_aWindowOver2000GroceriesEqualsBatchMiningAndItsOwnChanges() {
        assertSliding(baskets("groceries"), 2_000, ItemsetParams.ofMinSupport(0.01), 500);
    }

    @Test
    void oracle_aWindowOver5000BasketsOfT10I4D100KEqualsBatchMiningAndItsOwnChanges() {
        assertSliding(baskets("T10I4D100K").subList(0, 20_000), 5_000, ItemsetParams.ofMinSupport(0.005), 1_000);
    }

    @Test
    void oracle_aWindowOver300DenseRowsOfChessEqualsBatchMiningAndItsOwnChanges() {
        // Neighbouring rows are nearly the same: take them from everywhere, 997 steps apart.
        List<List<String>> rows = baskets("chess");
        List<List<String>> mixed = IntStream.range(0, 800)
                .mapToObj(i -> rows.get(i * 997 % rows.size()))
                .toList();
        assertSliding(mixed, 300, ItemsetParams.ofMinSupport(0.85).withMinCount(100), 50);
    }

    /** The sibling on made data, which always runs. */
    @Test
    void oracle_aWindowOver500MadeBasketsEqualsBatchMiningAndItsOwnChanges() {
        SplitMix64 random = new SplitMix64(5);
        List<List<String>> made = IntStream.range(0, 5_000)
                .mapToObj(i -> Baskets.drifting(random, i, 60, 40))
                .toList();
        assertSliding(made, 500, ItemsetParams.ofMinSupport(0.01), 100);
    }

    private static void assertSliding(List<List<String>> baskets, int window, ItemsetParams params, int every) {
        var miner = IncrementalApriori.lastBaskets(window, params);
        Set<List<String>> replayed = new LinkedHashSet<>();
        for (int i = 0; i < baskets.size(); i++) {
            miner.update(baskets.get(i));
            for (ItemsetChange change : miner.changes()) {
                List<String> items = change.itemset().items();
                assertFalse(change.change() == Change.ENTERED ? !replayed.add(items) : !replayed.remove(items));
            }
            if (i % every == every - 1) {
                Apriori batch = Apriori.create(params);
                baskets.subList(Math.max(0, i + 1 - window), i + 1).forEach(batch::update);
                FrequentItemsets expected = batch.frequent();
                assertEquals(expected, miner.frequent(), "after " + (i + 1));
                assertEquals(expected.itemsets().size(), replayed.size());
                expected.itemsets().forEach(s -> assertFalse(replayed.add(s.items())));
            }
        }
    }

    private static void assertComplete(String file, String data, int minCount, int size) {
        Apriori apriori = Apriori.create(ItemsetParams.ofMinCount(minCount));
        var incremental = IncrementalApriori.landmark(ItemsetParams.ofMinCount(minCount));
        for (List<String> basket : baskets(data)) {
            apriori.update(basket);
            incremental.update(basket);
        }
        List<Itemset> expected = new ArrayList<>();
        for (String line : lines(folder().resolve(file))) {
            String[] cells = line.split("\t", -1);
            if (!cells[0].equals("count")) {
                expected.add(Itemset.of(Long.parseLong(cells[0]), cells[2].split("\\|", -1)));
            }
        }
        assertEquals(size, expected.size());
        expected.sort(Itemset.ORDER);
        assertEquals(expected, apriori.frequent().itemsets());
        assertEquals(expected, incremental.frequent().itemsets());
    }

    private static List<Integer> byLength(FrequentItemsets frequent) {
        List<Integer> counts = new ArrayList<>();
        for (Itemset itemset : frequent.itemsets()) {
            int length = itemset.items().size();
            while (counts.size() < length) {
                counts.add(0);
            }
            counts.set(length - 1, counts.get(length - 1) + 1);
        }
        return counts;
    }

    private record Reference(String data, int minCount, List<Integer> byLength) {
        @Override
        public String toString() {
            return data + " at a count of " + minCount;
        }
    }

    /** The file is plain: a name for each data set, then {@code min_count} and {@code by_length} in turn. */
    private static List<Reference> references() {
        String json = String.join(" ", lines(folder().resolve("reference_counts.json")));
        Pattern parts =
                Pattern.compile("\"(\\w+)\": \\{ *\"file\"|\"min_count\": (\\d+)|\"by_length\": \\[([^\\]]*)\\]");
        List<Reference> references = new ArrayList<>();
        String data = "";
        int minCount = 0;
        for (Matcher part = parts.matcher(json); part.find(); ) {
            if (part.group(1) != null) {
                data = part.group(1);
            } else if (part.group(2) != null) {
                minCount = Integer.parseInt(part.group(2));
            } else {
                List<Integer> byLength = Stream.of(part.group(3).split(",", -1))
                        .map(String::strip)
                        .map(Integer::valueOf)
                        .toList();
                references.add(new Reference(data, minCount, byLength));
            }
        }
        assertEquals(17, references.size());
        return references;
    }

    private static List<List<String>> baskets(String data) {
        return READ.computeIfAbsent(data, ReferenceBasketsTest::read);
    }

    private static List<List<String>> read(String data) {
        return switch (data) {
            case "groceries" -> split(folder().resolve("groceries.csv.gz"), ",");
            case "online_retail_baskets" -> invoices(folder().resolve("online_retail.csv.gz"));
            default -> split(folder().resolve(data + ".dat.gz"), " ");
        };
    }

    private static List<List<String>> split(Path file, String separator) {
        return lines(file).stream()
                .map(line -> List.of(line.strip().split(separator, -1)))
                .toList();
    }

    /** Sales only; the descriptions hold commas in quotes, but stand after what is read here except the quantity. */
    private static List<List<String>> invoices(Path file) {
        Map<String, Set<String>> items = new LinkedHashMap<>();
        int invoice = -1;
        int code = -1;
        int quantity = -1;
        for (String line : lines(file)) {
            List<String> cells = cells(line);
            if (invoice < 0) {
                invoice = cells.indexOf("InvoiceNo");
                code = cells.indexOf("StockCode");
                quantity = cells.indexOf("Quantity");
            } else if (!cells.get(invoice).startsWith("C") && Integer.parseInt(cells.get(quantity)) > 0) {
                items.computeIfAbsent(cells.get(invoice), i -> new LinkedHashSet<>())
                        .add(cells.get(code));
            }
        }
        return items.values().stream().map(List::copyOf).toList();
    }

    private static List<String> cells(String line) {
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == ',' && !quoted) {
                cells.add(cell.toString());
                cell.setLength(0);
            } else {
                cell.append(c);
            }
        }
        cells.add(cell.toString());
        return cells;
    }

    private static Path folder() {
        Path folder = Path.of(System.getProperty("rivulet.data", "data"), "baskets");
        assumeTrue(Files.isDirectory(folder), "no data at " + folder);
        return folder;
    }

    private static List<String> lines(Path file) {
        try (var in = Files.newInputStream(file);
                var plain = file.toString().endsWith(".gz") ? new GZIPInputStream(in) : in;
                var reader = new BufferedReader(new InputStreamReader(plain, StandardCharsets.UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
