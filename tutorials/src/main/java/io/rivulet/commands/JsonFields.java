package io.rivulet.commands;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;

/** A JSON object as a {@link Row}. A name is taken as it is; if there is none such, its dots lead into objects inside. */
final class JsonFields implements Row {

    private JsonNode object;

    /** The next record. */
    JsonFields of(JsonNode next) {
        object = next;
        return this;
    }

    @Override
    public String text(Field field) {
        return text(node(field), field);
    }

    @Override
    public double number(Field field) {
        JsonNode node = node(field);
        if (!node.isNumber() || !Double.isFinite(node.doubleValue())) {
            throw new IllegalArgumentException(field.label() + " must be a finite number, got " + node);
        }
        return node.doubleValue();
    }

    @Override
    public List<String> items(Field field) {
        JsonNode node = node(field);
        if (!node.isArray()) {
            return Row.super.items(field);
        }
        List<String> items = new ArrayList<>();
        node.forEach(item -> items.add(text(item, field)));
        return items;
    }

    @Override
    public String whole() {
        throw new IllegalStateException("an object has no single field");
    }

    @Override
    public List<String> items() {
        throw new IllegalStateException("an object has no fields by number");
    }

    @Override
    public int size() {
        return object.size();
    }

    private static String text(JsonNode node, Field field) {
        if (!node.isValueNode() || node.isNull()) {
            throw new IllegalArgumentException(field.label() + " must be text or a number, got " + node);
        }
        return node.asText();
    }

    private JsonNode node(Field field) {
        JsonNode node = object.get(field.text());
        if (node == null && field.text().indexOf('.') > 0) {
            node = object;
            for (String name : field.text().split("\\.", -1)) {
                node = node == null ? null : node.get(name);
            }
        }
        if (node == null || node.isNull()) {
            throw new IllegalArgumentException("field \"" + field.text() + "\" must be there");
        }
        return node;
    }
}
