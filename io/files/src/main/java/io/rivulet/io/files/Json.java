package io.rivulet.io.files;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.function.Function;

/** How values are written as JSON, one to a line: records by their components, times as ISO-8601, empty Optionals as null, NaN as a string. */
final class Json {

    /** Thread-safe once configured. */
    private static final ObjectMapper MAPPER = mapper();

    private Json() {}

    static String text(Object value) throws IOException {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "a " + value.getClass().getName() + " cannot be written as JSON: " + e.getOriginalMessage(), e);
        }
    }

    static ObjectMapper reader() {
        return MAPPER;
    }

    private static ObjectMapper mapper() {
        // Names come from data: interning each would keep them all. And all is UTF-8, whatever the first bytes look
        // like.
        JsonFactory factory = JsonFactory.builder()
                .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
                .disable(JsonFactory.Feature.CHARSET_DETECTION)
                .build();
        SimpleModule module = new SimpleModule("rivulet");
        for (Class<?> type : new Class<?>[] {Instant.class, Duration.class, LocalDate.class, LocalDateTime.class}) {
            module.addSerializer(new ToStringSerializer(type));
        }
        module.addSerializer(new OptionalWriter<>(Optional.class, value -> value));
        module.addSerializer(new OptionalWriter<>(
                OptionalInt.class, v -> v.isPresent() ? Optional.of(v.getAsInt()) : Optional.empty()));
        module.addSerializer(new OptionalWriter<>(
                OptionalLong.class, v -> v.isPresent() ? Optional.of(v.getAsLong()) : Optional.empty()));
        module.addSerializer(new OptionalWriter<>(
                OptionalDouble.class, v -> v.isPresent() ? Optional.of(v.getAsDouble()) : Optional.empty()));
        return new ObjectMapper(factory).registerModule(module);
    }

    private static final class OptionalWriter<T> extends StdSerializer<T> {

        private static final long serialVersionUID = 1;

        private final transient Function<T, Optional<?>> content;

        OptionalWriter(Class<T> type, Function<T, Optional<?>> content) {
            super(type);
            this.content = content;
        }

        @Override
        public void serialize(T value, JsonGenerator out, SerializerProvider provider) throws IOException {
            Optional<?> present = content.apply(value);
            if (present.isPresent()) {
                provider.defaultSerializeValue(present.get(), out);
            } else {
                out.writeNull();
            }
        }
    }
}
