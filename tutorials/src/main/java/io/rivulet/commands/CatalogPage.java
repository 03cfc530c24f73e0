package io.rivulet.commands;

import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Answer;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Parameter;
import io.rivulet.algorithms.catalog.Tolerance;
import io.rivulet.algorithms.sliding.Sliding;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The catalogue as a page of Markdown, {@code algorithms/CATALOG.md}: a block for each algorithm, by family and name, all of it from the entries. Sizes are of a
 * state with default parameters, rounded, so that the page is the same wherever it is made.
 */
final class CatalogPage {

    private static final int RECORDS = 2_000;
    private static final MathContext TWO_DIGITS = new MathContext(2);

    private final StringBuilder page = new StringBuilder();

    private CatalogPage() {}

    static String markdown() {
        CatalogPage page = new CatalogPage();
        page.write();
        return page.page.toString();
    }

    private void write() {
        SortedMap<String, List<Algorithm<?>>> families = new TreeMap<>();
        Catalog.all().forEach(a -> families.computeIfAbsent(a.family(), f -> new ArrayList<>())
                .add(a));
        families.values().forEach(algorithms -> algorithms.sort(Comparator.comparing(Algorithm::name)));
        line("# Catalogue of algorithms");
        line("");
        line(
                "Made from the catalogue's entries by `./rivulet catalog --markdown > algorithms/CATALOG.md`, which also renews"
                        + " it; a test tells when that is due.");
        line("");
        line(
                "An error is what is documented. *Promised* is what tests hold each algorithm to, over many seeds, with default"
                        + " parameters on 2,000 records of its sample stream. Bytes are those of such a state: on the heap when new and"
                        + " after 2,000 records, and as written then. *Windows* is how windows of panes slide: `subtract` adds and"
                        + " subtracts a pane, `daba-lite` takes a constant number of merges, `native` is the algorithm's own,"
                        + " `one-per-window` keeps a state for each open window. To hold the variants of a family against each"
                        + " other: `./rivulet bench FAMILY`.");
        families.forEach((family, algorithms) -> {
            line("");
            line("## " + family);
            algorithms.forEach(this::block);
        });
    }

    private <T> void block(Algorithm<T> algorithm) {
        Aggregation<T, ?, Answer> aggregation = algorithm.create();
        List<String> abilities = CatalogCommand.capabilities(aggregation);
        line("");
        line("### " + algorithm.name());
        line("");
        line(text(algorithm.summary()));
        line("");
        line("- answers: " + text(algorithm.yardstick().question()));
        line("- takes in: " + algorithm.input().name() + ", "
                + text(algorithm.input().description()));
        line("- error: " + text(algorithm.error()));
        line("- promised: " + text(promise(algorithm)));
        for (Parameter parameter : algorithm.parameters()) {
            line("- `" + parameter.name() + "` = " + parameter.byDefault() + ": " + text(parameter.description()) + "; "
                    + text(parameter.words()));
        }
        line("- can: " + (abilities.isEmpty() ? "update and answer only" : String.join(", ", abilities)) + "; windows: "
                + CatalogCommand.methodName(Sliding.choiceForPanes(aggregation)));
        line("- bytes: " + bytes(algorithm, aggregation));
        algorithm.paper().ifPresent(paper -> line("- paper: " + text(paper)));
    }

    private static String promise(Algorithm<?> algorithm) {
        Tolerance tolerance = algorithm.tolerance();
        String measure = algorithm.yardstick().measure();
        String within = tolerance.error() == 0 ? "no error" : "at most " + rounded(tolerance.error());
        return within + " (" + measure + ")"
                + (tolerance.probability() == 0
                        ? ", always"
                        : ", but for " + rounded(100 * tolerance.probability()) + " % of the streams");
    }

    private static <T, S> String bytes(Algorithm<T> algorithm, Aggregation<T, S, Answer> aggregation) {
        S state = aggregation.create();
        long empty = aggregation.stateBytes(state);
        long time = 0;
        for (T record : algorithm.sample().records(RECORDS, 1)) {
            aggregation.update(state, record, time);
            time += 1_000;
        }
        return size(empty) + " when new, " + size(aggregation.stateBytes(state)) + " after 2,000 records, "
                + size(aggregation.codec().toBytes(state).length) + " written";
    }

    private static String size(long bytes) {
        if (bytes < 1_000) {
            return rounded(bytes);
        }
        return bytes < 999_500 ? rounded(bytes / 1e3) + " k" : rounded(bytes / 1e6) + " M";
    }

    private static String rounded(double number) {
        BigDecimal rounded = new BigDecimal(number).round(TWO_DIGITS).stripTrailingZeros();
        return Math.abs(number) < 1e-4 && number != 0
                ? String.format(Locale.ROOT, "%.0e", number)
                : rounded.toPlainString();
    }

    /** What Markdown would take for more than text. */
    private static String text(String text) {
        return text.replaceAll("([*_<|])", "\\\\$1");
    }

    private void line(String line) {
        page.append(line).append('\n');
    }
}
