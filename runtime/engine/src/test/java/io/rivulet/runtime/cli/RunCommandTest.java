package io.rivulet.runtime.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.Dataflow;
import io.rivulet.runtime.FlowProgram;
import io.rivulet.runtime.testing.CommittedSink;
import io.rivulet.runtime.testing.TestSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code rivulet run} and {@code rivulet graph} over a folder that names a program of this class. */
class RunCommandTest {

    private static final CommittedSink<Integer> SINK = new CommittedSink<>();

    /** Copies numbers; its argument says up to which the first run comes. */
    public static final class Copy implements FlowProgram {
        @Override
        public Dataflow dataflow(List<String> arguments) {
            if (arguments.size() > 1) {
                throw new IllegalArgumentException("one argument is enough, got " + arguments);
            }
            Dataflow flow = Dataflow.named("copy");
            flow.input("in", TestSource.of(1, 2, 3).end().then(4, 5)).output("out", SINK);
            return flow;
        }
    }

    /** Another program. */
    public static final class Other implements FlowProgram {
        @Override
        public Dataflow dataflow(List<String> arguments) {
            return Dataflow.named("empty");
        }
    }

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void nameThePrograms() throws IOException {
        name(Copy.class);
    }

    private void name(Class<?>... programs) throws IOException {
        Path services = Files.createDirectories(folder.resolve("flows/META-INF/services"));
        StringBuilder names = new StringBuilder();
        for (Class<?> program : programs) {
            names.append(program.getName()).append('\n');
        }
        Files.writeString(services.resolve(FlowProgram.class.getName()), names);
    }

    private int rivulet(String... arguments) {
        out.reset();
        err.reset();
        return Main.run(Terminal.of(out, err), arguments);
    }

    private String flows() {
        return folder.resolve("flows").toString();
    }

    private String said() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void aRunGoesOnFromWhereTheOneBeforeEnded() {
        int before = SINK.committed().size();
        String state = folder.resolve("state").toString();
        assertEquals(0, rivulet("run", flows(), "--recovery", state), this::said);
        assertTrue(said().contains("starts anew"), this::said);
        assertEquals(List.of(1, 2, 3), SINK.committed().subList(before, before + 3));
        assertEquals(0, rivulet("run", flows(), "--workers", "2", "--recovery", state, "--epoch-interval", "PT1S"));
        assertTrue(said().contains("goes on from epoch 0"), this::said);
        assertEquals(
                List.of(1, 2, 3, 4, 5),
                SINK.committed().subList(before, SINK.committed().size()));
    }

    @Test
    void theGraphSaysWhatBecomesOfRecordsAfterACrash() {
        assertEquals(0, rivulet("graph", flows()), this::said);
        String drawn = out.toString(StandardCharsets.UTF_8);
        assertTrue(drawn.contains("copy.in (input, exactly once)"), drawn);
        assertTrue(drawn.contains("copy.out (output, exactly once)"), drawn);
        assertEquals(0, rivulet("graph", flows(), "--as", "json"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("\"guarantee\":\"exactly once\""));
    }

    @Test
    void whatIsWrongIsSaidInOneLine() throws IOException {
        assertEquals(2, rivulet("run", folder.resolve("absent.jar").toString()));
        assertTrue(said().contains("absent.jar"), this::said);
        assertEquals(2, rivulet("run", flows(), "a", "b"));
        assertTrue(said().contains("one argument is enough"), this::said);
        assertEquals(2, rivulet("run", flows(), "--allow-dropped-state"));
        assertTrue(said().contains("--recovery"), this::said);
        name(Copy.class, Other.class);
        assertEquals(2, rivulet("run", flows()));
        assertTrue(said().contains("--program") && said().contains("Other"), this::said);
        assertEquals(2, rivulet("run", flows(), "--program", Other.class.getName()));
        assertTrue(said().contains("at least one input"), this::said);
        assertFalse(said().contains("\tat "), this::said);
    }
}
