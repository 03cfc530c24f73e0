package io.rivulet.runtime.dataflow;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph as text that draws it: Mermaid, DOT (Graphviz) and JSON. Composed operators, whose parts are called {@code outer.inner}, are one box when folded and a
 * frame around their parts when expanded. Names are prefixed with the flow's.
 *
 * <pre>{@code
 * GraphDrawing.folded(flow.graph()).mermaid();
 * }</pre>
 */
public final class GraphDrawing {

    /** A step, a composed operator, or the flow itself. */
    private static final class Box {
        private final String name;
        private final String kind;
        private final String guarantee;
        private final Map<String, Box> parts = new LinkedHashMap<>();

        Box(String name, String kind, String guarantee) {
            this.name = name;
            this.kind = kind;
            this.guarantee = guarantee;
        }

        /** Kind and guarantee, for people. */
        String words() {
            return guarantee.isEmpty() ? kind : kind + ", " + guarantee;
        }
    }

    /** An arrow between two boxes; {@code output} tells which output of the first. */
    private record Arrow(Box from, String output, Box to) {}

    private static final String COMPOSED = "composed";

    private final Box flow;
    private final Set<Arrow> arrows = new LinkedHashSet<>();
    private final Map<Box, String> ids = new LinkedHashMap<>();

    private GraphDrawing(Graph graph, boolean folded) {
        flow = new Box(graph.name(), "dataflow", "");
        Map<String, Box> boxOf = new LinkedHashMap<>();
        for (Step step : graph.steps()) {
            boxOf.put(step.name(), box(graph.name(), step, folded));
        }
        for (Step step : graph.steps()) {
            for (Wire wire : step.inputs()) {
                Box from = boxOf.get(wire.step());
                Box to = boxOf.get(step.name());
                if (from != to) {
                    arrows.add(new Arrow(from, wire.output(), to));
                }
            }
        }
        number(flow);
    }

    /** Composed operators as one box each. */
    public static GraphDrawing folded(Graph graph) {
        return new GraphDrawing(graph, true);
    }

    /** Composed operators as frames around their parts, to any depth. */
    public static GraphDrawing expanded(Graph graph) {
        return new GraphDrawing(graph, false);
    }

    private Box box(String flowName, Step step, boolean folded) {
        String[] parts = step.name().split("\\.", -1);
        int depth = folded ? 1 : parts.length;
        Box at = flow;
        StringBuilder name = new StringBuilder(flowName);
        for (int i = 0; i < depth; i++) {
            name.append('.').append(parts[i]);
            boolean whole = i + 1 == parts.length;
            String kind = whole ? kind(step) : COMPOSED;
            String guarantee = whole ? guarantee(step) : "";
            at = at.parts.computeIfAbsent(parts[i], part -> new Box(name.toString(), kind, guarantee));
        }
        return at;
    }

    private static String kind(Step step) {
        if (step instanceof Step.Input) {
            return "input";
        } else if (step instanceof Step.FlatMap) {
            return "stateless";
        } else if (step instanceof Step.Exchange exchange) {
            return kind(exchange.routing());
        } else if (step instanceof Step.Stateful) {
            return "stateful";
        } else if (step instanceof Step.Async) {
            return "asynchronous";
        } else if (step instanceof Step.Branch) {
            return "branch";
        } else if (step instanceof Step.Merge) {
            return "merge";
        }
        return "output";
    }

    /** What becomes of records after a crash, for the steps at which that is decided; empty for others. */
    private static String guarantee(Step step) {
        if (step instanceof Step.Input<?, ?> input) {
            return input.source().guarantee().toString();
        } else if (step instanceof Step.Output<?> output) {
            return output.sink().guarantee().toString();
        }
        return "";
    }

    private static String kind(Routing routing) {
        if (routing instanceof Routing.ByKey) {
            return "exchange by key";
        } else if (routing instanceof Routing.Rebalance) {
            return "rebalance";
        } else if (routing instanceof Routing.Broadcast) {
            return "broadcast";
        }
        return "gather";
    }

    /** Ids that any syntax takes, whatever the names hold. */
    private void number(Box box) {
        ids.put(box, "n" + ids.size());
        box.parts.values().forEach(this::number);
    }

    /** A Mermaid flowchart. */
    public String mermaid() {
        List<String> lines = new ArrayList<>(List.of("flowchart TD"));
        mermaid(flow, "", lines);
        for (Arrow arrow : arrows) {
            String label = arrow.output.equals(Wire.MAIN) ? "" : "|" + arrow.output + "|";
            lines.add(ids.get(arrow.from) + " -->" + label + " " + ids.get(arrow.to));
        }
        return String.join("\n", lines) + "\n";
    }

    private void mermaid(Box box, String indent, List<String> lines) {
        String label = ids.get(box) + "[\"" + box.name + " (" + box.words() + ")\"]";
        if (box.parts.isEmpty()) {
            lines.add(indent + label);
            return;
        }
        lines.add(indent + "subgraph " + label);
        box.parts.values().forEach(part -> mermaid(part, indent + "    ", lines));
        lines.add(indent + "end");
    }

    /** A directed graph in Graphviz's language. */
    public String dot() {
        List<String> lines = new ArrayList<>(List.of("digraph \"" + flow.name + "\" {", "    node [shape=box];"));
        flow.parts.values().forEach(part -> dot(part, "    ", lines));
        for (Arrow arrow : arrows) {
            String label = arrow.output.equals(Wire.MAIN) ? "" : " [label=\"" + arrow.output + "\"]";
            lines.add("    " + ids.get(arrow.from) + " -> " + ids.get(arrow.to) + label + ";");
        }
        lines.add("}");
        return String.join("\n", lines) + "\n";
    }

    private void dot(Box box, String indent, List<String> lines) {
        String label = "label=\"" + box.name + "\\n" + box.words() + "\"";
        if (box.parts.isEmpty()) {
            lines.add(indent + ids.get(box) + " [" + label + "];");
            return;
        }
        lines.add(indent + "subgraph cluster_" + ids.get(box) + " {");
        lines.add(indent + "    " + label + ";");
        box.parts.values().forEach(part -> dot(part, indent + "    ", lines));
        lines.add(indent + "}");
    }

    /** One JSON object: the flow's {@code name}, its {@code steps} with their parts, and the {@code arrows} between steps. */
    public String json() {
        StringWriter out = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(out)) {
            json.writeStartObject();
            json.writeStringField("name", flow.name);
            writeParts(flow, json);
            json.writeArrayFieldStart("arrows");
            for (Arrow arrow : arrows) {
                json.writeStartObject();
                json.writeStringField("from", arrow.from.name);
                json.writeStringField("output", arrow.output);
                json.writeStringField("to", arrow.to.name);
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString();
    }

    private static void writeParts(Box box, JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("steps");
        for (Box part : box.parts.values()) {
            json.writeStartObject();
            json.writeStringField("id", part.name);
            json.writeStringField("kind", part.kind);
            if (!part.guarantee.isEmpty()) {
                json.writeStringField("guarantee", part.guarantee);
            }
            if (!part.parts.isEmpty()) {
                writeParts(part, json);
            }
            json.writeEndObject();
        }
        json.writeEndArray();
    }
}
