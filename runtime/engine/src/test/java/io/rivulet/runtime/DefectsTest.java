package io.rivulet.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.File;
import java.io.IOException;
import java.io.StringWriter;
import java.lang.reflect.Method;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * The simulation finds defects: each of these is put into the engine's own source, compiled beside it, and must make a seed fail; how many seeds that took is
 * printed. Where the source has changed so that a defect cannot be put in any more, its test fails and says so.
 */
@Timeout(300)
class DefectsTest {

    private static final int MOST_SEEDS = 2_000;
    private static final Path SOURCES = Path.of("src/main/java/io/rivulet/runtime");

    @TempDir
    static Path temp;

    /**
     * A defect.
     *
     * @param what what is wrong with it
     * @param file the source file, below the runtime's package
     * @param right what stands there
     * @param wrong what it is replaced by
     */
    private record Defect(String what, String file, String right, String wrong) {}

    private static final List<Defect> DEFECTS = List.of(
            new Defect(
                    "the snapshot is taken before all inputs have come to the barrier",
                    "engine/Confluence.java",
                    "if (awaited > 0 || epoch < 0) {",
                    "if (epoch < 0) {"),
            new Defect(
                    "records of the next epoch get into this one's snapshot: a held input is not held",
                    "engine/ConfluenceInput.java",
                    "holds = true;",
                    "holds = false;"),
            new Defect(
                    "a watermark overtakes what the timers emit that it makes due",
                    "engine/StatefulTask.java",
                    "watermarkWaits = !fireDue(yielding);\n        if (!watermarkWaits) {",
                    "watermarkWaits = !fireDue(yielding);\n        if (true) {"),
            new Defect(
                    "channels are read on although their epoch has ended",
                    "engine/Inbound.java",
                    "if (from != worker && !confluence.isHeld(from)) {",
                    "if (from != worker) {"),
            new Defect(
                    "outputs are committed before the epoch is complete",
                    "engine/OutputTransaction.java",
                    "part.ifPresent(p -> waiting.add(new Prepared(epoch, p)));",
                    "part.ifPresent(p -> waiting.add(new Prepared(epoch, p))); commitUpTo(epoch);"),
            new Defect(
                    "the barrier overtakes the positions: these are taken one batch too late",
                    "engine/WorkerEpochs.java",
                    "            part.positions.put(input.step, input.positions());\n        }\n        for (InputTask input : inputs) {\n            input.barrier(request.epoch());",
                    "            input.barrier(request.epoch());\n        }\n        for (InputTask input : inputs) {\n            input.poll(3, clock.getAsLong());\n            part.positions.put(input.step, input.positions());"),
            new Defect(
                    "a change is written after it was made, not before",
                    "state/KeyedStates.java",
                    "            if (capturing && isPending(entry)) {\n                write(entry);\n            }",
                    ""),
            new Defect(
                    "a discarded key is not told",
                    "state/KeyedStates.java",
                    "                dropped.put(entry.key, entry);",
                    ""),
            new Defect(
                    "timers are not stored",
                    "state/KeyedStates.java",
                    "            count++;",
                    "            count += 0; break;"),
            new Defect(
                    "the watermark comes back too high from a restart",
                    "engine/InputPartition.java",
                    "            clock.resume(restored, now);\n            advance(restored);",
                    "            clock.resume(restored, now);\n            advance(restored + 5);"),
            new Defect(
                    "a worker is told of a request only if it is the next one: a lost wake-up",
                    "engine/WorkerEpochs.java",
                    "board.requested().epoch() <= current.epoch()",
                    "board.requested().epoch() != current.epoch() + 1"),
            new Defect(
                    "a barrier from another worker comes before this one has heard of the epoch",
                    "engine/Inbound.java",
                    "                epochs.ifPresent(own -> own.heardOf(epoch));\n",
                    ""),
            new Defect(
                    "parts of an epoch that was not completed are forgotten",
                    "engine/OutputTransaction.java",
                    "        Optional<Object> part = writer.prepare(epoch);",
                    "        waiting.clear();\n        Optional<Object> part = writer.prepare(epoch);"),
            new Defect(
                    "an async step lets the barrier pass while calls are under way",
                    "engine/AsyncTask.java",
                    "        waiting.add(new Entry(Batch.BARRIER, epoch));",
                    "        out.barrier(epoch);"),
            new Defect(
                    "keys go to another worker than their group's after a rescale",
                    "engine/Resume.java",
                    "int owner = KeyGroups.worker(group, workers.size());",
                    "int owner = KeyGroups.worker(group, manifest.get().workers()) % workers.size();"));

    @TestFactory
    Stream<DynamicTest> theSimulationFinds() {
        return DEFECTS.stream().map(defect -> DynamicTest.dynamicTest(defect.what, () -> find(defect)));
    }

    /** Or what is found below would say nothing. */
    @Test
    void withoutADefectNoSeedFails() {
        assertEquals(-1, FirstFailure.seed(200));
    }

    private static void find(Defect defect) throws Exception {
        Path classes = compile(defect);
        List<URL> path = new ArrayList<>(List.of(classes.toUri().toURL()));
        for (String entry : classPath().split(File.pathSeparator, -1)) {
            path.add(Path.of(entry).toUri().toURL());
        }
        // The platform's loader is the parent, so that all of the runtime is loaded anew, with the defect.
        try (URLClassLoader loader =
                new URLClassLoader(path.toArray(new URL[0]), ClassLoader.getPlatformClassLoader())) {
            Method first = loader.loadClass("io.rivulet.runtime.FirstFailure").getMethod("seed", int.class);
            int seed = (int) first.invoke(null, MOST_SEEDS);
            assertTrue(seed >= 0, "no seed below " + MOST_SEEDS + " fails");
            System.out.println("found with seed " + seed + ": " + defect.what);
        }
    }

    private static String classPath() {
        return System.getProperty("rivulet.test.classpath", System.getProperty("java.class.path"));
    }

    private static Path compile(Defect defect) throws IOException {
        String right = Files.readString(SOURCES.resolve(defect.file)).replace("\r\n", "\n");
        assertTrue(
                right.contains(defect.right),
                defect.file + " must have the place for this defect; it has changed, so change the defect");
        Path folder = Files.createTempDirectory(temp, "defect");
        Path source = folder.resolve("io/rivulet/runtime").resolve(defect.file);
        Files.createDirectories(source.getParent());
        Files.writeString(source, right.replace(defect.right, defect.wrong));
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter said = new StringWriter();
        boolean done = compiler.getTask(
                        said,
                        null,
                        null,
                        List.of("-proc:none", "-nowarn", "-parameters", "-d", folder.toString(), "-cp", classPath()),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertTrue(done, () -> "the defect must compile: " + said);
        return folder;
    }
}
