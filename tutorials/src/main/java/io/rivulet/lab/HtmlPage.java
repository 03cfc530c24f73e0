package io.rivulet.lab;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.rivulet.page.StandalonePage;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Comparisons to look at: one file with error, bytes and speed drawn against each other, the course of the errors, and all numbers. */
public final class HtmlPage {

    private HtmlPage() {}

    /**
     * Writes the page.
     *
     * @param title what was compared
     */
    public static void write(Path file, String title, List<Comparison> comparisons) throws IOException {
        Files.writeString(file, page(title, comparisons), StandardCharsets.UTF_8);
    }

    static String page(String title, List<Comparison> comparisons) {
        ObjectNode data = JsonMapper.builder().build().createObjectNode().put("title", title);
        data.put("java", System.getProperty("java.version"))
                .put("processors", Runtime.getRuntime().availableProcessors());
        ArrayNode all = data.putArray("comparisons");
        comparisons.forEach(comparison -> all.add(JsonReport.whole(comparison)));
        return StandalonePage.of("io/rivulet/lab/lab.html", data);
    }
}
