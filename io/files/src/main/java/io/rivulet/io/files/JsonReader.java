package io.rivulet.io.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Makes instances of a record class of JSON objects, token by token, without a tree between. */
final class JsonReader<T> implements LineReader.Mapper<T>, Fields {

    private static final JsonFactory FACTORY = Json.reader().getFactory();
    /** Names looked up before are remembered, but data may bring ever new ones. */
    private static final int MOST_NAMES = 1000;

    private final RecordShape<T> shape;
    private final TimeFormat times;
    private final Map<String, Integer> found = new HashMap<>();
    private final Object[] values;
    private JsonParser parser;
    private JsonToken token = JsonToken.NOT_AVAILABLE;

    JsonReader(RecordShape<T> shape, TimeFormat times) throws IOException {
        this.shape = shape;
        this.times = times;
        this.values = new Object[shape.size()];
        this.parser = FACTORY.createParser(new byte[0]);
    }

    @Override
    public T map(byte[] bytes, int from, int to) throws IOException {
        Arrays.fill(values, null);
        try (JsonParser opened = FACTORY.createParser(bytes, from, to - from)) {
            parser = opened;
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                throw new BadValueException(
                        "a line must be a JSON object, got " + (parser.currentToken() == null ? "spaces" : shown()));
            }
            for (String name = parser.nextFieldName(); name != null; name = parser.nextFieldName()) {
                token = parser.nextToken();
                int component = component(name);
                if (component < 0) {
                    parser.skipChildren();
                } else if (values[component] != null) {
                    throw new BadValueException(place(component) + " must be there once");
                } else {
                    values[component] = shape.value(component, this, component);
                }
            }
            if (parser.nextToken() != null) {
                throw new BadValueException("a line must be one JSON object, more follows it");
            }
        } catch (JsonProcessingException e) {
            throw JsonObject.malformed(e);
        }
        for (int i = 0; i < values.length; i++) {
            if (values[i] == null) {
                if (!shape.isOptional(i)) {
                    throw new BadValueException(place(i) + " must be there");
                }
                values[i] = Optional.empty();
            }
        }
        return shape.make(values);
    }

    @Override
    public String place(int field) {
        return "field \"" + shape.names().get(field) + "\"";
    }

    @Override
    public boolean isMissing(int field) {
        return token == JsonToken.VALUE_NULL;
    }

    @Override
    public String text(int field) throws IOException {
        require(token == JsonToken.VALUE_STRING, "must be text", field);
        return parser.getText();
    }

    @Override
    public int intValue(int field) throws IOException {
        long value = longValue(field);
        require(value == (int) value, "must be a whole number of 32 bits", field);
        return (int) value;
    }

    @Override
    public long longValue(int field) throws IOException {
        require(
                token == JsonToken.VALUE_NUMBER_INT && parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER,
                "must be a whole number of 64 bits",
                field);
        return parser.getLongValue();
    }

    /** A number, or a string as {@code "NaN"}: JSON has no other way to write it. */
    @Override
    public double doubleValue(int field) throws IOException {
        if (token == JsonToken.VALUE_STRING) {
            switch (parser.getText()) {
                case "NaN":
                    return Double.NaN;
                case "Infinity":
                    return Double.POSITIVE_INFINITY;
                case "-Infinity":
                    return Double.NEGATIVE_INFINITY;
                default:
                    break;
            }
        }
        require(token.isNumeric(), "must be a number", field);
        return parser.getDoubleValue();
    }

    @Override
    public boolean booleanValue(int field) throws IOException {
        require(token.isBoolean(), "must be true or false", field);
        return parser.getBooleanValue();
    }

    @Override
    public Instant instant(int field) throws IOException {
        require(token == JsonToken.VALUE_STRING || token.isNumeric(), "must be " + times, field);
        try {
            return times.parse(parser.getText());
        } catch (BadValueException e) {
            throw e.of(place(field), parser.getText());
        }
    }

    private int component(String name) {
        Integer known = found.get(name);
        if (known != null) {
            return known;
        }
        int component = shape.names().find(name);
        if (found.size() < MOST_NAMES) {
            found.put(name, component);
        }
        return component;
    }

    private void require(boolean holds, String expected, int field) throws IOException {
        if (!holds) {
            throw new BadValueException(place(field) + " " + expected + ", got " + shown());
        }
    }

    private String shown() throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> "an object";
            case START_ARRAY -> "an array";
            case VALUE_STRING -> "\"" + BadValueException.shortened(parser.getText()) + "\"";
            default -> BadValueException.shortened(parser.getText());
        };
    }
}
