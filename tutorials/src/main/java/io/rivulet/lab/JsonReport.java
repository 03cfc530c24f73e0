package io.rivulet.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.TreeMap;

/** Comparisons for programs: an object a measurement. What is no number is null. */
public final class JsonReport {

    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private JsonReport() {}

    /** An object for each variant, which also says what it was compared over. */
    public static List<ObjectNode> lines(Comparison comparison) {
        List<ObjectNode> lines = new ArrayList<>();
        for (Measurement m : comparison.measurements()) {
            ObjectNode line = MAPPER.createObjectNode()
                    .put("family", comparison.family())
                    .put("question", comparison.question())
                    .put("measure", comparison.measure())
                    .put("dataset", comparison.dataset())
                    .put("records", comparison.records())
                    .put("draws", comparison.draws());
            line.setAll(variant(comparison, m));
            lines.add(line);
        }
        return lines;
    }

    /** The whole comparison, for the page. */
    static ObjectNode whole(Comparison comparison) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("family", comparison.family())
                .put("question", comparison.question())
                .put("measure", comparison.measure())
                .put("dataset", comparison.dataset())
                .put("description", comparison.description())
                .put("records", comparison.records())
                .put("draws", comparison.draws())
                .put("words", comparison.recommendation().words());
        comparison.notes().forEach(node.putArray("notes")::add);
        ArrayNode variants = node.putArray("variants");
        for (Measurement m : comparison.measurements()) {
            ObjectNode variant = variant(comparison, m);
            ArrayNode course = variant.putArray("course");
            m.errors().course().forEach(error -> put(course, error));
            variants.add(variant);
        }
        return node;
    }

    private static ObjectNode variant(Comparison comparison, Measurement m) {
        ObjectNode node = MAPPER.createObjectNode()
                .put("variant", m.label())
                .put("algorithm", m.variant().algorithm().name());
        ObjectNode parameters = node.putObject("parameters");
        new TreeMap<>(m.variant().parameters()).forEach(parameters::put);
        node.put("peer", m.variant().peer());
        if (!m.method().isEmpty()) {
            node.put("slides", m.method());
        }
        put(node, "errorMean", OptionalDouble.of(m.errors().mean()));
        put(node, "errorP95", OptionalDouble.of(m.errors().p95()));
        put(node, "errorWorst", OptionalDouble.of(m.errors().worst()));
        node.put("heapBytes", m.heapBytes());
        put(node, "formBytes", m.formBytes());
        put(node, "updateNanos", OptionalDouble.of(m.updateNanos()));
        put(node, "queryNanos", OptionalDouble.of(m.queryNanos()));
        put(node, "mergeNanos", m.mergeNanos());
        return node.put("front", comparison.onFront(m))
                .put("recommended", comparison.recommendation().variant().equals(m.label()));
    }

    private static void put(ObjectNode node, String name, OptionalLong value) {
        if (value.isPresent()) {
            node.put(name, value.getAsLong());
        } else {
            node.putNull(name);
        }
    }

    private static void put(ObjectNode node, String name, OptionalDouble value) {
        if (value.isPresent() && Double.isFinite(value.getAsDouble())) {
            node.put(name, value.getAsDouble());
        } else {
            node.putNull(name);
        }
    }

    private static void put(ArrayNode array, double value) {
        if (Double.isFinite(value)) {
            array.add(value);
        } else {
            array.addNull();
        }
    }
}
