package io.rivulet.commands;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.rivulet.runtime.cli.Main;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The program in a JVM of its own: what only a process shows, which is exit codes, signals and closed pipes. */
@Timeout(60)
class ProgramTest {

    private static Process start(String... args) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(args));
        return new ProcessBuilder(command).start();
    }

    private static String text(InputStream stream) throws IOException {
        return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void exitCodesReachTheShell() throws Exception {
        Process wrong = start("apply", "no-such");
        Process fails = start("apply", "moments", "no-such-file");
        Process works = start("--version");
        assertEquals(2, wrong.waitFor());
        assertEquals(1, fails.waitFor());
        assertEquals(0, works.waitFor());
        assertTrue(text(works.getInputStream()).startsWith("rivulet "));
        assertTrue(text(fails.getErrorStream()).contains("no-such-file"));
    }

    @Test
    void ctrlCStopsReadingAndAnswersForWhatCame() throws Exception {
        Assumptions.assumeTrue(Path.of("/bin/kill").toFile().canExecute(), "no /bin/kill here");
        Process process = start("apply", "moments", "--each");
        BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
        OutputStream in = process.getOutputStream();
        in.write("1\n3\n".getBytes(StandardCharsets.UTF_8));
        in.flush();
        String seen = "";
        while (!seen.contains("records   2")) {
            seen += out.readLine() + "\n";
        }
        // The input stays open: only the signal ends it.
        assertEquals(
                0,
                new ProcessBuilder("/bin/kill", "-INT", Long.toString(process.pid()))
                        .start()
                        .waitFor());
        assertTrue(process.waitFor(30, TimeUnit.SECONDS));
        assertEquals(130, process.exitValue());
        String err = text(process.getErrorStream());
        assertTrue(err.contains("interrupted after 2 records"), err);
    }

    @Test
    void aReaderThatLeavesEndsItQuietly() throws Exception {
        Process process = start("apply", "reservoir", "--each");
        process.getInputStream().close();
        try (OutputStream in = process.getOutputStream()) {
            for (int i = 0; i < 3_000; i++) {
                in.write(("item " + i + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            // It has ended before it read all, which is what is wanted.
        }
        assertEquals(0, process.waitFor());
        assertEquals("", text(process.getErrorStream()));
    }
}
