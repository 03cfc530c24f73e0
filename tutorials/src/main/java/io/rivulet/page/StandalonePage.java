package io.rivulet.page;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/**
 * A page made of a template, the chart library and data: one text that holds everything and loads nothing.
 *
 * <p>The template has <code>/&#42;LIBRARY&#42;/</code> in a script element and <code>/&#42;DATA&#42;/</code> in one of type {@code application/json}. No
 * tag can begin in the data, whatever names are in it; that they are shown as text only is the template's part.
 */
public final class StandalonePage {

    private static final String LIBRARY = "META-INF/resources/webjars/echarts/5.3.1/dist/echarts.min.js";
    private static final JsonMapper MAPPER = JsonMapper.builder().build();

    private StandalonePage() {}

    /** @param template the name of a resource */
    public static String of(String template, ObjectNode data) {
        return resource(template)
                .replace("/*LIBRARY*/", library())
                .replace("/*DATA*/", json(data)); // last, so that nothing in it is taken for a place to fill
    }

    /** Safe inside a script element: no tag can begin in it. */
    private static String json(ObjectNode data) {
        try {
            return MAPPER.writeValueAsString(data)
                    .replace("<", "\\u003c")
                    .replace(">", "\\u003e")
                    .replace("&", "\\u0026")
                    .replace("\u2028", "\\u2028")
                    .replace("\u2029", "\\u2029");
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String library() {
        String script = resource(LIBRARY);
        if (script.contains("</script")) {
            throw new IllegalStateException("the chart library must not contain </script; it cannot be inlined");
        }
        return script;
    }

    private static String resource(String name) {
        try (InputStream in = StandalonePage.class.getClassLoader().getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource must be on the class path: " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
