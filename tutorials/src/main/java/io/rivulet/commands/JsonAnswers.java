package io.rivulet.commands;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.io.SerializedString;
import io.rivulet.algorithms.catalog.Answer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;

/**
 * Answers as JSON, one object a line. A single answer is {@code {"algorithm":…, place…, "records":n, answer…}}; each row of a table is {@code {place…, row…}}.
 * What is no number is null.
 */
final class JsonAnswers implements AnswerSink {

    private final String algorithm;
    private final PrintWriter out;
    private final JsonGenerator json;

    JsonAnswers(String algorithm, PrintWriter out) {
        this.algorithm = algorithm;
        this.out = out;
        this.json = generator(out);
    }

    static JsonGenerator generator(PrintWriter out) {
        try {
            return new JsonFactory()
                    .createGenerator(out)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .setRootValueSeparator(new SerializedString(""));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One object, as a line. */
    static void line(JsonGenerator json, Map<String, Object> object) {
        try {
            json.writeStartObject();
            write(json, object);
            json.writeEndObject();
            json.writeRaw('\n');
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void answer(Map<String, Object> place, long records, Answer answer) {
        try {
            for (Map<String, Object> row : answer.rows()) {
                json.writeStartObject();
                if (!answer.table()) {
                    json.writeStringField("algorithm", algorithm);
                }
                write(json, place);
                if (!answer.table()) {
                    json.writeNumberField("records", records);
                }
                write(json, row);
                json.writeEndObject();
                json.writeRaw('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public void flush() {
        try {
            json.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        out.flush();
    }

    private static void write(JsonGenerator json, Map<String, Object> fields) throws IOException {
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            json.writeFieldName(field.getKey());
            write(json, field.getValue());
        }
    }

    private static void write(JsonGenerator json, Object value) throws IOException {
        if (value instanceof List<?> list) {
            json.writeStartArray();
            for (Object element : list) {
                write(json, element);
            }
            json.writeEndArray();
        } else if (value instanceof Map<?, ?> map) {
            json.writeStartObject();
            for (Map.Entry<?, ?> field : map.entrySet()) {
                json.writeFieldName(String.valueOf(field.getKey()));
                write(json, field.getValue());
            }
            json.writeEndObject();
        } else if (value instanceof Double || value instanceof Float) {
            double number = ((Number) value).doubleValue();
            if (Double.isFinite(number)) {
                json.writeNumber(number);
            } else {
                json.writeNull();
            }
        } else if (value instanceof Number number) {
            json.writeNumber(number.longValue());
        } else if (value instanceof Boolean truth) {
            json.writeBoolean(truth);
        } else {
            json.writeString(String.valueOf(value));
        }
    }
}
