package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.text.Drain;
import java.util.List;

/** Entries of the text family: what kinds of text there are, and which words say something. */
final class TextEntries {

    private TextEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(drain());
    }

    private static Algorithm<String> drain() {
        return Algorithm.named("drain", "text", Input.TEXT)
                .summary("The kinds of messages in a log, as templates with wildcards where they differ.")
                .error("a heuristic, without a bound; kinds of different length or first words are always told apart")
                .parameters(
                        Parameter.integer("depth", 4, 2, 18, "first words that tell kinds apart, and 2"),
                        Parameter.number("similarity", 0.4, 0, 1, "least share of equal words"),
                        Parameter.integer(
                                "max-templates",
                                Drain.Params.DEFAULTS.maxTemplates(),
                                1,
                                Drain.MAX_TEMPLATES,
                                "beyond that the one unused for longest is forgotten"))
                .variations("similarity", "0.2", "0.4", "0.6", "0.8")
                .heldAgainst(ExactMessageKinds.YARDSTICK, Tolerance.exact())
                .make(arguments -> Drain.<String>aggregation(params(arguments), line -> line)
                        .map(found -> Answer.table(found.stream()
                                .map(t -> Answer.row("id", t.id(), "template", t.text(), "count", t.count()))
                                .toList())));
    }

    private static Drain.Params params(Arguments arguments) {
        Drain.Params byDefault = Drain.Params.DEFAULTS;
        return new Drain.Params(
                arguments.integer("depth"),
                arguments.number("similarity"),
                byDefault.maxChildren(),
                arguments.integer("max-templates"),
                byDefault.masking());
    }
}
