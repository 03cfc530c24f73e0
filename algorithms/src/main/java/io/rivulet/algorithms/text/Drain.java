package io.rivulet.algorithms.text;

import com.carrotsearch.hppc.LongHashSet;
import io.rivulet.algorithms.Aggregation;
import io.rivulet.algorithms.Incremental;
import io.rivulet.algorithms.StateCodec;
import io.rivulet.algorithms.StateReader;
import io.rivulet.algorithms.StateWriter;
import io.rivulet.algorithms.text.LogMatch.Change;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;

/**
 * The kinds of messages in a log, found while it is written: each line gets a template, the words that messages of its kind have in common.
 *
 * <p><b>Method.</b> He, Zhu, Zheng and Lyu, <i>Drain: an online log parsing approach with fixed depth tree</i>, ICWS 2017. A line is led by its number of words
 * and its first depth - 2 words to a few templates, and joins that with the largest share of equal words, if large enough. Differences from the paper: masking
 * knows numbers, addresses and identifiers by itself instead of by expressions to be given; where all lines of a template had a parameter, one more is an equal
 * word, so that lines that are parameters for the most part find their template too; there are never more templates than said, the one unused for longest makes room.
 * <p><b>Error.</b> A heuristic, without a bound: messages of different length are never of one kind, those that differ in their first words neither unless these
 * hold digits. All lines of a template agree in at least the given share of its words, so that, until templates are forgotten, each would find one again. Which lines fall together may depend on their order.
 * <p><b>Cost.</b> O(length of the line) and a comparison with each template of its leaf; nothing is allocated by a line whose template is known and stays. About
 * 85 bytes a word of each template.
 * <p><b>Bounds.</b> Words beyond the 256th are taken together, words of more than 256 characters are parameters.
 * <p><b>Empty.</b> No templates.
 * <p><b>Threads.</b> One owner at a time; no locks inside. Not mergeable: what lines two states would have put together cannot be told from their templates.
 *
 * <pre>{@code
 * var log = Drain.create(Drain.Params.DEFAULTS);
 * log.update("login of ada from 10.0.0.1");
 * log.update("login of bob from 10.0.0.7");
 * log.templates().get(0).text();                      // login of <*> from <*>
 * log.parameters("login of eve from 192.168.0.9");    // [eve, 192.168.0.9]
 * }</pre>
 */
public final class Drain implements Incremental<Drain> {

    /** The most templates that can be asked for. */
    public static final int MAX_TEMPLATES = 1 << 20;

    private static final int MAX_DEPTH = 18;
    private static final int MOST_CHILDREN = 10_000;

    /**
     * What is to be taken for one kind.
     *
     * @param depth 2..18; a line's first depth - 2 words lead to its templates
     * @param similarity 0..1, the least share of equal words
     * @param maxChildren 1..10000, how many different words one step of the way tells apart, the wildcard included
     * @param maxTemplates 1..1048576; beyond that the one unused for longest is forgotten
     * @param masking whether numbers, addresses and identifiers are parameters from the start
     */
    public record Params(int depth, double similarity, int maxChildren, int maxTemplates, boolean masking) {

        /** Those of the paper, with masking and 1,024 templates. */
        public static final Params DEFAULTS = new Params(4, 0.4, 100, 1_024, true);

        /** Checks the ranges. */
        public Params {
            require("depth", depth, 2, MAX_DEPTH);
            if (!(similarity >= 0 && similarity <= 1)) {
                throw new IllegalArgumentException("similarity must be in 0..1, got " + similarity);
            }
            require("maxChildren", maxChildren, 1, MOST_CHILDREN);
            require("maxTemplates", maxTemplates, 1, MAX_TEMPLATES);
        }

        private static void require(String name, int value, int min, int max) {
            if (value < min || value > max) {
                throw new IllegalArgumentException(name + " must be in " + min + ".." + max + ", got " + value);
            }
        }
    }

    /*
     * Every template is in the tree and in the list from oldest to newest use. found is how many were ever found, and the next id.
     */
    private final Params params;
    private final LogTokens line;
    private final TemplateTree tree;
    private Template oldest;
    private Template newest;
    private int size;
    private long found;
    private long lines;

    private Drain(Params params) {
        this.params = params;
        this.line = new LogTokens(params.masking());
        this.tree = new TemplateTree(params.depth() - 2, params.maxChildren());
    }

    /** No templates yet. */
    public static Drain create(Params params) {
        return new Drain(Objects.requireNonNull(params, "params"));
    }

    /** How a dataflow finds the kinds of its messages; the answer is all templates, the most frequent first. */
    public static <R> Aggregation<R, Drain, List<LogTemplate>> aggregation(
            Params params, Function<? super R, ? extends CharSequence> line) {
        Objects.requireNonNull(params, "params");
        return Aggregation.of(
                "drain", () -> create(params), (s, record) -> s.update(line.apply(record)), Drain::templates, CODEC);
    }

    /** Takes one line in; what it did is known by the id of its template and by whether that is new or changed. */
    public LogMatch update(CharSequence message) {
        line.read(message);
        lines++;
        Template template = tree.find(line, params.similarity());
        if (template == null) {
            return new LogMatch(open().id, Change.NEW);
        }
        template.count++;
        use(template);
        return template.generalise(line) ? new LogMatch(template.id, Change.GENERALISED) : template.known;
    }

    /** The template that a line would join, if any; nothing is learnt from the line. */
    public Optional<LogTemplate> template(CharSequence message) {
        return Optional.ofNullable(find(message)).map(Template::view);
    }

