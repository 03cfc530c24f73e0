package io.rivulet.io.files;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Instant;

/**
 * A JSON object that a mapper reads.
 *
 * <p>Jackson's own tree answers 0 or null where a field is missing or of another kind; here such a value makes the line bad input, with file, line, field and
 * value in the problem, and says so in the words that {@link CsvRow} uses. What this view does not reach, such as lists, is in {@link #node}.
 *
 * <p>Names are taken as they are; a dot in a name is part of it. Fields inside others are reached by {@link #object}.
 */
public final class JsonObject {

    private static final ObjectReader READER = Json.reader()
            .reader()
            .with(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .with(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY);

    private final ObjectNode node;
    private final TimeFormat times;
    private final String path;

    private JsonObject(ObjectNode node, TimeFormat times, String path) {
        this.node = node;
        this.times = times;
        this.path = path;
    }

    static JsonObject parse(byte[] bytes, int from, int to, TimeFormat times) throws IOException {
        JsonNode node;
        try {
            node = READER.readTree(bytes, from, to - from);
        } catch (JsonProcessingException e) {
            throw malformed(e);
        }
        if (node instanceof ObjectNode object) {
            return new JsonObject(object, times, "");
        }
        throw new BadValueException("a line must be a JSON object, got "
                + (node.isMissingNode() ? "spaces" : BadValueException.shortened(node.toString())));
    }

    static BadValueException malformed(JsonProcessingException e) {
        String at =
                e.getLocation() == null ? "" : " near column " + e.getLocation().getColumnNr();
        return new BadValueException("a line must be a JSON object" + at + ": " + e.getOriginalMessage());
    }

    /** Whether the field is there and not null. */
    public boolean has(String field) {
        return node.hasNonNull(field);
    }

    /** The field's text; it must be a JSON string. */
    public String text(String field) {
        JsonNode value = value(field);
        if (!value.isTextual()) {
            throw bad("must be text", field);
        }
        return value.textValue();
    }

    /** The field as a whole number of 32 bits. */
    public int intValue(String field) {
        JsonNode value = value(field);
        if (!value.isIntegralNumber() || !value.canConvertToInt()) {
            throw bad("must be a whole number of 32 bits", field);
        }
        return value.intValue();
    }

    /** The field as a whole number of 64 bits. */
    public long longValue(String field) {
        JsonNode value = value(field);
        if (!value.isIntegralNumber() || !value.canConvertToLong()) {
            throw bad("must be a whole number of 64 bits", field);
        }
        return value.longValue();
    }

    /** The field as a number, the nearest double. */
    public double doubleValue(String field) {
        JsonNode value = value(field);
        if (!value.isNumber()) {
            throw bad("must be a number", field);
        }
        return value.doubleValue();
    }

    /** The field as true or false. */
    public boolean booleanValue(String field) {
        JsonNode value = value(field);
        if (!value.isBoolean()) {
            throw bad("must be true or false", field);
        }
        return value.booleanValue();
    }

    /** The field as a point in time, a string or a number written as the file's options say. */
    public Instant instant(String field) {
        JsonNode value = value(field);
        if (!value.isTextual() && !value.isNumber()) {
            throw bad("must be " + times, field);
        }
        try {
            return times.parse(value.asText());
        } catch (BadValueException e) {
            throw bad(e.getMessage(), field);
        }
    }

    /** The object inside the field. */
    public JsonObject object(String field) {
        if (value(field) instanceof ObjectNode inside) {
            return new JsonObject(inside, times, path + field + ".");
        }
        throw bad("must be an object", field);
    }

    /** All of it, as Jackson's tree. */
    public JsonNode node() {
        return node;
    }

    @Override
    public String toString() {
        return node.toString();
    }

    private JsonNode value(String field) {
        JsonNode value = node.get(field);
        if (value == null || value.isNull()) {
            throw new BadValueException("field \"" + path + field + "\" must be there");
        }
        return value;
    }

    private BadValueException bad(String problem, String field) {
        return new BadValueException(problem + ", got "
                        + BadValueException.shortened(node.get(field).toString()))
                .at("field \"" + path + field + "\"");
    }
}
