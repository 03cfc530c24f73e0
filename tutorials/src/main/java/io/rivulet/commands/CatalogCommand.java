package io.rivulet.commands;

import com.fasterxml.jackson.core.JsonGenerator;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.catalog.Algorithm;
import io.rivulet.algorithms.catalog.Catalog;
import io.rivulet.algorithms.catalog.Parameter;
import io.rivulet.algorithms.sliding.Sliding;
import io.rivulet.algorithms.sliding.SlidingChoice;
import io.rivulet.runtime.cli.Subcommand;
import io.rivulet.runtime.cli.Terminal;
import io.rivulet.runtime.cli.UserError;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code rivulet catalog}: lists the algorithms, with {@code --markdown} as a page; {@code rivulet catalog NAME} describes one. */
@Command(name = "catalog", description = "List the algorithms, or describe one.")
public final class CatalogCommand implements Subcommand {

    @Parameters(index = "0", arity = "0..1", paramLabel = "NAME", description = "An algorithm to describe.")
    private Optional<String> name = Optional.empty();

    @Option(names = "--json", description = "As JSON, one object a line.")
    private boolean json;

    @Option(names = "--markdown", description = "As a page with everything about each, as algorithms/CATALOG.md is.")
    private boolean markdown;

    @Override
    public int run(Terminal terminal) throws IOException {
        PrintWriter out = terminal.out();
        if (markdown && (json || name.isPresent())) {
            throw UserError.wrongUse("--markdown is the whole catalogue, and goes with no NAME and no --json");
        }
        if (markdown) {
            out.print(CatalogPage.markdown());
        } else if (json) {
            JsonGenerator generator = JsonAnswers.generator(out);
            for (Algorithm<?> algorithm :
                    name.<List<Algorithm<?>>>map(n -> List.of(find(n))).orElseGet(Catalog::all)) {
                JsonAnswers.line(generator, fields(algorithm));
            }
            generator.flush();
        } else if (name.isPresent()) {
            describe(find(name.get()), out);
        } else {
            list(out);
        }
        return 0;
    }

    /** The algorithm of that name; if there is none, says which may have been meant. */
    static Algorithm<?> find(String name) {
        return Catalog.find(name)
                .orElseThrow(() -> UserError.wrongUse("there is no algorithm \"" + name + "\"."
                        + Suggestions.near(
                                name,
                                Catalog.all().stream().map(Algorithm::name).toList())
                        + " \"rivulet catalog\" lists all."));
    }

    private static void list(PrintWriter out) {
        int nameWidth = width(Catalog.all().stream().map(Algorithm::name).toList());
        int inputWidth = width(Catalog.all().stream().map(a -> a.input().name()).toList());
        // Families come in the order of the catalogue, each once.
        Map<String, List<Algorithm<?>>> families = new LinkedHashMap<>();
        Catalog.all().forEach(a -> families.computeIfAbsent(a.family(), f -> new ArrayList<>())
                .add(a));
        families.forEach((family, algorithms) -> {
            out.println(family);
            for (Algorithm<?> a : algorithms) {
                String capabilities = String.join(", ", capabilities(a.create()));
                out.println("  " + padded(a.name(), nameWidth) + "  "
                        + padded(a.input().name(), inputWidth) + "  " + a.summary());
                out.println("  " + " ".repeat(nameWidth + inputWidth + 4) + "error: " + a.error()
                        + (capabilities.isEmpty() ? "" : "; can " + capabilities));
            }
            out.println();
        });
        out.println("Describe one by: rivulet catalog NAME; run one by: rivulet apply NAME");
    }

    private static void describe(Algorithm<?> algorithm, PrintWriter out) {
        Aggregation<?, ?, ?> aggregation = algorithm.create();
        List<String> capabilities = capabilities(aggregation);
        out.println(algorithm.name() + ": " + algorithm.summary());
        out.println();
        out.println("family   " + algorithm.family());
        out.println("input    " + algorithm.input().description());
        out.println("error    " + algorithm.error());
        algorithm.paper().ifPresent(paper -> out.println("paper    " + paper));
        out.println(
                "can      " + (capabilities.isEmpty() ? "update and answer only" : String.join(", ", capabilities)));
        SlidingChoice sliding = Sliding.choiceForPanes(aggregation);
        out.println("windows  " + methodName(sliding) + ": " + sliding.reason());
        out.println();
        if (algorithm.parameters().isEmpty()) {
            out.println("It has no parameters.");
            return;
        }
        out.println("Parameters, given by --param NAME=VALUE:");
        int width = width(algorithm.parameters().stream().map(Parameter::name).toList());
        for (Parameter parameter : algorithm.parameters()) {
            out.println("  " + padded(parameter.name(), width) + "  " + parameter.description());
            out.println("  " + " ".repeat(width) + "  " + parameter.words() + "; " + parameter.byDefault()
                    + " unless given");
        }
    }

    private static Map<String, Object> fields(Algorithm<?> algorithm) {
        Aggregation<?, ?, ?> aggregation = algorithm.create();
        List<Map<String, Object>> parameters = new ArrayList<>();
        for (Parameter parameter : algorithm.parameters()) {
            Map<String, Object> fields = new LinkedHashMap<>();
            fields.put("name", parameter.name());
            fields.put("kind", parameter.kind().name().toLowerCase(Locale.ROOT));
            fields.put("default", parameter.byDefault());
            fields.put("min", parameter.min());
            fields.put("max", parameter.max());
            fields.put("description", parameter.description());
            parameters.add(fields);
        }
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("name", algorithm.name());
        fields.put("family", algorithm.family());
        fields.put("summary", algorithm.summary());
        fields.put("error", algorithm.error());
        fields.put("input", algorithm.input().name());
        fields.put("parameters", parameters);
        fields.put("capabilities", capabilities(aggregation));
        fields.put("windows", methodName(Sliding.choiceForPanes(aggregation)));
        return fields;
    }

    static List<String> capabilities(Aggregation<?, ?, ?> aggregation) {
        List<String> capabilities = new ArrayList<>();
        if (aggregation.canMerge()) {
            capabilities.add("merge");
        }
        if (aggregation.canRetract()) {
            capabilities.add("retract");
        }
        if (aggregation.canSubtract()) {
            capabilities.add("subtract");
        }
        if (aggregation.slidesNatively()) {
            capabilities.add("slide");
        }
        return capabilities;
    }

    static String methodName(SlidingChoice choice) {
        return choice.method().name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    private static int width(List<String> texts) {
        return texts.stream().mapToInt(String::length).max().orElse(0);
    }

    private static String padded(String text, int width) {
        return text + " ".repeat(width - text.length());
    }
}