    /** What stands in the line where its template has wildcards, in order, each a whole word of the line; empty if it has no template. */
    public List<String> parameters(CharSequence message) {
        Template template = find(message);
        List<String> parameters = new ArrayList<>();
        for (int i = 0; template != null && i < template.words.length; i++) {
            if (Template.isWildcard(template.words[i]) || template.words[i].contains(LogTokens.WILDCARD)) {
                parameters.add(line.raw(message, i));
            }
        }
        return List.copyOf(parameters);
    }

    private Template find(CharSequence message) {
        line.read(message);
        return tree.find(line, params.similarity());
    }

    /** All templates that are not forgotten, by falling count, then by rising id. */
    public List<LogTemplate> templates() {
        List<LogTemplate> all = new ArrayList<>(size);
        for (Template t = oldest; t != null; t = t.newer) {
            all.add(t.view());
        }
        all.sort(Comparator.comparingLong(LogTemplate::count).reversed().thenComparingLong(LogTemplate::id));
        return List.copyOf(all);
    }

    /** How many lines came. */
    public long lines() {
        return lines;
    }

    /** How many templates were found so far, forgotten ones included; the next new one has this id. */
    public long found() {
        return found;
    }

    /** How many templates were forgotten for want of room. */
    public long forgotten() {
        return found - size;
    }

    private Template open() {
        if (size == params.maxTemplates()) {
            Template unused = oldest;
            unlink(unused);
            tree.remove(unused);
            size--;
        }
        String[] words = new String[line.size()];
        for (int i = 0; i < words.length; i++) {
            words[i] = line.word(i);
        }
        Template template = new Template(found++, 1, words, tree.wildcardSteps(line));
        tree.add(template);
        append(template);
        return template;
    }

    private void use(Template template) {
        if (template != newest) {
            unlink(template);
            link(template);
        }
    }

    private void append(Template template) {
        link(template);
        size++;
    }

    private void link(Template template) {
        template.older = newest;
        template.newer = null;
        if (newest == null) {
            oldest = template;
        } else {
            newest.newer = template;
        }
        newest = template;
    }

    private void unlink(Template template) {
        if (template.older == null) {
            oldest = template.newer;
        } else {
            template.older.newer = template.newer;
        }
        if (template.newer == null) {
            newest = template.older;
        } else {
            template.newer.older = template.older;
        }
    }

    @Override
    public void reset() {
        tree.clear();
        oldest = null;
        newest = null;
        size = 0;
        found = 0;
        lines = 0;
    }

    @Override
    public Drain copy() {
        Drain copy = new Drain(params);
        for (Template t = oldest; t != null; t = t.newer) {
            Template template = t.copy();
            copy.tree.add(template);
            copy.append(template);
        }
        copy.found = found;
        copy.lines = lines;
        return copy;
    }

    @Override
    public long stateBytes() {
        long bytes = 64 + 40 + line.heapBytes() + tree.heapBytes();
        for (Template t = oldest; t != null; t = t.newer) {
            bytes += t.heapBytes();
        }
        return bytes;
    }

    /**
     * Form {@code drain} 1: depth i32, similarity f64, most children i32, most templates i32, masking u8, found i64, lines i64, templates i32; for each, from the
     * one unused for longest: id i64, count i64, wildcard steps i32, words i32, the words, empty where any will do.
     */
    public static final StateCodec<Drain> CODEC = StateCodec.of("drain", 1, Drain::encode, Drain::decode);

    private void encode(StateWriter out) {
        out.writeInt(params.depth())
                .writeDouble(params.similarity())
                .writeInt(params.maxChildren())
                .writeInt(params.maxTemplates())
                .writeBoolean(params.masking())
                .writeLong(found)
                .writeLong(lines)
                .writeInt(size);
        for (Template t = oldest; t != null; t = t.newer) {
            out.writeLong(t.id).writeLong(t.count).writeInt(t.wildcardSteps).writeInt(t.words.length);
            for (String word : t.words) {
                out.writeString(word);
            }
        }
    }

    private static Drain decode(StateReader in) {
        Drain read = new Drain(
                new Params(in.readInt(), in.readDouble(), in.readInt(), in.readInt(), in.readBoolean("masking")));
        LongHashSet ids = new LongHashSet();
        read.found = in.readCount("found");
        read.lines = in.readCount("lines");
        int templates = in.readLength("templates", 24);
        if (templates > read.params.maxTemplates() || templates > read.found) {
            throw in.corrupt("templates must be at most those found and those asked for, got " + templates);
        }
        for (int i = 0; i < templates; i++) {
            Template template = readTemplate(in, read.params.depth() - 2, read.found);
            if (!ids.add(template.id)) {
                throw in.corrupt("ids must differ, got " + template.id + " again");
            }
            if (!read.tree.add(template)) {
                throw in.corrupt(
                        "a step must tell at most " + read.params.maxChildren() + " words apart, got one more");
            }
            read.append(template);
        }
        return read;
    }

    private static Template readTemplate(StateReader in, int steps, long found) {
        long id = in.readCount("id");
        long count = in.readCount("count");
        int byWildcard = in.readInt();
        int length = in.readLength("words", 4);
        if (id >= found || count == 0 || length > LogTokens.MAX_TOKENS) {
            throw in.corrupt("id must be below " + found + ", count positive and words at most " + LogTokens.MAX_TOKENS
                    + ", got " + id + ", " + count + " and " + length);
        }
        String[] words = new String[length];
        for (int w = 0; w < length; w++) {
            words[w] = in.readString("word");
            words[w] = words[w].equals(LogTokens.WILDCARD) ? LogTokens.WILDCARD : words[w];
            if (w < steps && Template.isWildcard(words[w]) && (byWildcard >> w & 1) == 0) {
                throw in.corrupt("step " + w + " must go by the wildcard where the word is one");
            }
        }
        return new Template(id, count, words, byWildcard);
    }
}
