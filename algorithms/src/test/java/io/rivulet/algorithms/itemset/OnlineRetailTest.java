package io.rivulet.algorithms.itemset;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

/**
 * oracle_: the invoices of a shop over a year in the order of time: the pairs of the last four weeks after each, and every week their rules and how they changed, against
 * mining anew. Skipped where the data is not there.
 */
class OnlineRetailTest {

    private static final Duration WINDOW = Duration.ofDays(28);
    private static final ItemsetParams PARAMS = ItemsetParams.ofMinCount(40).withMaxLength(2);

    /** Green and roses Regency teacups. */
    private static final String TEACUPS = "22697 -> 22699";

    /** Wooden Christmas decorations of two shapes. */
    private static final String CHRISTMAS_HEARTS_AND_STARS = "22578 -> 22577";

    private record Invoice(long timeMillis, Set<String> items) {}

    @Test
    void oracle_theRulesOfTheLastFourWeeksAndTheirChangesOverAYear() {
        List<Invoice> invoices = invoices();
        var miner = IncrementalApriori.lastTime(WINDOW, PARAMS);
        RuleWatch watch = RuleWatch.create(0.6, 0.5);
        Map<String, Integer> weeksOf = new TreeMap<>();
        Set<String> holding = new TreeSet<>();
        Set<List<String>> replayed = new HashSet<>();
        long day = Duration.ofDays(1).toMillis();
        long nextWeek = invoices.get(0).timeMillis / day * day + 7 * day;
        int weeks = 0;
        int entered = 0;
        int firstWithHearts = Integer.MAX_VALUE;
        int left = 0;
        for (Invoice invoice : invoices) {
            while (invoice.timeMillis >= nextWeek) {
                miner.advanceTo(nextWeek);
                replay(miner.changes(), replayed);
                assertEquals(sets(miner.frequent()), replayed, "week " + weeks);
                for (RuleChange change : watch.update(miner.frequent())) {
                    boolean comes = change.change() == Change.ENTERED;
                    assertTrue(comes ? holding.add(sides(change.rule())) : holding.remove(sides(change.rule())));
                    entered += comes ? 1 : 0;
                    left += comes ? 0 : 1;
                }
                assertEquals(
                        List.copyOf(holding),
                        watch.rules().stream()
                                .map(OnlineRetailTest::sides)
                                .sorted()
                                .toList());
                holding.forEach(rule -> weeksOf.merge(rule, 1, Integer::sum));
                if (weeks % 8 == 7) {
                    checkByMiningAnew(invoices, nextWeek, miner);
                }
                if (holding.contains(CHRISTMAS_HEARTS_AND_STARS)) {
                    firstWithHearts = Math.min(firstWithHearts, weeks);
                }
                weeks++;
                nextWeek += 7 * day;
            }
            miner.update(invoice.items, invoice.timeMillis);
            replay(miner.changes(), replayed);
        }
        assertEquals(53, weeks);
        assertEquals(473, entered);
        assertEquals(294, left);
        assertEquals(473 - 294, holding.size());
        assertEquals(47, weeksOf.get(TEACUPS));
        // Christmas comes in October, and stays.
        assertEquals(43, firstWithHearts);
        assertEquals(10, weeksOf.get(CHRISTMAS_HEARTS_AND_STARS));
    }

    private static void checkByMiningAnew(List<Invoice> invoices, long now, IncrementalApriori miner) {
        Apriori apriori = Apriori.create(PARAMS);
        for (Invoice invoice : invoices) {
            if (invoice.timeMillis <= now && invoice.timeMillis > now - WINDOW.toMillis()) {
                apriori.update(invoice.items);
            }
        }
        assertEquals(apriori.frequent(), miner.frequent());
        assertEquals(apriori.frequent().rules(0.5), miner.frequent().rules(0.5));
    }

    private static void replay(List<ItemsetChange> changes, Set<List<String>> replayed) {
        for (ItemsetChange change : changes) {
            List<String> items = change.itemset().items();
            assertTrue(change.change() == Change.ENTERED ? replayed.add(items) : replayed.remove(items));
        }
    }

    private static Set<List<String>> sets(FrequentItemsets frequent) {
        Set<List<String>> sets = new HashSet<>();
        frequent.itemsets().forEach(itemset -> sets.add(itemset.items()));
        return sets;
    }

    private static String sides(AssociationRule rule) {
        return String.join(", ", rule.antecedent()) + " -> " + String.join(", ", rule.consequent());
    }

    /** Sales only, in the order of the file, which is that of time. */
    private static List<Invoice> invoices() {
        Path file = Path.of(System.getProperty("rivulet.data", "missing"), "baskets", "online_retail.csv.gz");
        assumeTrue(Files.isReadable(file), "no data at " + file);
        DateTimeFormatter format = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
        Map<String, Invoice> invoices = new LinkedHashMap<>();
        try (var in = new GZIPInputStream(Files.newInputStream(file));
                var reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
            reader.readLine();
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                // Only descriptions have commas in quotes, and they are third.
                String[] first = line.split(",", 3);
                String rest = first[2].startsWith("\"")
                        ? first[2].substring(first[2].lastIndexOf("\",") + 1)
                        : first[2].substring(first[2].indexOf(','));
                String[] last = rest.split(",", -1);
                if (!first[0].startsWith("C") && Integer.parseInt(last[1]) > 0) {
                    long time = LocalDateTime.parse(last[2], format)
                            .toInstant(ZoneOffset.UTC)
                            .toEpochMilli();
                    invoices.computeIfAbsent(first[0], number -> new Invoice(time, new TreeSet<>()))
                            .items
                            .add(first[1]);
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Collection<Invoice> all = invoices.values();
        return new ArrayList<>(all);
    }
}
