package io.rivulet.algorithms.catalog;

import io.rivulet.algorithms.Agreement;
import io.rivulet.algorithms.text.Drain;
import io.rivulet.algorithms.text.TfIdf;
import java.time.Duration;
import java.util.List;

/** Entries of the text family: what kinds of text there are, and which words say something. */
final class TextEntries {

    private TextEntries() {}

    static List<Algorithm<?>> all() {
        return List.of(drain(), tfIdf());
    }

    private static Algorithm<String> drain() {
        return Algorithm.named("drain", "text", Input.TEXT)
                .paper("He, Zhu, Zheng and Lyu, Drain: an online log parsing approach with fixed depth tree, ICWS 2017")
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

    private static Algorithm<String> tfIdf() {
        return Algorithm.named("tf-idf", "text", Input.TEXT)
                .paper("Spärck Jones, A statistical interpretation of term specificity, J. Documentation 28, 1972")
                .summary("Which words come in most texts lately, and so how much each word says.")
                .error("rounding for as many words as there are terms; then too rare by their share of all")
                .parameters(
                        Parameter.integer("terms", 10_000, 1, TfIdf.MAX_TERMS, "words that are counted"),
                        Parameter.duration(
                                "half-life",
                                Duration.ofHours(1),
                                Duration.ofMillis(1),
                                Duration.ofDays(36_500),
                                "after which a text counts half"))
                .variations("terms", "1000", "10000", "100000")
                .merged(Agreement.SHAPE)
                .allocating("each word becomes a text of its own")
                .heldAgainst(arguments -> ExactTerms.yardstick(arguments.duration("half-life")), Tolerance.rounding())
                .make(arguments -> TfIdf.<String>aggregation(
                                arguments.integer("terms"), arguments.duration("half-life"), 20, text -> text)
                        .map(found -> Answer.table(found.stream()
                                .map(t -> Answer.row("term", t.term(), "documents", t.documents(), "idf", t.idf()))
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
